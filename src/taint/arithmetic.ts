/**
 * Reckoning with what a caller sends: what is left of it is how large it is. In Python, operators on sequences too:
 * how often a text is repeated is the caller's choice where the number is.
 */
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { WHOLE } from "./operations.js";
import type { Site } from "./site.js";
import { type Obj, type Prim, UNKNOWN, type Value } from "./values.js";

/** Is nothing left of what a caller sent but how large it is? */
export const isAmount = (v: Value): boolean => v.taints.length > 0 && v.taints.every((n) => n.amount);

/**
 * How large the result is follows from the operands; in Python, `text * 2` is still the text. What is reckoned with
 * a number is no other number to anybody who asks where it comes from, but for the bits of it that are masked.
 */
export function arithmetic(
  m: Machine,
  f: Frame,
  operator: string,
  left: Value,
  right: Value,
  site: Site,
): Value {
  const python = f.module.language === "python";
  const taints = [...left.taints, ...right.taints].map((n) => {
    if (n.amount && operator !== "&") return n;
    const flow = python && operator === "*" && !n.amount ? "string" : "amount";
    return m.lineage.extend(n, { op: "flow", flow, label: operator }, site);
  });
  return { ...UNKNOWN, taints: [...new Set(taints)] };
}

/** `+text`: a number, or none where not all of the text is one. */
export const asNumber = (m: Machine, v: Value, site: Site): Value => ({
  ...UNKNOWN,
  taints: v.taints.map((n) =>
    m.lineage.extend(n, { op: "flow", flow: "amount", label: "+", detail: WHOLE }, site),
  ),
});

/** Python: `"x" * count` and `[0] * count` are as long as the caller says. */
export function noteRepetition(m: Machine, f: Frame, left: Value, right: Value, site: Site): void {
  const row = { call: "*", arg: 1, kind: "limit", label: "sequence * number" } as const;
  for (const [of, count] of [
    [left, right],
    [right, left],
  ] as const) {
    const repeats = of.taints.length === 0 && (of.refs.some(isList) || of.consts.some(isText));
    if (!repeats) continue;
    for (const node of count.taints)
      m.recordHit({ row, path: "*", site, summary: f.summary, node, facts: f.state.facts });
  }
}

const isList = ({ kind }: Obj): boolean => kind === "array";
const isText = (c: Prim): boolean => typeof c === "string" && c !== "";

/** Bits of a number that a text was read as: an address, put together from its parts and masked. */
export const bits: typeof arithmetic = (m, f, operator, left, right, site) =>
  left.taints.length + right.taints.length === 0 ? UNKNOWN : arithmetic(m, f, operator, left, right, site);

/** Are these the leading bits of such a number? What they are compared with is a range of addresses. */
export const isMasked = ({ op }: Node): boolean =>
  op?.op === "flow" && op.flow === "amount" && op.label === "&";
