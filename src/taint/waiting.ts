/**
 * Which promises of a function are waited for later than where they are made, or never.
 *
 *   await check(x)                              at once
 *   await Promise.all([check(x), use(x)])       later: behind both
 *   const checked = check(x); ... await checked;
 *   if (!check(x)) throw ...                    never: a promise is no answer
 *
 * Where a promise goes anywhere else (a field, a list that grows), it is taken to be waited for at once.
 */
import type { FunctionIR, Instr, Language, Temp, Terminator } from "../ir/types.js";

type Use = Instr | Terminator;

/** Methods of promises; what they give is a promise again. */
const OF_PROMISES: ReadonlySet<string> = new Set(["then", "catch", "finally"]);
const MAX_DEPTH = 8;

interface Waiting {
  /** Calls whose promise is waited for later, or never. */
  readonly later: ReadonlySet<Temp>;
  /** Calls whose result somebody may wait for. */
  readonly goesOn: ReadonlySet<Temp>;
}

const known = new WeakMap<FunctionIR, Waiting>();

/** Does what the call promises hold no sooner than somebody waits for it? */
export const isForLater = (fn: FunctionIR, language: Language, call: Temp): boolean =>
  waitingIn(fn, language).later.has(call);

/** May somebody wait for what the call gives? */
export const goesOn = (fn: FunctionIR, language: Language, call: Temp): boolean =>
  waitingIn(fn, language).goesOn.has(call);

function waitingIn(fn: FunctionIR, language: Language): Waiting {
  let waiting = known.get(fn);
  if (waiting === undefined) known.set(fn, (waiting = find(fn, language)));
  return waiting;
}

function find(fn: FunctionIR, language: Language): Waiting {
  const uses = usesIn(fn);
  const later = new Set<Temp>();
  const followed = new Set<Temp>();
  for (const block of fn.blocks)
    for (const i of block.instrs) {
      if (i.op !== "call") continue;
      // Nothing blocks in JavaScript; in Python a call may run what it is given to its end.
      if (i.dropped === true) {
        if (language === "javascript") later.add(i.dst);
        continue;
      }
      if (!isFollowed(fn, uses, i.dst, MAX_DEPTH)) continue;
      followed.add(i.dst);
      if (!(uses.get(i.dst) ?? []).every((u) => u.op === "await")) later.add(i.dst);
    }
  return { later, goesOn: followed };
}

/** Are all uses of the promise such that it is known who waits for it? */
function isFollowed(
  fn: FunctionIR,
  uses: ReadonlyMap<Temp, readonly Use[]>,
  temp: Temp,
  depth: number,
): boolean {
  if (depth === 0) return false;
  const on = (t: Temp) => isFollowed(fn, uses, t, depth - 1);
  return (uses.get(temp) ?? []).every((u) => {
    switch (u.op) {
      case "await":
      case "return":
      case "branch":
        return true;
      case "unary":
      case "select":
      case "logical":
        return isTest(uses, u, temp, depth - 1);
      case "array":
        return u.elements.every((e) => e.spread !== true) && on(u.dst);
      case "setvar": {
        const info = u.ref.depth === 0 ? fn.vars[u.ref.index] : undefined;
        return info?.writes === 1 && !info.captured && readsOf(fn, u.ref.index).every(on);
      }
      case "load":
        return OF_PROMISES.has(u.key) && (uses.get(u.dst) ?? []).every((c) => isCallOf(c, u.dst, temp));
      case "call":
        return u.dropped === true || on(u.dst);
      default:
        return false;
    }
  });
}

/** Is it only asked whether there is such a thing? */
function isTest(uses: ReadonlyMap<Temp, readonly Use[]>, u: Use, temp: Temp, depth: number): boolean {
  if (u.op === "branch") return true;
  if (u.op === "unary") return u.operator === "!" || u.operator === "void";
  if (u.op === "select" && u.then !== temp && u.otherwise !== temp) return true;
  if ((u.op !== "select" && u.op !== "logical") || depth <= 0) return false;
  return (uses.get(u.dst) ?? []).every((next) => isTest(uses, next, u.dst, depth - 1));
}

const isCallOf = (u: Use, callee: Temp, self: Temp): boolean =>
  u.op === "call" && u.callee === callee && u.self === self;

function readsOf(fn: FunctionIR, variable: number): Temp[] {
  const out: Temp[] = [];
  for (const { instrs } of fn.blocks)
    for (const i of instrs)
      if (i.op === "getvar" && i.ref.depth === 0 && i.ref.index === variable) out.push(i.dst);
  return out;
}

function usesIn(fn: FunctionIR): ReadonlyMap<Temp, readonly Use[]> {
  const uses = new Map<Temp, Use[]>();
  const note = (t: Temp | undefined, use: Use) => {
    if (t === undefined) return;
    const list = uses.get(t);
    if (list === undefined) uses.set(t, [use]);
    else if (list.at(-1) !== use) list.push(use);
  };
  for (const { instrs, term } of fn.blocks) {
    for (const i of instrs) for (const t of operandsOf(i)) note(t, i);
    if (term.op === "branch") note(term.cond, term);
    else if (term.op === "return" || term.op === "throw") note(term.src, term);
  }
  return uses;
}

function operandsOf(i: Instr): readonly (Temp | undefined)[] {
  switch (i.op) {
    case "call":
      return [i.callee, i.self, ...i.args.map((a) => a.value)];
    case "array":
      return i.elements.map((e) => e.value);
    case "object":
      return i.entries.flatMap((e) => [e.value, e.computed]);
    case "concat":
      return i.parts;
    case "add":
    case "binary":
    case "logical":
      return [i.left, i.right];
    case "select":
      return [i.cond, i.then, i.otherwise];
    case "default":
      return [i.src, i.otherwise];
    case "load":
      return [i.obj];
    case "loadi":
      return [i.obj, i.key];
    case "store":
      return [i.obj, i.src];
    case "storei":
      return [i.obj, i.key, i.src];
    case "class":
      return i.supers;
    case "unsupported":
      return i.inputs;
    default:
      return "src" in i ? [i.src] : [];
  }
}
