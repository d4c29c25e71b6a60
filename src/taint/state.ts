/** What holds at one point of a function: values of its variables, established facts, fresh property values. */
import { intersect } from "./choices.js";
import { certain } from "./doubts.js";
import { addFacts, difference, type FactDelta, type FactMap, NO_FACTS, sameFacts } from "./facts.js";
import { lazily } from "./lazily.js";
import type { VariableSet } from "./liveness.js";
import { hasNames, type JoinPoint, namedFacts, type OneSided, oneSided } from "./one-sided.js";
import {
  canBeFalse,
  canBeTrue,
  isBottom,
  join,
  type Obj,
  type Outcome,
  sameValue,
  type Value,
  withValue,
} from "./values.js";

const CHUNK = 32;

/**
 * Values of a function's variables. Stored in chunks that copies share until one of them writes, so that
 * a function with a thousand variables and a thousand branches costs little at each.
 */
export class Variables {
  private owned: boolean[];

  private constructor(
    readonly length: number,
    private readonly chunks: Value[][],
    owned: boolean,
  ) {
    this.owned = new Array<boolean>(chunks.length).fill(owned);
  }

  static filled(length: number, value: Value): Variables {
    const chunks: Value[][] = [];
    for (let i = 0; i < length; i += CHUNK)
      chunks.push(new Array<Value>(Math.min(CHUNK, length - i)).fill(value));
    return new Variables(length, chunks, true);
  }

  get(i: number): Value | undefined {
    return this.chunks[i >> 5]?.[i & 31];
  }

  set(i: number, value: Value): void {
    const at = i >> 5;
    let chunk = this.chunks[at];
    if (chunk === undefined) return;
    if (!this.owned[at]) {
      chunk = chunk.slice();
      this.chunks[at] = chunk;
      this.owned[at] = true;
    }
    chunk[i & 31] = value;
  }

  /** A copy that shares everything; this one shares from now on, too. */
  copy(): Variables {
    this.owned.fill(false);
    return new Variables(this.length, this.chunks.slice(), false);
  }

  /** Indices at which the two differ, of those in a set (see liveness.ts). */
  *differing(other: Variables, of: VariableSet | undefined): Generator<number> {
    for (let c = 0; c < this.chunks.length; c++) {
      const a = this.chunks[c] as Value[];
      const b = other.chunks[c] as Value[];
      const bits = of === undefined ? -1 : (of[c] as number);
      if (a === b || bits === 0) continue;
      for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && (bits & (1 << i)) !== 0) yield c * CHUNK + i;
    }
  }
}

/** A property value written on this path; `version` is the heap cell's at that time (0 for none). */
export interface Fresh {
  readonly value: Value;
  readonly version: number;
}

export interface State {
  readonly vars: Variables;
  facts: FactMap;
  /** Property values written on this path, by "owner.key"; they win over the heap's weak cells. */
  fields: ReadonlyMap<string, Fresh>;
  /** A closure exists: writes to captured variables must reach the heap. */
  escaped: boolean;
}

/** What the key of a field ends in that says whether a list has got anything; see emptiness.ts. */
export const FILLED = ".%filled";

const NO_FIELDS: ReadonlyMap<string, Fresh> = new Map();

export function newState(vars: number, bottom: Value, facts: FactMap = NO_FACTS): State {
  return { vars: Variables.filled(vars, bottom), facts, fields: NO_FIELDS, escaped: false };
}

export function copyState(s: State): State {
  return { vars: s.vars.copy(), facts: s.facts, fields: s.fields, escaped: s.escaped };
}

export function setField(s: State, key: string, value: Value, version = 0): void {
  const next = new Map(s.fields);
  if (next.size > 200) next.clear();
  next.set(key, { value, version });
  s.fields = next;
}

export function assume(s: State, deltas: readonly FactDelta[]): void {
  s.facts = addFacts(s.facts, deltas);
}

/**
 * Joins `b` into `a`; returns true when `a` changed. A variable that is true on one path and false on
 * the other remembers what each path had established (outcomes), so that `let ok = false; if (check) ok
 * = true; if (!ok) throw` is understood. With `at`, a value that only one path brings keeps what that path
 * had established about it. With `since`, variables of `b` that are as they were there have been joined before.
 * Variables that are not `live` stay as they are.
 */
export function joinInto(a: State, b: State, at?: JoinPoint, live?: VariableSet, since?: Variables): boolean {
  let changed = false;
  const [factsOfA, common] = [a.facts, intersect(a.facts, b.facts)];
  const onlyA = lazily(() => certain(difference(factsOfA, common)));
  const onlyB = lazily(() => certain(difference(b.facts, common)));
  const kept: FactDelta[] = [];
  for (const i of (since ?? a.vars).differing(b.vars, live)) {
    let x = a.vars.get(i) as Value;
    let y = b.vars.get(i) as Value;
    if (x === y) continue;
    const before = x;
    if (at !== undefined && (x.taints.length > 0 || y.taints.length > 0) && x.taints !== y.taints) {
      const place = { lineage: at.lineage, key: `${at.key}.${i}` };
      const [left, right] = [oneSided(place, x, y, onlyA()), oneSided(place, y, x, onlyB())];
      x = left?.value ?? x;
      y = right?.value ?? y;
      if (hasNames(x) || hasNames(y)) {
        const known = (facts: FactMap, renamed: OneSided | undefined) => [
          ...facts.values(),
          ...(renamed?.facts ?? []),
        ];
        kept.push(...namedFacts(place, [x, known(a.facts, left)], [y, known(b.facts, right)]));
      }
    }
    const v = join(x, y);
    if (v === before) continue;
    if (sameValue(v, before) && before.outcomes === undefined && before.pred === v.pred) continue;
    changed ||= !sameValue(v, before) || before.pred !== v.pred;
    a.vars.set(i, v);
    const elements = elementwise(x, y);
    if (elements !== undefined) a.vars.set(i, { ...v, outcomes: elements });
    else if (separable(x, y))
      a.vars.set(i, { ...v, outcomes: [...outcomesOf(x, onlyA()), ...outcomesOf(y, onlyB())] });
  }
  const facts = addFacts(common, kept);
  // Doubts alone are no reason to go on: they change no value and hold no flow.
  if (!sameFacts(facts, a.facts)) changed = true;
  a.facts = facts;
  if (a.fields !== b.fields && a.fields.size > 0) {
    const fields = new Map<string, Fresh>();
    for (const [k, v] of a.fields) {
      const w = b.fields.get(k);
      if (w === undefined) continue;
      const ways =
        v.value !== w.value && k.endsWith(FILLED) && separable(v.value, w.value)
          ? { outcomes: [...outcomesOf(v.value, onlyA()), ...outcomesOf(w.value, onlyB())] }
          : {};
      const value = v.value === w.value ? v.value : { ...join(v.value, w.value), ...ways };
      fields.set(k, { value, version: Math.max(v.version, w.version) });
    }
    if (fields.size !== a.fields.size) changed = true;
    else
      for (const [k, v] of fields) if (!sameValue(v.value, (a.fields.get(k) as Fresh).value)) changed = true;
    a.fields = fields;
  }
  if (b.escaped && !a.escaped) {
    a.escaped = true;
    changed = true;
  }
  return changed;
}

/** Two values read from elements of one list, joined element by element. */
function elementwise(x: Value, y: Value): readonly Outcome[] | undefined {
  const { outcomes: left } = x;
  const { outcomes: right } = y;
  if (left === undefined || right === undefined || left === right) return left === right ? left : undefined;
  const merged = new Map<Obj, Outcome>();
  for (const o of [...left, ...right]) {
    if (o.tag === undefined || o.facts.length > 0) return undefined;
    const known = merged.get(o.tag);
    merged.set(o.tag, known === undefined ? o : withValue(known, join(known.value, o.value)));
  }
  return [...merged.values()];
}

/** Do the two values differ in truth, so that testing the variable tells the paths apart? */
export function separable(x: Value, y: Value): boolean {
  if (isBottom(x) || isBottom(y)) return false;
  const onlyTrue = (v: Value) => canBeTrue(v) && !canBeFalse(v);
  const onlyFalse = (v: Value) => canBeFalse(v) && !canBeTrue(v);
  if (x.outcomes !== undefined || y.outcomes !== undefined)
    return (x.outcomes?.length ?? 1) + (y.outcomes?.length ?? 1) <= 8;
  if (x.pred !== undefined && y.pred !== undefined) return x.pred !== y.pred;
  return (
    (onlyTrue(x) && !onlyTrue(y)) ||
    (onlyFalse(x) && !onlyFalse(y)) ||
    (onlyTrue(y) && !onlyTrue(x)) ||
    (onlyFalse(y) && !onlyFalse(x))
  );
}

/** The ways a value came about, each with these facts as well. */
export function outcomesOf(v: Value, facts: readonly FactDelta[]): Outcome[] {
  if (v.outcomes === undefined) {
    const { pred: _pred, outcomes: _outcomes, ...value } = v;
    const pred = v.pred;
    if (pred !== undefined) {
      return [
        {
          value: { refs: [], consts: [true], taints: [], unknown: false },
          facts: [...facts, ...pred.whenTrue],
        },
        {
          value: { refs: [], consts: [false], taints: [], unknown: false },
          facts: [...facts, ...pred.whenFalse],
        },
      ];
    }
    return [{ value, facts }];
  }
  return v.outcomes.map(({ value, tag, facts: own }) => ({ value, tag, facts: [...own, ...facts] }));
}
