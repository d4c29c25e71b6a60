/**
 * What holds for every ModuleIR, whatever the language: numbers that refer to something lead somewhere,
 * and a temp is computed before it is used, on some path.
 */
import type { FunctionIR, Instr, ModuleIR, Terminator } from "../../src/ir/types.js";

/** Sentences about what is wrong with a module; none when it is sound. */
export function checkModule(module: ModuleIR): string[] {
  const faults: string[] = [];
  module.functions.forEach((fn, id) => {
    const where = `fn ${id} ${fn?.name ?? ""}`;
    if (!fn || fn.id !== id) faults.push(`${where}: not at its own index`);
    else checkFunction(module, fn, (fault) => faults.push(`${where}: ${fault}`));
  });
  for (let id = 0; id < module.functions.length; id++) {
    if (module.functions[id] === undefined) faults.push(`fn ${id} is missing`);
  }
  for (let id = 0; id < module.classes.length; id++) {
    const cls = module.classes[id];
    if (cls?.id !== id) faults.push(`class ${id} is not at its own index`);
    const fns = [
      cls?.ctor,
      cls?.fieldInit,
      cls?.staticInit,
      ...(cls?.members.map((member) => member.fn) ?? []),
    ];
    for (const fn of fns)
      if (fn !== undefined && !module.functions[fn]) faults.push(`class ${id}: no fn ${fn}`);
  }
  return faults;
}

function checkFunction(module: ModuleIR, fn: FunctionIR, fault: (text: string) => void): void {
  const defined = new Set<number>();
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (!("dst" in instr)) continue;
      if (defined.has(instr.dst)) fault(`t${instr.dst} is computed twice`);
      defined.add(instr.dst);
    }
  }
  for (const temp of defined) if (temp >= fn.temps) fault(`t${temp} is out of range`);
  if (fn.parent !== undefined && !(fn.parent < fn.id))
    fault(`parent ${fn.parent} is not an earlier function`);
  for (const param of fn.params)
    if (!fn.vars[param.variable]) fault(`parameter ${param.name} has no variable`);
  fn.blocks.forEach((block, id) => {
    for (const to of [...targetsOf(block.term), ...(block.handler === undefined ? [] : [block.handler])]) {
      if (!fn.blocks[to]) fault(`b${id} leads to b${to}`);
    }
    for (const node of [...block.instrs, block.term]) {
      for (const temp of usesOf(node)) if (!defined.has(temp)) fault(`t${temp} in b${id} is never computed`);
      checkReferences(module, fn, node, fault);
    }
  });
}

function checkReferences(
  module: ModuleIR,
  fn: FunctionIR,
  node: Instr | Terminator,
  fault: (text: string) => void,
): void {
  if (node.op === "func" && !module.functions[node.fn]) fault(`no fn ${node.fn}`);
  if (node.op === "class" && !module.classes[node.cls]) fault(`no class ${node.cls}`);
  if (node.op !== "getvar" && node.op !== "setvar") return;
  let owner: FunctionIR | undefined = fn;
  for (let depth = node.ref.depth; depth > 0 && owner; depth--) {
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  }
  const info = owner?.vars[node.ref.index];
  if (!info) fault(`no variable ${node.ref.index} at depth ${node.ref.depth}`);
  else if (node.ref.depth > 0 && !info.captured)
    fault(`${info.name} is used by a nested function but not captured`);
}

function targetsOf(term: Terminator): number[] {
  if (term.op === "jump") return [term.to];
  return term.op === "branch" ? [term.then, term.otherwise] : [];
}

/** The temps that an instruction or terminator reads. */
function usesOf(node: Instr | Terminator): number[] {
  switch (node.op) {
    case "setvar":
    case "setglobal":
    case "reexport":
    case "rest":
    case "unary":
    case "await":
    case "yield":
    case "iterate":
    case "enter":
      return [node.src];
    case "import":
    case "return":
    case "throw":
      return node.src === undefined ? [] : [node.src];
    case "class":
      return [...node.supers];
    case "object":
      return node.entries.flatMap((entry) =>
        entry.computed === undefined ? [entry.value] : [entry.computed, entry.value],
      );
    case "array":
      return node.elements.map((element) => element.value);
    case "load":
      return [node.obj];
    case "loadi":
      return [node.obj, node.key];
    case "store":
      return [node.obj, node.src];
    case "storei":
      return [node.obj, node.key, node.src];
    case "call":
      return [
        node.callee,
        ...(node.self === undefined ? [] : [node.self]),
        ...node.args.map((arg) => arg.value),
      ];
    case "concat":
      return [...node.parts];
    case "add":
    case "binary":
    case "logical":
      return [node.left, node.right];
    case "select":
      return [node.cond, node.then, node.otherwise];
    case "default":
      return [node.src, node.otherwise];
    case "unsupported":
      return [...node.inputs];
    case "branch":
      return [node.cond];
    default:
      return [];
  }
}
