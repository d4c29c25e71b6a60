/**
 * What may happen to a value on its way: a property of it is read, it goes through a call, it is spliced into text, a
 * schema lets it through. Operations that do the same have the same number.
 */
import type { FlowOp, SinkKind } from "../models/types.js";
import type { FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";

/** Text that is not known inside an otherwise constant string. */
export const HOLE = "\uFFFC";
/** The same, for a part that was percent-encoded first. */
export const ENCODED = "\uFFFB";

/** `detail` of "identity": the same as a text, whatever it was before. */
export const AS_TEXT = "text";

/** Detail of an amount: there is one only where all of the text is a number. */
export const WHOLE = "whole";

/** What the result of names the same file as what it was made of. */
export const KEEPS_NAME: ReadonlySet<FlowOp> = new Set([
  "identity",
  "text",
  "string",
  "trim",
  "collect",
  "element",
  "join",
  "json",
  "replace",
  "realpath",
  "path-resolve",
  "path-normalize",
  "path-basename",
  "path-expand",
  "shell-quote",
  "url-encode-uri",
  "url-parse",
]);

export type Op = { /** Made on first use; see opId. */ id?: number } & OpKind;

type OpKind =
  | { readonly op: "prop"; readonly name: string }
  | {
      readonly op: "flow";
      readonly flow: FlowOp;
      readonly label: string;
      readonly detail?: string;
      readonly clears?: readonly SinkKind[];
      /** What stands in front of a path: "root" is nothing but `/`, which confines nothing. */
      readonly base?: "fixed" | "root" | "unknown" | "none";
      readonly joined?: string;
      /** Properties that the object no longer has from there: others took their place. */
      readonly without?: readonly string[];
      /** Read from this place of a list (see positions.ts). */
      readonly place?: string;
      /** What was known of the value where it was stored (see stored.ts); the key tells such operations apart. */
      readonly known?: { readonly key: string; readonly facts: readonly FactDelta[] };
      /** Read by a name that comes from outside, and what that name is made of. */
      readonly named?: readonly Node[];
    }
  /** Spliced into text; `before` and `after` are the surrounding text with HOLE for unknown parts. */
  | { readonly op: "concat"; readonly before: string; readonly after: string }
  /** Let through by a schema, or by what it says of `field`; `asserted`: the value is the one before the schema changed it. */
  | {
      readonly op: "schema";
      readonly schema: unknown;
      readonly schemaId: string;
      readonly field?: string;
      readonly asserted?: true;
    };

/** What tells schemas apart: all that may be meant. */
export const schemaIdOf = (schema: { readonly refs: readonly { readonly id: number }[] }): string =>
  schema.refs.map((r) => r.id).join();

const opIds = new Map<string, number>();

/** A number that operations have in common which do the same. */
export function opId(op: Op): number {
  if (op.id !== undefined) return op.id;
  const key = opKey(op);
  let id = opIds.get(key);
  if (id === undefined) opIds.set(key, (id = opIds.size + 1));
  op.id = id;
  return id;
}

function opKey(op: Op): string {
  switch (op.op) {
    case "prop":
      return `.${op.name}`;
    case "flow":
      return `${op.flow}:${op.label}:${op.detail ?? ""}:${op.base ?? ""}${op.joined ?? ""}${op.place === undefined ? "" : `@${op.place}`}${op.without === undefined ? "" : `-${op.without.join()}`}${op.known === undefined ? "" : `=${op.known.key}`}${op.named === undefined ? "" : `[${op.named.map((n) => n.canon).join()}]`}`;
    case "concat":
      return `+${op.before}${HOLE}${HOLE}${op.after}`;
    case "schema":
      return `#${op.schemaId}${op.field === undefined ? "" : `.${op.field}`}`;
  }
}
