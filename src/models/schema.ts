/**
 * The schema of a model file: src/models/types.ts as something that can be checked at run time.
 *
 * Strict everywhere: an unknown key is a mistake. Used when models are packed, never during a scan.
 * The `satisfies` clauses make the compiler refuse a kind or field that the types and this file do
 * not agree on.
 */
import { z } from "zod";
import type { Language } from "../ir/types.js";
import { flowOp, guardTest, keysOf, sinkKind, sourceKind } from "./kinds-schema.js";
import type {
  CallbackRow,
  ConventionRow,
  EmbeddedRow,
  EntityRow,
  FailureRow,
  FlowRow,
  GuardRow,
  HostingRow,
  MediaRow,
  ModelFile,
  PlaceRow,
  ReadingRow,
  ReleaseCondition,
  SinkRow,
  SourceRow,
  TypeRow,
} from "./types.js";

/** Every key of a type, so that a field added to types.ts cannot be forgotten here. */
export type Shape<T> = Record<keyof T, z.ZodType>;

const entityKinds: Record<EntityRow["entity"], true> = {
  tool: true,
  resource: true,
  prompt: true,
  request: true,
  server: true,
  transport: true,
  mount: true,
  toolset: true,
  "list-tools": true,
  "call-tool": true,
};

const text = z.string("expected a text").min(1, "must not be empty");
const path = z.string("expected an access path or a list of them");
const call = z.union([path, z.array(path).min(1)], {
  error: "expected an access path or a list of access paths",
});

const positionPattern =
  /^(?:\d+(?:\.\.)?|\*|this|own|return|kw:[A-Za-z_$][\w$-]*)(?:\.[A-Za-z_$][\w$-]*|\.\d+|\[\])*$/;

/** Whether `value` follows the grammar of positions in types.ts. */
function isPosition(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0;
  return typeof value === "string" && value.split("|").every((part) => positionPattern.test(part));
}

const position = z.custom<number | string>(isPosition, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no position; write 0, "1..", "*", "this", "return", "kw:name", "0.property", "0[]", or two joined by "|"`,
});

const constants = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).min(1);

const when = z.strictObject({
  at: position,
  is: z.exactOptional(constants),
  not: z.exactOptional(constants),
  matches: z.exactOptional(text),
  unknown: z.exactOptional(z.boolean()),
  made: z.exactOptional(z.boolean()),
});

const sinkRow = z.strictObject({
  call,
  arg: position,
  kind: sinkKind,
  when: z.exactOptional(when),
  text: z.exactOptional(z.enum(["sql", "cypher", "soql", "html"])),
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

/** A row speaks of a call or of reading a property, and a read has nothing but its receiver. */
const oneOf = (row: { call?: unknown; read?: unknown }) =>
  (row.call === undefined) !== (row.read === undefined);
const eitherForm = { error: "either `call` or `read` is needed" };
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

const releaseCondition = z.strictObject({
  of: text,
  range: text,
  known: text,
} satisfies Shape<ReleaseCondition>);

const entityRow = z.strictObject({
  call,
  entity: keysOf(entityKinds, "entity"),
  name: z.exactOptional(position),
  description: z.exactOptional(position),
  schema: z.exactOptional(position),
  annotations: z.exactOptional(position),
  handler: z.exactOptional(position),
  curried: z.exactOptional(z.boolean()),
  input: z.exactOptional(text),
  inputWithoutSchema: z.exactOptional(text),
  context: z.exactOptional(text),
  transport: z.exactOptional(z.enum(["stdio", "http", "sse", "websocket"])),
  validates: z.exactOptional(z.strictObject({ off: position, versions: releaseCondition })),
} satisfies Shape<EntityRow>) satisfies z.ZodType<EntityRow>;

const conventionRow = z.strictObject({
  folder: text,
  entity: z.enum(["tool", "resource", "prompt"] satisfies ConventionRow["entity"][]),
  handler: text,
  name: z.exactOptional(text),
  description: z.exactOptional(text),
  schema: z.exactOptional(text),
  annotations: z.exactOptional(text),
  input: z.exactOptional(text),
} satisfies Shape<ConventionRow>) satisfies z.ZodType<ConventionRow>;

const hostingRow = z.strictObject({
  call,
  does: z.enum([
    "listen",
    "auth",
    "unverified",
    "issue",
    "host-check",
    "rate-limit",
    "cors",
    "debug",
    "body-limit",
    "wait",
  ] satisfies HostingRow["does"][]),
  at: z.exactOptional(position),
  when: z.exactOptional(when),
  default: z.exactOptional(z.enum(["loopback", "all", "none", "limited"])),
  app: z.exactOptional(position),
  socket: z.exactOptional(position),
  credentials: z.exactOptional(position),
  reflects: z.exactOptional(z.boolean()),
  implied: z.exactOptional(z.boolean()),
  decides: z.exactOptional(position),
  admits: z.exactOptional(position),
  unchecked: z.exactOptional(z.boolean()),
  patterns: z.exactOptional(z.enum(["whole", "begin"])),
  versions: z.exactOptional(releaseCondition),
} satisfies Shape<HostingRow>) satisfies z.ZodType<HostingRow>;

const mediaRow = z.strictObject({
  call,
  at: position,
  when: z.exactOptional(when),
} satisfies Shape<MediaRow>) satisfies z.ZodType<MediaRow>;

const readingRow = z.strictObject({
  call,
  when: z.exactOptional(when),
  text: z.exactOptional(z.strictObject({ at: position, has: z.array(text).min(1) })),
  callback: z.exactOptional(position),
  within: z.exactOptional(z.boolean()),
} satisfies Shape<ReadingRow>) satisfies z.ZodType<ReadingRow>;

const failureRow = z.strictObject({
  call,
  are: z.enum(["swallowed", "kept"] satisfies FailureRow["are"][]),
  by: z.exactOptional(position),
  when: z.exactOptional(when),
} satisfies Shape<FailureRow>) satisfies z.ZodType<FailureRow>;

const placeRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    is: z.enum(["home", "temp", "cwd", "own", "interpreter", "program"] satisfies PlaceRow["is"][]),
  } satisfies Shape<PlaceRow>)
  .refine(oneOf, eitherForm) satisfies z.ZodType<PlaceRow>;

const embeddedRow = z.strictObject({
  methods: z.array(text).min(1),
  is: path,
} satisfies Shape<EmbeddedRow>) satisfies z.ZodType<EmbeddedRow>;

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
  embedded: z.exactOptional(z.array(embeddedRow)),
  constants: z.exactOptional(z.record(path, z.string())),
  exits: z.exactOptional(z.array(path)),
} satisfies Shape<ModelFile>) satisfies z.ZodType<ModelFile>;
