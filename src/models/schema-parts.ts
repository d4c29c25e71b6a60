/** What the schemas of all rows of a model file are made of: access paths, positions, conditions. */
import { z } from "zod";
import type { ReleaseCondition } from "./types.js";

/** Every key of a type, so that a field added to types.ts cannot be forgotten here. */
export type Shape<T> = Record<keyof T, z.ZodType>;

export const text = z.string("expected a text").min(1, "must not be empty");
export const path = z.string("expected an access path or a list of them");
export const call = z.union([path, z.array(path).min(1)], {
  error: "expected an access path or a list of access paths",
});

const positionPattern =
  /^(?:\d+(?:\.\.)?|\*|this|own|return|kw:[A-Za-z_$][\w$-]*)(?:\.[A-Za-z_$][\w$-]*|\.\d+|\[\])*$/;

/** Whether `value` follows the grammar of positions in types.ts. */
function isPosition(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0;
  return typeof value === "string" && value.split("|").every((part) => positionPattern.test(part));
}

export const position = z.custom<number | string>(isPosition, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no position; write 0, "1..", "*", "this", "return", "kw:name", "0.property", "0[]", or two joined by "|"`,
});

export const constants = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1);

export const when = z.strictObject({
  at: position,
  is: z.exactOptional(constants),
  not: z.exactOptional(constants),
  matches: z.exactOptional(text),
  unknown: z.exactOptional(z.boolean()),
  made: z.exactOptional(z.boolean()),
});

/** A row speaks of a call or of reading a property. */
export const oneOf = (row: { call?: unknown; read?: unknown }) =>
  (row.call === undefined) !== (row.read === undefined);
export const eitherForm = { error: "either `call` or `read` is needed" };

export const releaseCondition = z.strictObject({
  of: text,
  range: text,
  known: text,
} satisfies Shape<ReleaseCondition>);
