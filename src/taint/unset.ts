/**
 * What a program holds before it is set up, where that is done by code which nobody was seen to run: a callback of an
 * unknown library, a method that somebody else's main program calls.
 *
 *   let session = null;
 *   lib.onReady((made) => { session = made; });
 *   ... if (session === null) throw new Error("not ready");  exec(command)
 *
 * Such a variable or field may hold anything, so that what stands behind the test is looked at.
 */
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import { ancestry } from "./definitions.js";
import { type Machine, varKey } from "./machine.js";
import { join, type Obj, UNKNOWN, type Value } from "./values.js";

/** The functions of a module that give a value to a variable of a function around them, and to a property. */
interface Writers {
  readonly variables: ReadonlyMap<number, readonly FunctionIR[]>;
  readonly properties: ReadonlyMap<string, readonly FunctionIR[]>;
}

const known = new WeakMap<ModuleIR, Writers>();

/** The value of a variable of an outer function, as it may be by now. */
export function orSetElsewhere(
  m: Machine,
  module: ModuleIR,
  owner: FunctionIR,
  index: number,
  v: Value,
): Value {
  if (!isUnset(v) || !m.info(module).innerWrites.has(varKey(owner.id, index))) return v;
  return isOpen(m, writersIn(module).variables.get(varKey(owner.id, index))) ? join(v, UNKNOWN) : v;
}

/** The value of a field or property, as it may be by now. */
export function orStoredElsewhere(m: Machine, module: ModuleIR, obj: Obj, key: string, v: Value): Value {
  if (!isUnset(v)) return v;
  // What an object was never given, it lacks. A field has its place in the class.
  if (obj.kind !== "instance" && v.consts.length === 0) return v;
  const modules = new Set([module]);
  if (obj.kind === "instance") for (const cls of ancestry(obj.cls).own) modules.add(cls.module);
  for (const each of modules) if (isOpen(m, writersIn(each).properties.get(key))) return join(v, UNKNOWN);
  return v;
}

/** Is it nothing, or a default that says no? */
export const isUnset = ({ refs, taints, unknown, consts }: Value): boolean =>
  refs.length + taints.length === 0 && !unknown && consts.every((c) => !c);

const isOpen = (m: Machine, writers: readonly FunctionIR[] | undefined): boolean =>
  writers?.some((fn) => !m.visited.has(fn)) === true;

function writersIn(module: ModuleIR): Writers {
  let writers = known.get(module);
  if (writers === undefined) known.set(module, (writers = findWriters(module)));
  return writers;
}

function findWriters(module: ModuleIR): Writers {
  const variables = new Map<number, FunctionIR[]>();
  const properties = new Map<string, FunctionIR[]>();
  for (const fn of module.functions) {
    if (fn.kind === "module" || fn.vendored !== undefined) continue;
    for (const block of fn.blocks)
      for (const instr of block.instrs) {
        if (instr.op === "store") add(properties, instr.key, fn);
        else if (instr.op === "setvar" && instr.ref.depth > 0) {
          const owner = ownerOf(module, fn, instr.ref.depth);
          if (owner !== undefined) add(variables, varKey(owner.id, instr.ref.index), fn);
        }
      }
  }
  return { variables, properties };
}

function ownerOf(module: ModuleIR, fn: FunctionIR, depth: number): FunctionIR | undefined {
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
