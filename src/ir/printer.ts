/**
 * A readable dump of a ModuleIR, for tests and for looking at what a front end made of a file.
 *
 *   fn 1 run(args)
 *     b0:
 *       t0 = getvar args
 *       t1 = load t0.path
 *       return t1
 *
 * Variables of an outer function print as `name^depth`. Spans are left out unless asked for.
 */
import type {
  Arg,
  ConstValue,
  FunctionIR,
  Instr,
  ModuleIR,
  Param,
  Terminator,
  TypeRef,
  VarRef,
} from "./types.js";

export interface PrintOptions {
  /** Adds `@line:col` to each instruction. */
  readonly spans?: boolean;
  /** Adds the declared variables of each function. */
  readonly vars?: boolean;
}

/** Prints all functions, classes and types of a module. */
export function printModule(module: ModuleIR, options: PrintOptions = {}): string {
  const parts = module.functions.map((fn) => printFunction(module, fn, options));
  for (const cls of module.classes) parts.push(printClass(cls));
  for (const type of module.types) {
    const supers = type.supers.length > 0 ? ` extends ${type.supers.map(printType).join(", ")}` : "";
    parts.push(`type ${type.name}${supers} = ${printType(type.type)}`);
  }
  return parts.join("\n");
}

/** Prints one function. */
export function printFunction(module: ModuleIR, fn: FunctionIR, options: PrintOptions = {}): string {
  const flags = [
    fn.async ? "async" : "",
    fn.generator ? "generator" : "",
    fn.static ? "static" : "",
    fn.kind === "function" ? "" : fn.kind,
    fn.cls === undefined ? "" : `of class ${fn.cls}`,
    fn.vendored === undefined ? "" : `vendored ${JSON.stringify(fn.vendored)}`,
  ].filter((flag) => flag !== "");
  const params = fn.params.map((param) => printParam(param)).join(", ");
  const returns = fn.returnType ? `: ${printType(fn.returnType)}` : "";
  const lines = [
    `fn ${fn.id} ${fn.name}(${params})${returns}${flags.length > 0 ? ` [${flags.join(", ")}]` : ""}`,
  ];
  if (options.vars) {
    for (const info of fn.vars) {
      const type = info.type ? `: ${printType(info.type)}` : "";
      lines.push(
        `  var ${info.name}${type} writes=${info.writes}${info.captured ? " captured" : ""}${
          info.vendored === undefined ? "" : ` vendored ${JSON.stringify(info.vendored)}`
        }`,
      );
    }
  }
  fn.blocks.forEach((block, id) => {
    lines.push(`  b${id}:${block.handler === undefined ? "" : ` (handler b${block.handler})`}`);
    for (const instr of block.instrs) lines.push(`    ${printInstr(module, fn, instr)}${at(instr, options)}`);
    lines.push(`    ${printTerminator(block.term)}${at(block.term, options)}`);
  });
  return lines.join("\n");
}

function at(node: { span: { line: number; col: number } }, options: PrintOptions): string {
  return options.spans ? ` @${node.span.line}:${node.span.col}` : "";
}

function printParam(param: Param): string {
  const prefix = param.rest === "rest" ? "..." : param.rest === "kwargs" ? "**" : "";
  const type = param.type ? `: ${printType(param.type)}` : "";
  return `${prefix}${param.name}${param.hasDefault ? "?" : ""}${type}`;
}

function printClass(cls: ModuleIR["classes"][number]): string {
  const lines = [`class ${cls.id} ${cls.name}`];
  if (cls.superTypes.length > 0) lines[0] += ` extends ${cls.superTypes.map(printType).join(", ")}`;
  if (cls.implementsTypes.length > 0)
    lines[0] += ` implements ${cls.implementsTypes.map(printType).join(", ")}`;
  if (cls.vendored !== undefined) lines[0] += ` [vendored ${JSON.stringify(cls.vendored)}]`;
  if (cls.ctor !== undefined) lines.push(`  constructor fn ${cls.ctor}`);
  for (const member of cls.members) {
    const flags = `${member.static ? "static " : ""}${member.decorated ? "decorated " : ""}`;
    lines.push(`  ${flags}${member.kind} ${member.name} fn ${member.fn}`);
  }
  if (cls.fieldInit !== undefined) lines.push(`  fields fn ${cls.fieldInit}`);
  if (cls.staticInit !== undefined) lines.push(`  static fn ${cls.staticInit}`);
  for (const [name, type] of Object.entries(cls.fieldTypes))
    lines.push(`  field ${name}: ${printType(type)}`);
  return lines.join("\n");
}

/** Prints a type reference in a TypeScript-like form. */
export function printType(type: TypeRef): string {
  const args = (type.args ?? []).map(printType);
  let text: string;
  if (type.name === "union") text = args.join(" | ");
  else if (type.name === "literal")
    text = (type.literals ?? []).map((value) => JSON.stringify(value)).join(" | ");
  else if (type.name === "object" && type.fields) {
    const fields = Object.entries(type.fields).map(([name, field]) => `${name}: ${printType(field)}`);
    text = `{ ${fields.join("; ")} }`;
  } else text = args.length > 0 ? `${type.name}<${args.join(", ")}>` : type.name;
  if (type.import) text += `{${type.import.imported} of ${type.import.specifier}}`;
  if (type.classId !== undefined) text += `{class ${type.classId}}`;
  return text;
}

function constant(value: ConstValue): string {
  if (value === undefined) return "undefined";
  if (typeof value === "object" && value !== null) return `/${value.regex}/${value.flags}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function variable(module: ModuleIR, fn: FunctionIR, ref: VarRef): string {
  let owner: FunctionIR | undefined = fn;
  for (let depth = 0; depth < ref.depth && owner; depth++) {
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  }
  return `${owner?.vars[ref.index]?.name ?? `?${ref.index}`}${ref.depth > 0 ? `^${ref.depth}` : ""}`;
}

function printArg(arg: Arg): string {
  const name = arg.name === undefined ? "" : `${arg.name}=`;
  return `${name}${arg.spread ? "..." : ""}${arg.kwSpread ? "**" : ""}t${arg.value}`;
}

function printInstr(module: ModuleIR, fn: FunctionIR, instr: Instr): string {
  const dst = "dst" in instr ? `t${instr.dst} = ` : "";
  const list = (temps: readonly number[]): string => temps.map((temp) => `t${temp}`).join(", ");
  switch (instr.op) {
    case "const":
      return `${dst}${constant(instr.value)}`;
    case "getvar":
      return `${dst}getvar ${variable(module, fn, instr.ref)}`;
    case "setvar":
      return `setvar ${variable(module, fn, instr.ref)} = t${instr.src}`;
    case "global":
      return `${dst}global ${instr.name}`;
    case "setglobal":
      return `setglobal ${instr.name} = t${instr.src}`;
    case "import":
      return `${dst}import ${instr.kind} ${instr.specifier === undefined ? `t${instr.src}` : JSON.stringify(instr.specifier)}`;
    case "reexport":
      return `reexport t${instr.src}`;
    case "func":
      return `${dst}func ${instr.fn} ${module.functions[instr.fn]?.name ?? "?"}`;
    case "class":
      return `${dst}class ${instr.cls}${instr.supers.length > 0 ? ` extends ${list(instr.supers)}` : ""}`;
    case "object":
      return `${dst}object { ${instr.entries.map(printEntry).join(", ")} }`;
    case "array":
      return `${dst}array [${instr.elements.map((each) => `${each.spread ? "..." : ""}t${each.value}`).join(", ")}]`;
    case "load":
      return `${dst}load t${instr.obj}.${instr.key}`;
    case "loadi":
      return `${dst}load t${instr.obj}[t${instr.key}]`;
    case "store":
      return `store ${instr.kind ? `${instr.kind} ` : ""}t${instr.obj}.${instr.key} = t${instr.src}`;
    case "storei":
      return `store t${instr.obj}[t${instr.key}] = t${instr.src}`;
    case "rest":
      return `${dst}rest t${instr.src} ${instr.from === undefined ? `without ${(instr.without ?? []).join(",")}` : `from ${instr.from}`}`;
    case "call":
      return `${dst}${printCall(instr)}`;
    case "concat":
      return `${dst}concat ${list(instr.parts)}`;
    case "add":
      return `${dst}add t${instr.left}, t${instr.right}`;
    case "binary":
    case "logical":
      return `${dst}${instr.op} t${instr.left} ${instr.operator} t${instr.right}`;
    case "unary":
      return `${dst}unary ${instr.operator} t${instr.src}`;
    case "select":
      return `${dst}select t${instr.cond} ? t${instr.then} : t${instr.otherwise}`;
    case "default":
      return `${dst}default t${instr.src}, t${instr.otherwise}`;
    case "yield":
      return `${dst}yield${instr.delegate ? "*" : ""} t${instr.src}`;
    case "iterate":
      return `${dst}iterate ${instr.of} t${instr.src}`;
    case "caught":
      return `${dst}caught${instr.types ? ` ${instr.types.join("|")}` : ""}`;
    case "unsupported":
      return `${dst}unsupported ${instr.kind} (${list(instr.inputs)})`;
    case "await":
    case "enter":
      return `${dst}${instr.op} t${instr.src}`;
    case "exports":
    case "module":
    case "this":
    case "super":
    case "arguments":
      return `${dst}${instr.op}`;
  }
}

function printEntry(entry: {
  key?: string;
  computed?: number;
  spread?: boolean;
  value: number;
  kind?: string;
}): string {
  if (entry.spread) return `...t${entry.value}`;
  const kind = entry.kind && entry.kind !== "value" ? `${entry.kind} ` : "";
  return `${kind}${entry.key ?? `[t${entry.computed}]`}: t${entry.value}`;
}

function printCall(call: Extract<Instr, { op: "call" }>): string {
  const word = call.isDecorator ? "decorate" : call.isTagged ? "tagged" : call.isNew ? "new" : "call";
  const self = call.self === undefined ? "" : ` self t${call.self}`;
  const method = call.method === undefined ? "" : ` .${call.method}`;
  return `${word} t${call.callee}(${call.args.map(printArg).join(", ")})${self}${method}`;
}

function printTerminator(term: Terminator): string {
  switch (term.op) {
    case "jump":
      return `jump b${term.to}`;
    case "branch":
      return `branch t${term.cond} ? b${term.then} : b${term.otherwise}`;
    case "return":
    case "throw":
      return term.src === undefined ? term.op : `${term.op} t${term.src}`;
    case "stop":
      return "stop";
  }
}
