/**
 * Reads a quoted annotation: names, type arguments and unions. Anything else gives undefined.
 */
import type { TypeRef } from "../../ir/types.js";

/** Longer texts, and deeper nesting, are not annotations that a person wrote. */
const MAX_LENGTH = 300;
const MAX_NESTING = 10;

/** `dict[str, "A"] | None` as a TypeRef of plain names. */
export function parseQuotedType(text: string): TypeRef | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const tokens = text.match(/[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*|\S/gu) ?? [];
  let at = 0;

  const single = (nesting: number): TypeRef | undefined => {
    const name = tokens[at++];
    if (name === undefined || !/^[\p{L}_]/u.test(name)) return undefined;
    if (tokens[at] !== "[") return { name };
    const args: TypeRef[] = [];
    do {
      at++;
      const arg = union(nesting + 1);
      if (!arg) return undefined;
      args.push(arg);
    } while (tokens[at] === ",");
    return tokens[at++] === "]" ? { name, args } : undefined;
  };

  const union = (nesting: number): TypeRef | undefined => {
    if (nesting > MAX_NESTING) return undefined;
    const first = single(nesting);
    if (!first || tokens[at] !== "|") return first;
    const args = [first];
    while (tokens[at] === "|") {
      at++;
      const next = single(nesting);
      if (!next) return undefined;
      args.push(next);
    }
    return { name: "union", args };
  };

  const type = union(0);
  return at === tokens.length ? type : undefined;
}
