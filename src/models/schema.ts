/**
 * The schema of a model file: src/models/types.ts as something that can be checked at run time.
 *
 * Strict everywhere: an unknown key is a mistake. Used when models are packed, never during a scan.
 * The `satisfies` clauses make the compiler refuse a kind or field that the types and this file do
 * not agree on.
 */
import { z } from "zod";
import type { Language } from "../ir/types.js";
import { flowOp, guardTest, sinkKind, sourceKind } from "./kinds-schema.js";
import {
  conventionRow,
  embeddedRow,
  entityRow,
  failureRow,
  hostingRow,
  mediaRow,
  placeRow,
  readingRow,
  secretRow,
} from "./library-schema.js";
import { call, eitherForm, oneOf, path, position, type Shape, text, when } from "./schema-parts.js";
import type { CallbackRow, FlowRow, GuardRow, ModelFile, SinkRow, SourceRow, TypeRow } from "./types.js";

const sinkRow = z.strictObject({
  call,
  arg: position,
  kind: sinkKind,
  when: z.exactOptional(when),
  text: z.exactOptional(z.enum(["sql", "cypher", "soql", "html", "shell"])),
  program: z.exactOptional(position),
  pieces: z.exactOptional(position),
  raw: z.exactOptional(text),
  programName: z.exactOptional(text),
  refusedBy: z.exactOptional(text),
  onlyReads: z.exactOptional(z.boolean()),
  many: z.exactOptional(z.boolean()),
  backslash: z.exactOptional(z.enum(["text", "escape"])),
  files: z.exactOptional(z.boolean()),
  script: z.exactOptional(z.enum(["javascript", "python", "applescript", "other"])),
  inputOf: z.exactOptional(z.enum(["call", "this"])),
  listed: z.exactOptional(z.boolean()),
  unfurls: z.exactOptional(text),
  schemes: z.exactOptional(z.array(text).min(1)),
  redirects: z.exactOptional(
    z.strictObject({ on: z.array(when).min(1), unless: z.exactOptional(z.array(when).min(1)) }),
  ),
  media: z.exactOptional(position),
  label: z.exactOptional(text),
} satisfies Shape<SinkRow>) satisfies z.ZodType<SinkRow>;

const sourceRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    kind: sourceKind,
    out: z.exactOptional(
      z.union(
        [z.literal("return"), z.strictObject({ callback: position, param: z.number().int().nonnegative() })],
        { error: 'expected "return" or { callback: POSITION, param: NUMBER }' },
      ),
    ),
    fields: z.exactOptional(z.array(text).min(1)),
    enforced: z.exactOptional(z.boolean()),
    route: z.exactOptional(position),
    asked: z.exactOptional(z.boolean()),
    name: z.exactOptional(position),
    when: z.exactOptional(when),
  } satisfies Shape<SourceRow>)
  .refine((row) => (row.call === undefined) !== (row.read === undefined), {
    error: "a source needs either `call` or `read`",
  }) satisfies z.ZodType<SourceRow>;

/** A read has nothing but its receiver. */
const ofReceiver = { error: "a row with `read` is about `this`" };

const flowRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    from: z.union([position, z.array(position).min(1)], {
      error: "expected a position or a list of positions",
    }),
    to: z.exactOptional(position),
    op: z.exactOptional(flowOp),
    clears: z.exactOptional(z.array(sinkKind).min(1)),
    key: z.exactOptional(position),
    schema: z.exactOptional(position),
    pattern: z.exactOptional(position),
    separator: z.exactOptional(text),
    by: z.exactOptional(position),
    flags: z.exactOptional(position),
    limit: z.exactOptional(position),
    whole: z.exactOptional(z.boolean()),
    when: z.exactOptional(when),
  } satisfies Shape<FlowRow>)
  .refine(oneOf, eitherForm)
  .refine(
    (row) => row.read === undefined || (row.from === "this" && row.to === undefined),
    ofReceiver,
  ) satisfies z.ZodType<FlowRow>;

const guardRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    test: guardTest,
    subject: position,
    against: z.exactOptional(position),
    flags: z.exactOptional(position),
    not: z.exactOptional(z.boolean()),
    converted: z.exactOptional(z.boolean()),
    gives: z.exactOptional(z.enum(["position", "last-position", "amount"])),
    made: z.exactOptional(z.boolean()),
    throws: z.exactOptional(z.boolean()),
    pattern: z.exactOptional(text),
    dates: z.exactOptional(position),
    without: z.exactOptional(position),
  } satisfies Shape<GuardRow>)
  .refine(oneOf, eitherForm)
  .refine(
    (row) => row.read === undefined || (row.subject === "this" && row.against === undefined),
    ofReceiver,
  ) satisfies z.ZodType<GuardRow>;

const typeRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    returns: text,
    when: z.exactOptional(when),
    kept: z.exactOptional(z.array(text).min(1)),
    part: z.exactOptional(z.boolean()),
  } satisfies Shape<TypeRow>)
  .refine(oneOf, eitherForm) satisfies z.ZodType<TypeRow>;

const callbackRow = z.strictObject({
  call,
  callback: position,
  passes: z.exactOptional(z.record(z.string().regex(/^\d+$/, "expected a parameter index"), position)),
  gives: z.exactOptional(z.record(z.string().regex(/^\d+$/, "expected a parameter index"), text)),
  result: z.exactOptional(
    z.enum([
      "return",
      "list",
      "some",
      "every",
      "find",
      "position",
      "filter",
      "none",
      "never",
      "replaced",
      "supplied",
      "served",
    ]),
  ),
  keeps: z.exactOptional(position),
  runs: z.exactOptional(position),
  channel: z.exactOptional(text),
  announces: z.exactOptional(text),
  answers: z.exactOptional(
    z.strictObject({ kind: sinkKind, when: z.exactOptional(when), typed: z.exactOptional(z.boolean()) }),
  ),
  kept: z.exactOptional(z.array(text).min(1)),
} satisfies Shape<CallbackRow>) satisfies z.ZodType<CallbackRow>;

/** A whole model file. */
export const modelFile = z.strictObject({
  language: z.enum(["javascript", "python"] satisfies Language[]),
  packages: z.array(text).min(1, "name at least one package"),
  sinks: z.exactOptional(z.array(sinkRow)),
  sources: z.exactOptional(z.array(sourceRow)),
  flows: z.exactOptional(z.array(flowRow)),
  guards: z.exactOptional(z.array(guardRow)),
  types: z.exactOptional(z.array(typeRow)),
  callbacks: z.exactOptional(z.array(callbackRow)),
  entities: z.exactOptional(z.array(entityRow)),
  conventions: z.exactOptional(z.array(conventionRow)),
  hosting: z.exactOptional(z.array(hostingRow)),
  media: z.exactOptional(z.array(mediaRow)),
  reading: z.exactOptional(z.array(readingRow)),
  failures: z.exactOptional(z.array(failureRow)),
  places: z.exactOptional(z.array(placeRow)),
  secrets: z.exactOptional(z.array(secretRow)),
  embedded: z.exactOptional(z.array(embeddedRow)),
  constants: z.exactOptional(z.record(path, z.string())),
  exits: z.exactOptional(z.array(path)),
} satisfies Shape<ModelFile>) satisfies z.ZodType<ModelFile>;
