/**
 * Python: a method that is read without being called keeps the object it was read from.
 *
 *   await asyncio.to_thread(self._run)        _run still knows self.folder
 *   handlers = {"list": self.list_files}
 *
 * A method that is called where it is read (`self._run()`) gets its object from the call.
 */
import type { FunctionIR, Instr, Temp } from "../ir/types.js";
import { ancestry } from "./definitions.js";
import type { Frame, Machine } from "./machine.js";
import { BOTTOM, type FnObj, type InstanceObj, type Obj, UNDEFINED, type Value } from "./values.js";

/** To how many objects one method is bound; in a program with more of them, it is read as it stands. */
const MOST = 8;

const calledIn = new WeakMap<FunctionIR, ReadonlySet<Temp>>();

/** What is loaded only to be called on the object it was loaded from. */
function calledAtOnce(fn: FunctionIR): ReadonlySet<Temp> {
  let known = calledIn.get(fn);
  if (known === undefined) {
    const found = new Set<Temp>();
    for (const block of fn.blocks)
      for (const instr of block.instrs)
        if (instr.op === "call" && instr.self !== undefined) found.add(instr.callee);
    calledIn.set(fn, (known = found));
  }
  return known;
}

/** The loaded value, in which methods of the objects it was read from are bound to these. */
export function boundOnLoad(
  m: Machine,
  f: Frame,
  instr: Instr & { readonly op: "load" },
  from: Value,
  loaded: Value,
): Value {
  if (f.module.language !== "python") return loaded;
  if (!loaded.refs.some(isMethod)) return withReceiver(m, f, instr, from, loaded);
  if (!from.refs.some(isInstance) || calledAtOnce(f.fn).has(instr.dst)) return loaded;
  const bind = (v: Value, owner: Value): Value => {
    if (!v.refs.some(isMethod)) return v;
    return { ...v, refs: v.refs.map((r) => (isMethod(r) ? boundTo(m, r, owner.refs) : r)) };
  };
  const out = bind(loaded, from);
  if (loaded.outcomes === undefined) return out;
  const owners = from.outcomes?.filter((o) => o.value !== UNDEFINED);
  const paired = owners?.length === loaded.outcomes.length ? owners : undefined;
  const outcomes = loaded.outcomes.map((o, i) => ({
    ...o,
    value: bind(o.value, paired?.[i]?.value ?? from),
  }));
  return { ...out, outcomes };
}

/** A library's test that is handed on (`filter(WORD.fullmatch, words)`) is made against what it was read from. */
function withReceiver(
  m: Machine,
  f: Frame,
  instr: Instr & { readonly op: "load" },
  from: Value,
  loaded: Value,
): Value {
  const [test] = loaded.refs;
  if (test?.kind !== "ext" || loaded.refs.length > 1 || test.receiver !== undefined) return loaded;
  const guards = m.model("python").call(test.path)?.guards ?? [];
  if (!guards.some((row) => row.against === "this") || calledAtOnce(f.fn).has(instr.dst)) return loaded;
  return { ...loaded, refs: [m.heap.methodOf(m.site(f.module, instr.span), test, from)] };
}

function boundTo(m: Machine, method: FnObj, owners: readonly Obj[]): FnObj {
  const mine = owners.filter(isInstance).filter((o) => has(o, method));
  if (mine.length === 0) return method;
  let made = m.boundTo.get(method);
  if (made === undefined) m.boundTo.set(method, (made = new Set()));
  const key = mine.map((o) => o.id).join(",");
  if (!made.has(key) && made.size >= MOST) return method;
  made.add(key);
  // One object for a method and what it is bound to, wherever it is read: contexts are told apart by objects.
  return m.heap.boundFn(m.site(method.module, method.fn.span), 0, method, { ...BOTTOM, refs: mine }, []);
}

/** A method of a class that no object was bound to yet. */
const isMethod = (o: Obj): o is FnObj => o.kind === "fn" && o.owner !== undefined && o.self === undefined;

const isInstance = (o: Obj): o is InstanceObj => o.kind === "instance";

function has({ cls }: InstanceObj, { owner }: FnObj): boolean {
  return cls === owner || ancestry(cls).own.some((c) => c === owner);
}
