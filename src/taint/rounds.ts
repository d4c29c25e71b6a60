/**
 * What loops have established by the time they end.
 *
 * Every way round a loop leaves facts: about the element that was gone over (they hold of all elements) and,
 * where the list surely has elements (a constant list of refused folders), about everything else too. A
 * list that may be empty establishes nothing of the second kind. A round that is cut short because of something
 * else (`if host in ALLOWED: continue`), or asks for that beside its element (`if (!ALLOWED.has(host) && isBad(a)) throw`),
 * leaves that as an "either": it held, or each element was checked. The way out is kept back until the body has been
 * seen.
 */
import type { FunctionIR } from "../ir/types.js";
import { disjoin } from "./choices.js";
import { countedLoops } from "./counted-loops.js";
import { certain } from "./doubts.js";
import { noteRounds, type Unfilled, unfilledIn } from "./emptiness.js";
import {
  addFacts,
  changed,
  commonDeltas,
  deltaKey,
  difference,
  elementFacts,
  type FactDelta,
  forEach,
  isOfElement,
  ofEvery,
  weighs,
} from "./facts.js";
import type { Node } from "./lineage.js";
import type { State } from "./state.js";
import type { Value } from "./values.js";
import { isBottom } from "./values.js";

/** What one way round has established: of the element, and of everything. */
interface Held {
  readonly each: readonly FactDelta[];
  readonly all: readonly FactDelta[];
  /** The checks of something else than the element, whether or not the list surely has elements. */
  readonly other: readonly FactDelta[];
  /** Lists that it may have added to, with what holds where it did not. */
  readonly unfilled: Unfilled;
}

/** Is it about an element of the list, where that is nothing but what was sent? */
function isOf(list: Value | undefined): (d: FactDelta) => boolean {
  if (list !== undefined && isBottom(list)) return () => false;
  if (list === undefined || list.taints.length === 0 || list.refs.length > 0) return () => true;
  return ({ node }) => {
    for (let n: Node | undefined = node; n?.parent !== undefined; n = n.parent)
      if (n.op?.op === "flow" && n.op.flow === "element" && list.taints.includes(n.parent)) return true;
    return false;
  };
}

/** What holds whichever way was taken round: `continue` leads back as the end of the body does. */
function onAny(ways: readonly (readonly FactDelta[])[]): readonly FactDelta[] {
  const [only, ...others] = ways;
  if (only === undefined || others.length === 0) return only ?? [];
  return [...commonDeltas(ways).filter((d) => d.fact.maybe === true), ...disjoin(ways.map(certain))];
}

/** What a round has checked that is no element. */
const otherChecks = (state: State, atHead: State): readonly FactDelta[] =>
  certain(difference(state.facts, atHead.facts)).filter((d) => weighs(d) && !isOfElement(d.node));

/** Is it a choice between a check of something else, named first, and one of the element? */
const isMixed = (d: FactDelta): boolean =>
  d.fact.options?.some((o) => o.some((x) => isOfElement(x.node))) === true;

/**
 * Where rounds are cut short by a check of something else, and the others check their element: that check held, which
 * it does in every round or in none, or each element was checked.
 */
function cutShort(ways: readonly Held[]): readonly FactDelta[] {
  const [first] = ways;
  if (first !== undefined && ways.length === 1) return first.other.filter(isMixed).map(ofEachElement);
  if (ways.every((w) => w.other.length === 0) || !ways.some((w) => w.each.some(weighs))) return [];
  return disjoin(ways.map((w) => [...certain(w.each), ...w.other].map(ofEachElement))).filter(
    (d) => d.fact.options !== undefined,
  );
}

/** Said of every element where it speaks of one, also in a choice. */
function ofEachElement(d: FactDelta): FactDelta {
  const { options } = d.fact;
  if (options === undefined) return isOfElement(d.node) ? ofEvery(d) : d;
  return { node: d.node, fact: changed(d.fact, { options: options.map((o) => o.map(ofEachElement)) }) };
}

/** What holds anyway, and what holds on one of the ways: that it was one of several says no more then. */
function beside(anyway: readonly FactDelta[], own: readonly FactDelta[]): readonly FactDelta[] {
  const keys = new Set(own.map(deltaKey));
  const known = ({ fact }: FactDelta) => fact.options?.some((o) => o.every((d) => keys.has(deltaKey(d))));
  return [...anyway.filter((d) => !known(d)), ...own];
}

interface Loop {
  /** Temp with what is gone over; undefined where that is a part only. */
  readonly list: number | undefined;
}

const loopsOf = new WeakMap<FunctionIR, ReadonlyMap<number, Loop>>();

/** The loops over elements of a function, by the temp that says whether there is another one. */
export function loopTemps(fn: FunctionIR): ReadonlyMap<number, Loop> {
  let temps = loopsOf.get(fn);
  if (temps === undefined) {
    const found = new Map<number, Loop>();
    for (const { instrs } of fn.blocks)
      for (const i of instrs) if (i.op === "iterate") found.set(i.dst, { list: i.src });
    for (const [cond, list] of countedLoops(fn)) found.set(cond, { list });
    temps = found;
    loopsOf.set(fn, temps);
  }
  return temps;
}

/** Has the list at least one element, whoever calls? */
export function hasElements(list: Value): boolean {
  return (
    list.taints.length === 0 &&
    !list.unknown &&
    list.refs.length > 0 &&
    list.refs.every(
      (r) =>
        (r.kind === "array" || r.kind === "object") &&
        [...r.cells].some(([key, cell]) => !key.startsWith("%") && !isBottom(cell.value)),
    )
  );
}

/** One run of a function's loops. */
export class Rounds {
  /** What each way round has established, by the loop's head and the block that leads back to it. */
  private readonly held = new Map<number, Map<number, Held>>();
  private readonly waiting = new Map<number, { readonly target: number; readonly state: State }>();
  /** Heads of loops whose list surely has elements. */
  private readonly sure = new Set<number>();
  /** What each loop goes over. */
  private readonly lists = new Map<number, Value | undefined>();
  /** What was known of lists when each loop was entered. */
  private readonly entered = new Map<number, State["fields"]>();

  /** A way from a block back to a loop's head; says whether the head is to be run again for it. */
  round(head: number, from: number, state: State, atHead: State | undefined): boolean {
    let ways = this.held.get(head);
    const first = ways === undefined;
    if (ways === undefined) this.held.set(head, (ways = new Map()));
    if (first && atHead !== undefined) this.entered.set(head, atHead.fields);
    const each = elementFacts(state.facts).filter(isOf(this.lists.get(head)));
    const all =
      this.sure.has(head) && atHead !== undefined ? certain(difference(state.facts, atHead.facts)) : [];
    const other = atHead === undefined ? [] : otherChecks(state, atHead);
    const unfilled = unfilledIn(state);
    const before = ways.get(from);
    ways.set(
      from,
      before === undefined
        ? { each, all, other, unfilled }
        : {
            each: commonDeltas([before.each, each]),
            all: commonDeltas([before.all, all]),
            other: commonDeltas([before.other, other]),
            unfilled,
          },
    );
    return first && (each.length + all.length + unfilled.size > 0 || other.some(isMixed));
  }

  /** The way out of a loop, which is taken once the body has been seen. */
  leaveLater(head: number, target: number, state: State, list: Value | undefined): void {
    this.waiting.set(head, { target, state });
    this.lists.set(head, list);
    if (list !== undefined && hasElements(list)) this.sure.add(head);
    else this.sure.delete(head);
  }

  get left(): boolean {
    return this.waiting.size === 0;
  }

  /** Of the ways out that wait, the one that `order` puts first. */
  next(order: readonly number[]): { readonly head: number; readonly at: number } | undefined {
    let found: { head: number; at: number } | undefined;
    for (const [head, { target }] of this.waiting) {
      const at = order[target] as number;
      if (found === undefined || at < found.at) found = { head, at };
    }
    return found;
  }

  /** Takes the way out: where it leads, and what holds there. */
  leave(head: number): { readonly target: number; readonly state: State } | undefined {
    const exit = this.waiting.get(head);
    if (exit === undefined) return undefined;
    this.waiting.delete(head);
    const held = this.held.get(head);
    if (held !== undefined) {
      const ways = [...held.values()];
      const facts = [
        ...forEach(onAny(ways.map((w) => w.each))),
        ...onAny(ways.map((w) => w.all)),
        ...cutShort(ways),
      ];
      exit.state.facts = addFacts(exit.state.facts, facts);
      this.leaveLists(head, exit.state, ways);
    }
    return exit;
  }

  /**
   * A list that got nothing in any round is empty because of what each round found: of the element, which holds of all
   * of them, and, where there surely were rounds, of everything else.
   */
  private leaveLists(head: number, state: State, ways: readonly Held[]): void {
    const before = this.entered.get(head);
    const keys = new Set(ways.flatMap((w) => [...w.unfilled.keys()]));
    if (before === undefined || keys.size === 0) return;
    const sure = this.sure.has(head);
    noteRounds(state, before, keys, (key) => {
      const empty = ways.flatMap((w) => (w.unfilled.get(key) ?? [[]]).map((own) => ({ w, own })));
      const of = (d: FactDelta) => isOfElement(d.node);
      return [
        ...forEach(onAny(empty.map(({ w, own }) => beside(w.each, own.filter(of))))),
        ...(sure
          ? onAny(
              empty.map(({ w, own }) =>
                beside(
                  w.all,
                  own.filter((d) => !of(d)),
                ),
              ),
            )
          : []),
      ];
    });
  }
}
