/** `host.split(".").length === 4`: how many parts a text has between its dots says whether it can be an address. */

import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import type { Site } from "./site.js";
import { factOf } from "./tested.js";
import { constant, type Outcome, UNKNOWN, type Value } from "./values.js";

/** Number of parts of an address of the fourth version. */
const PARTS = 4;

/** The length of a list that is a text taken apart at its dots, or made of one part by part; undefined for others. */
export function dottedLength(m: Machine, list: Value, site: Site): Value | undefined {
  const whole = wholeOf(list) ?? wholeOfElements(m, list);
  if (whole === undefined) return undefined;
  const way = (value: Value, negated: boolean): Outcome => ({
    value,
    facts: whole.map((node) => ({ node, fact: factOf("is-ipv4", negated, undefined, "length", site) })),
  });
  return { ...UNKNOWN, outcomes: [way(constant(PARTS), false), way(constant(0), true)] };
}

/** The same of a list that `map` has made: its elements are parts, or numbers made of parts. */
function wholeOfElements(m: Machine, { refs }: Value): readonly Node[] | undefined {
  const [list] = refs;
  return list?.kind === "array" && refs.length === 1 ? wholeOf(m.heap.read(list, "*")) : undefined;
}

function wholeOf({ taints }: Value): readonly Node[] | undefined {
  const wholes: Node[] = [];
  for (const node of taints) {
    const whole = takenApart(node);
    if (whole === undefined) return undefined;
    if (!wholes.includes(whole)) wholes.push(whole);
  }
  return wholes.length > 0 ? wholes : undefined;
}

const OF_PARTS: ReadonlySet<string> = new Set(["element", "collect", "amount", "identity"]);

function takenApart(node: Node): Node | undefined {
  for (let n: Node | undefined = node; n?.op?.op === "flow"; n = n.parent) {
    if (n.op.flow === "split") return n.op.detail === "." ? n.parent : undefined;
    if (!OF_PARTS.has(n.op.flow)) return undefined;
  }
  return undefined;
}
