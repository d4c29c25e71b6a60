/**
 * Whether a value of the caller is there at all: `if (name)`, `if (!name) return`, `name === undefined`.
 *
 * An absent (or empty) value harms nothing, so that `if (name && bad(name)) throw` holds for every name; and
 * what one branch on a value found out is known again in a later branch on the same value.
 */
import type { Fact, FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";
import { AS_TEXT } from "./operations.js";
import type { Site } from "./site.js";
import { isWritten, type Pred, type Value } from "./values.js";

/** A value made of more than these is not followed: each is one more fact on every branch. */
const MAX_NODES = 2;

/** Tests of presence are never shown; they stand nowhere, and all tests of one value are the same. */
const NOWHERE = { id: 0 } as Site;

const fact = (negated: boolean): Fact => ({
  test: "present",
  negated,
  against: undefined,
  text: undefined,
  label: "",
  site: NOWHERE,
});
const PRESENT = fact(false);
const ABSENT = fact(true);

const NONE: readonly FactDelta[] = [];

/** What the truth of the value itself says; undefined where it says nothing. */
export function presence(v: Value): Pred | undefined {
  if (v.taints.length === 0 || v.taints.length > MAX_NODES || v.refs.length > 0) return undefined;
  const only = v.taints[0] as Node;
  if (v.taints.length === 1)
    return (only.presence ??= { whenTrue: there(v.taints), whenFalse: gone(v.taints) });
  // Of several values that it may be, it is not known which one is there.
  return { whenTrue: NONE, whenFalse: gone(v.taints) };
}

/** What holds where the value is null or undefined. */
export function absence(v: Value): Pred | undefined {
  const known = presence(v);
  return known === undefined ? undefined : { whenTrue: known.whenFalse, whenFalse: NONE };
}

/** Is it a text that was put together? That may be empty, but it is never null or undefined. */
export const isPutTogether = (node: Node): boolean => {
  const { op } = node;
  return (
    op?.op === "concat" ||
    (op?.op === "flow" && (op.detail === AS_TEXT || TEXTS.has(op.flow))) ||
    isWritten(node)
  );
};

/** What makes a text of anything. */
const TEXTS: ReadonlySet<string> = new Set(["insert", "join", "literal", "shell-quote", "html-escape"]);

const there = (nodes: readonly Node[]): FactDelta[] => nodes.map((node) => ({ node, fact: PRESENT }));
const gone = (nodes: readonly Node[]): FactDelta[] => nodes.map((node) => ({ node, fact: ABSENT }));
