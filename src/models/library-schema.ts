/**
 * The schemas of src/models/library-rows.ts: how a library registers the pieces of a server and serves them, where on the
 * machine its results stand, what becomes of failures.
 */
import { z } from "zod";
import { keysOf } from "./kinds-schema.js";
import {
  call,
  eitherForm,
  oneOf,
  path,
  position,
  releaseCondition,
  type Shape,
  text,
  when,
} from "./schema-parts.js";
import type {
  ConventionRow,
  EmbeddedRow,
  EntityRow,
  FailureRow,
  HostingRow,
  MediaRow,
  PlaceRow,
  ReadingRow,
  SecretRow,
} from "./types.js";

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

export const entityRow = z.strictObject({
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

export const conventionRow = z.strictObject({
  folder: text,
  entity: z.enum(["tool", "resource", "prompt"] satisfies ConventionRow["entity"][]),
  handler: text,
  name: z.exactOptional(text),
  description: z.exactOptional(text),
  schema: z.exactOptional(text),
  annotations: z.exactOptional(text),
  input: z.exactOptional(text),
} satisfies Shape<ConventionRow>) satisfies z.ZodType<ConventionRow>;

export const hostingRow = z.strictObject({
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

export const mediaRow = z.strictObject({
  call,
  at: position,
  when: z.exactOptional(when),
} satisfies Shape<MediaRow>) satisfies z.ZodType<MediaRow>;

export const readingRow = z.strictObject({
  call,
  when: z.exactOptional(when),
  text: z.exactOptional(z.strictObject({ at: position, has: z.array(text).min(1) })),
  callback: z.exactOptional(position),
  within: z.exactOptional(z.boolean()),
} satisfies Shape<ReadingRow>) satisfies z.ZodType<ReadingRow>;

export const failureRow = z.strictObject({
  call,
  are: z.enum(["swallowed", "kept"] satisfies FailureRow["are"][]),
  by: z.exactOptional(position),
  when: z.exactOptional(when),
} satisfies Shape<FailureRow>) satisfies z.ZodType<FailureRow>;

export const placeRow = z
  .strictObject({
    call: z.exactOptional(call),
    read: z.exactOptional(call),
    is: z.enum(["home", "temp", "cwd", "own", "interpreter", "program"] satisfies PlaceRow["is"][]),
  } satisfies Shape<PlaceRow>)
  .refine(oneOf, eitherForm) satisfies z.ZodType<PlaceRow>;

export const embeddedRow = z.strictObject({
  methods: z.array(text).min(1),
  is: path,
} satisfies Shape<EmbeddedRow>) satisfies z.ZodType<EmbeddedRow>;

export const secretRow = z.strictObject({
  call,
  at: position,
  is: z.enum(["signing-key", "encryption-key", "password", "login"] satisfies SecretRow["is"][]),
} satisfies Shape<SecretRow>) satisfies z.ZodType<SecretRow>;
