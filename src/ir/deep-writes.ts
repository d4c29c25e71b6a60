/**
 * Which writes under a computed name go into an object that was itself read under one, so that a name of two levels
 * decides where something is stored.
 *
 *   const part = settings[section];  part[key] = value;         the read of settings[section]
 *   for (const key of path) at = at[key];  at[last] = value;     the read of at[key]
 *   (store[a] ??= {})[b] = value;                                the read of store[a]
 *   path.reduce((at, key) => at[key], settings)[last] = value;   the read in the callback
 *   function merge(to, from) { for (key in from) { merge(to[key], from[key]); to[key] = from[key]; } }
 *
 * By what is written down in one function, whatever the values are.
 */
import { codeOf } from "./code.js";
import type { FnId, FunctionIR, Instr, ModuleIR, Temp } from "./types.js";

/** A read under a computed name: the function it stands in and the temp it fills. */
export interface DeepRead {
  readonly fn: FunctionIR;
  readonly temp: Temp;
}

export interface DeepWrites {
  /** For each object that is written into under a computed name, where it may have been read. */
  readonly reads: ReadonlyMap<Temp, readonly DeepRead[]>;
  /** The temps of this function that such a read fills. */
  readonly watched: ReadonlySet<Temp>;
}

const NONE: DeepWrites = { reads: new Map(), watched: new Set() };
const MAX_STEPS = 200;

const found = new WeakMap<FunctionIR, DeepWrites>();

export function deepWrites(module: ModuleIR, fn: FunctionIR): DeepWrites {
  let known = found.get(fn);
  if (known === undefined) found.set(fn, (known = find(module, fn)));
  return known;
}

function find(module: ModuleIR, fn: FunctionIR): DeepWrites {
  const written = new Set<Temp>();
  let reads = false;
  for (const i of instructions(fn)) {
    if (i.op === "storei") written.add(i.obj);
    reads ||= i.op === "loadi" || i.op === "func";
  }
  const own = returnedReads(module, fn);
  if ((written.size === 0 || !reads) && own.length === 0) return NONE;
  const trace = new Trace(module, fn);
  const all = new Map<Temp, readonly DeepRead[]>();
  const watched = new Set(own.map((read) => read.temp));
  for (const temp of written) {
    const of = trace.readsOf(temp);
    if (of.length > 0) all.set(temp, of);
    for (const read of of) if (read.fn === fn) watched.add(read.temp);
  }
  return { reads: all, watched };
}

const instructions = (fn: FunctionIR): readonly Instr[] => fn.blocks.flatMap((b) => b.instrs);

/** What a callback of `reduce` reads and gives back. */
function returnedReads(module: ModuleIR, fn: FunctionIR): readonly DeepRead[] {
  if (fn.parent === undefined || fn.params.length < 2) return [];
  const trace = new Trace(module, fn);
  return fn.blocks.flatMap(({ term }) =>
    term.op === "return" && term.src !== undefined ? trace.readsOf(term.src) : [],
  );
}

/** Goes back from a temp to the reads under computed names that it may come from. */
class Trace {
  private readonly made = new Map<Temp, Instr>();
  private readonly assigned = new Map<number, Temp[]>();
  private readonly recursive: readonly (Instr & { op: "call" })[];

  constructor(
    private readonly module: ModuleIR,
    private readonly fn: FunctionIR,
  ) {
    const calls: (Instr & { op: "call" })[] = [];
    for (const i of instructions(fn)) {
      if ("dst" in i && i.dst !== undefined) this.made.set(i.dst, i);
      if (i.op === "setvar" && i.ref.depth === 0) {
        const values = this.assigned.get(i.ref.index) ?? [];
        values.push(i.src);
        this.assigned.set(i.ref.index, values);
      }
      if (i.op === "call") calls.push(i);
    }
    this.recursive = fn.name === "" ? [] : calls.filter((call) => this.isItself(call));
  }

  readsOf(temp: Temp): readonly DeepRead[] {
    const reads: DeepRead[] = [];
    const seen = new Set<Temp>();
    const open = [temp];
    for (let at = open.pop(); at !== undefined && seen.size < MAX_STEPS; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const i = this.made.get(at);
      switch (i?.op) {
        case "loadi":
          if (!this.isListed(i)) reads.push({ fn: this.fn, temp: at });
          break;
        case "getvar":
          if (i.ref.depth === 0) open.push(...this.valuesOf(i.ref.index));
          break;
        case "logical":
          open.push(i.left, i.right);
          break;
        case "select":
          open.push(i.then, i.otherwise);
          break;
        case "default":
        case "await":
          open.push(i.src);
          break;
        case "call":
          if (i.method === "reduce") reads.push(...this.reduced(i));
          break;
      }
    }
    return reads;
  }

  /** Is it read under a name that it lists itself? `__proto__` is listed where it is an object's own, and read as that. */
  private isListed({ obj, key }: Instr & { op: "loadi" }): boolean {
    const [object, name] = [this.variableOf(obj), this.variableOf(key)];
    if (object === undefined || name === undefined || !this.isOneValue(object)) return false;
    const [from, ...others] = this.assigned.get(name) ?? [];
    const each = from === undefined || others.length > 0 ? undefined : this.made.get(from);
    if (each?.op !== "iterate") return false;
    if (each.of === "keys") return this.variableOf(each.src) === object;
    const listed = this.made.get(each.src);
    if (listed?.op !== "call" || listed.args[0] === undefined) return false;
    const callee = codeOf(this.module, this.fn).text(listed.callee);
    return callee === "Object.keys" && this.variableOf(listed.args[0].value) === object;
  }

  private variableOf(temp: Temp): number | undefined {
    const i = this.made.get(temp);
    return i?.op === "getvar" && i.ref.depth === 0 ? i.ref.index : undefined;
  }

  /** Is it a parameter that is never set, or a variable that is set once? */
  private isOneValue(variable: number): boolean {
    const isParameter = this.fn.params.some((p) => p.variable === variable);
    return (this.assigned.get(variable)?.length ?? 0) === (isParameter ? 0 : 1);
  }

  /** What a variable is set to; a parameter also what the function hands itself in its place. */
  private valuesOf(variable: number): readonly Temp[] {
    const at = this.fn.params.findIndex((p) => p.variable === variable);
    const handed = at < 0 ? [] : this.recursive.flatMap((call) => call.args[at]?.value ?? []);
    return [...(this.assigned.get(variable) ?? []), ...handed];
  }

  private reduced({ args }: Instr & { op: "call" }): readonly DeepRead[] {
    const given = args[0] === undefined ? undefined : this.made.get(args[0].value);
    const callback = given?.op === "func" ? this.functionOf(given.fn) : undefined;
    return callback === undefined ? [] : returnedReads(this.module, callback);
  }

  private functionOf(id: FnId): FunctionIR | undefined {
    return this.module.functions.find((each) => each.id === id);
  }

  /** Does the function call itself, by its own name? */
  private isItself({ callee, method }: Instr & { op: "call" }): boolean {
    if (method !== undefined) return method === this.fn.name;
    const i = this.made.get(callee);
    if (i?.op !== "getvar") return false;
    let home: FunctionIR | undefined = this.fn;
    for (let depth = i.ref.depth; depth > 0 && home !== undefined; depth--)
      home = home.parent === undefined ? undefined : this.functionOf(home.parent);
    return home?.vars[i.ref.index]?.name === this.fn.name;
  }
}
