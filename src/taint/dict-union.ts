/**
 * Python: `defaults | given` is a dictionary of what both hold, where what the right one has takes the place of what
 * the left one has.
 */

import { literalNames, surelyHeld } from "./literal-names.js";
import type { Frame, Machine } from "./machine.js";
import { copyProperties, mayReplace } from "./object-literals.js";
import type { Site } from "./site.js";
import { reference, type Value } from "./values.js";

/** The union, where both sides are dictionaries or were sent; of anything else, nothing is said. */
export function dictUnion(m: Machine, f: Frame, left: Value, right: Value, site: Site): Value | undefined {
  if (!isOpenOrDict(left) || !isOpenOrDict(right) || left.refs.length + right.refs.length === 0)
    return undefined;
  const replaced = surelyHeld(right);
  const union = m.heap.data("object", site, `du${f.summary.heapContext}`);
  union.literal ??= [...surelyHeld(left), ...replaced];
  copyProperties(m, left, union, replaced);
  copyProperties(m, right, union, []);
  mayReplace(m, right, union, literalNames(left));
  const taints = [...left.taints.map((node) => m.lineage.without(node, replaced)), ...right.taints];
  return { ...reference(union), taints: [...new Set(taints)], unknown: left.unknown || right.unknown };
}

const isOpenOrDict = ({ refs }: Value): boolean => refs.every((r) => r.kind === "object");
