/** What one instruction gives, out of what those before it gave. */
import type { FnId, FunctionIR, Instr, Language, ModuleIR, SliceBound, Temp } from "../ir/types.js";
import { binary, plus, unary } from "./operations.js";
import type { Scope } from "./scope.js";
import { Box, Closure, External, lost, Pattern, raise, truth, UNKNOWN, type Val } from "./values.js";

/** A function that is being evaluated. */
export interface Activation {
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
  readonly scope: Scope;
  readonly self: Val;
  readonly temps: Val[];
  /** When each temp was written last, and the iterators over those that loops go over. */
  readonly written: number[];
  readonly iterators: Map<Instr, { readonly at: number; readonly left: Iterator<Val> }>;
  /** When each block was entered last. */
  readonly entered: number[];
  caught: Val;
}

export type ValueInstr = Extract<Instr, { dst: Temp }>;

/** What an instruction may ask of the evaluation as a whole. */
export interface Host {
  imported(from: ModuleIR, specifier: string | undefined): Val;
  exportsOf(module: ModuleIR): Box;
  classOf(module: ModuleIR, id: number, scope: Scope, supers: readonly Val[]): Val;
  load(obj: Val, key: Val, item: boolean): Val;
  calling(a: Activation, instr: Extract<Instr, { op: "call" }>): Val;
}

export function valueGiven(e: Host, a: Activation, instr: ValueInstr): Val {
  const { language } = a.module;
  const python = language === "python";
  const t = a.temps;
  switch (instr.op) {
    case "const": {
      const { value } = instr;
      return typeof value === "object" && value !== null ? new Pattern(value.regex, value.flags) : value;
    }
    case "getvar":
      return a.scope.read(instr.ref);
    case "global":
      return globalNamed(instr.name, python);
    case "import":
      return e.imported(a.module, instr.specifier);
    case "exports":
      return e.exportsOf(a.module);
    case "module": {
      const box = new Box("module");
      box.fields.set("exports", e.exportsOf(a.module));
      return box;
    }
    case "func":
      return new Closure(a.module, functionOf(a.module, instr.fn), a.scope, a.self);
    case "class":
      return e.classOf(
        a.module,
        instr.cls,
        a.scope,
        instr.supers.map((s) => t[s]),
      );
    case "object": {
      const box = new Box("dict");
      for (const { key, computed, spread, value, kind } of instr.entries) {
        if (kind === "getter" || kind === "setter") continue;
        const v = t[value];
        if (spread !== true) box.fields.set(key ?? t[computed ?? -1], v);
        else if (v instanceof Box) for (const [k, each] of v.fields) box.fields.set(k, each);
        else lost();
      }
      return box;
    }
    case "array":
      return instr.elements.flatMap(({ value, spread }) =>
        spread === true ? [...elementsOf(t[value], "values", language)] : [t[value]],
      );
    case "load":
      return e.load(t[instr.obj], instr.key, instr.item === true);
    case "loadi":
      return e.load(t[instr.obj], t[instr.key], true);
    case "rest":
      return restOf(t, instr, language);
    case "call":
      return e.calling(a, instr);
    case "concat":
      return plus(
        instr.parts.map((part) => t[part]),
        language,
      );
    case "add":
      return binary("+", t[instr.left], t[instr.right], language);
    case "binary":
      return binary(instr.operator, t[instr.left], t[instr.right], language);
    case "unary":
      return unary(instr.operator, t[instr.src], python);
    case "logical": {
      const left = t[instr.left];
      if (left === UNKNOWN || left instanceof External) return UNKNOWN;
      if (instr.operator === "??") return left === undefined || left === null ? t[instr.right] : left;
      const yes = truth(left, python);
      return yes === (instr.operator === "&&") ? t[instr.right] : left;
    }
    case "select": {
      const [then, otherwise] = instr.arms ?? [];
      const isFirst =
        then === undefined || otherwise === undefined
          ? (truth(t[instr.cond], python) ?? lost())
          : (a.entered[then] ?? 0) > (a.entered[otherwise] ?? 0);
      return isFirst ? t[instr.then] : t[instr.otherwise];
    }
    case "default":
      return t[instr.src] === undefined ? t[instr.otherwise] : t[instr.src];
    case "await":
    case "enter":
      return t[instr.src];
    case "this":
      return a.self;
    case "caught":
      return a.caught;
    case "unsupported":
      // Which side of a choice was computed tells what its condition was.
      return instr.kind === "condition" ? UNKNOWN : lost();
    default:
      return lost();
  }
}

function restOf(t: readonly Val[], instr: Extract<Instr, { op: "rest" }>, language: Language): Val {
  const src = t[instr.src];
  if (src === UNKNOWN) return UNKNOWN;
  if (instr.without !== undefined) {
    if (!(src instanceof Box)) return lost();
    const box = new Box("dict");
    for (const [key, value] of src.fields)
      if (!instr.without.includes(String(key))) box.fields.set(key, value);
    return box;
  }
  if (instr.isHead === true && instr.bounds === undefined) return lost();
  if (typeof src !== "string" && !Array.isArray(src)) return lost();
  if (language === "javascript") return src.slice(instr.from ?? 0);
  const [from, to] = instr.bounds ?? lost();
  const bound = (at: SliceBound): number | undefined => {
    const v = at === undefined ? undefined : "literal" in at ? at.literal : t[at.temp];
    return v === null || v === undefined ? undefined : typeof v === "number" ? v : lost();
  };
  return src.slice(bound(from), bound(to));
}

export const functionOf = (module: ModuleIR, id: FnId): FunctionIR => module.functions[id] ?? lost();

function globalNamed(name: string, python: boolean): Val {
  if (!python) {
    if (name === "undefined") return undefined;
    if (name === "NaN") return Number.NaN;
    if (name === "Infinity") return Number.POSITIVE_INFINITY;
  } else {
    if (name === "True" || name === "False") return name === "True";
    if (name === "None") return null;
  }
  return new External(name);
}

/** What a loop goes over. */
export function elementsOf(v: Val, of: "values" | "keys", language: ModuleIR["language"]): Iterable<Val> {
  if (v instanceof Box && typeof v.of === "string") {
    if (of === "keys" || language === "python") return [...v.fields.keys()];
    return [...v.fields].map(([key, value]) => [key, value]);
  }
  if (of === "keys") return Array.isArray(v) ? v.map((_, i) => String(i)) : lost();
  if (typeof v === "string" || Array.isArray(v) || v instanceof Set) return v;
  if (v === undefined || v === null || typeof v === "number") raise("TypeError");
  return lost();
}
