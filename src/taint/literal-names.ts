/** Names that an object was written with. */
import type { Obj, Value } from "./values.js";

const literalOf = (obj: Obj): readonly string[] => (obj.kind === "object" ? (obj.literal ?? []) : []);

/** The names that some of the objects were written with. */
export const literalNames = ({ refs }: Value): readonly string[] => refs.flatMap(literalOf);

/** The names that it has for sure; of one of several objects, none is. */
export function surelyHeld({ refs, taints, unknown, consts }: Value): readonly string[] {
  const [only] = refs;
  if (only === undefined || refs.length > 1 || taints.length > 0 || unknown || consts.length > 0) return [];
  return literalOf(only);
}
