/** Who gives values to what is not his own: to variables of functions around a function, and to properties. */
import type { FunctionIR, ModuleIR } from "../ir/types.js";

/** The writers of one module, gathered when they are first asked for. */
export class Writers {
  private variables: ReadonlyMap<number, readonly FunctionIR[]> | undefined;
  private properties: ReadonlyMap<string, readonly FunctionIR[]> | undefined;

  constructor(private readonly module: ModuleIR) {}

  /** The functions within `owner` that give its variable a value. */
  ofVariable(owner: FunctionIR, index: number): readonly FunctionIR[] {
    this.variables ??= writersOfVariables(this.module);
    return this.variables.get(varKey(owner.id, index)) ?? [];
  }

  /** The functions of the server's own that give a value to a property of that name. */
  ofProperty(name: string): readonly FunctionIR[] {
    this.properties ??= writersOfProperties(this.module);
    return this.properties.get(name) ?? [];
  }
}

const varKey = (fn: number, index: number): number => fn * 100_000 + index;

function writersOfVariables(module: ModuleIR): ReadonlyMap<number, readonly FunctionIR[]> {
  const writers = new Map<number, FunctionIR[]>();
  for (const fn of module.functions)
    for (const { instrs } of fn.blocks)
      for (const instr of instrs) {
        if (instr.op !== "setvar" || instr.ref.depth === 0) continue;
        const owner = functionAround(module, fn, instr.ref.depth);
        if (owner !== undefined) add(writers, varKey(owner.id, instr.ref.index), fn);
      }
  return writers;
}

function writersOfProperties(module: ModuleIR): ReadonlyMap<string, readonly FunctionIR[]> {
  const writers = new Map<string, FunctionIR[]>();
  for (const fn of module.functions) {
    if (fn.kind === "module" || fn.vendored !== undefined) continue;
    for (const { instrs } of fn.blocks)
      for (const instr of instrs) if (instr.op === "store") add(writers, instr.key, fn);
  }
  return writers;
}

function functionAround(module: ModuleIR, fn: FunctionIR, depth: number): FunctionIR | undefined {
  let owner: FunctionIR | undefined = fn;
  for (let d = depth; d > 0 && owner !== undefined; d--)
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  return owner;
}

function add<K>(map: Map<K, FunctionIR[]>, key: K, fn: FunctionIR): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [fn]);
  else if (list.at(-1) !== fn) list.push(fn);
}
