/**
 * The kinds (kinds.ts) as something that can be checked at run time. Each table holds every member of its type,
 * which the compiler sees to: a kind that is added there and forgotten here does not build.
 */
import { z } from "zod";
import type { FlowOp, GuardTest, SinkKind, SourceKind } from "./kinds.js";

/** An enum of the keys of `names`; writing it as an object lets the compiler check that none is missing. */
export function keysOf<K extends string>(names: Record<K, true>, what: string): z.ZodType<K> {
  const keys = Object.keys(names) as K[];
  return z.custom<K>((value) => typeof value === "string" && Object.hasOwn(names, value), {
    error: (issue) => `unknown ${what} ${JSON.stringify(issue.input)}; known: ${keys.join(", ")}`,
  });
}

const sourceKinds: Record<SourceKind, true> = {
  "tool-input": true,
  "resource-input": true,
  "prompt-input": true,
  "http-input": true,
  "remote-input": true,
  "tool-output": true,
  "cli-input": true,
  "env-secret": true,
  environment: true,
  "sensitive-file": true,
  "host-facts": true,
  "private-data": true,
  error: true,
  "error-detail": true,
};

const sinkKinds: Record<SinkKind, true> = {
  "os-command": true,
  program: true,
  "program-args": true,
  code: true,
  "browser-code": true,
  "module-name": true,
  "template-source": true,
  deserialize: true,
  "file-read": true,
  "file-write": true,
  "file-delete": true,
  "file-list": true,
  "work-dir": true,
  "archive-extract": true,
  url: true,
  sql: true,
  nosql: true,
  ldap: true,
  xpath: true,
  html: true,
  redirect: true,
  regex: true,
  log: true,
  limit: true,
  "property-key": true,
  "tool-result": true,
  upload: true,
  "url-query": true,
  "request-header": true,
  "launch-url": true,
  "browse-url": true,
};

const flowOps: Record<FlowOp, true> = {
  identity: true,
  text: true,
  string: true,
  trim: true,
  lower: true,
  slice: true,
  replace: true,
  split: true,
  insert: true,
  join: true,
  element: true,
  values: true,
  keys: true,
  entries: true,
  "from-entries": true,
  numbered: true,
  zip: true,
  flatten: true,
  merge: true,
  validated: true,
  collect: true,
  json: true,
  literal: true,
  "parse-json": true,
  decode: true,
  unpack: true,
  "path-join": true,
  "path-resolve": true,
  "path-normalize": true,
  "path-basename": true,
  "path-dirname": true,
  "path-relative": true,
  "path-common": true,
  "common-prefix": true,
  "path-expand": true,
  realpath: true,
  "url-parse": true,
  "url-join": true,
  "url-host": true,
  "url-encode": true,
  "url-encode-uri": true,
  "shell-quote": true,
  "shell-split": true,
  "html-escape": true,
  "sql-quote": true,
  "regex-escape": true,
  markup: true,
  masked: true,
  revealed: true,
  listed: true,
  amount: true,
  number: true,
  boolean: true,
  hash: true,
  "file-content": true,
  written: true,
  response: true,
};

const guardTests: Record<GuardTest, true> = {
  prefix: true,
  suffix: true,
  contains: true,
  holds: true,
  "in-set": true,
  matches: true,
  "start-matches": true,
  "full-matches": true,
  "is-absolute": true,
  "is-url": true,
  "is-within": true,
  "is-file": true,
  "is-ip-private": true,
  "is-ip-special": true,
  "is-ip-public": true,
  "is-ip": true,
  "is-ipv4": true,
  "is-ipv6": true,
  "is-number": true,
  "is-identifier": true,
  fits: true,
  "is-callable": true,
  "is-list": true,
  "is-instance": true,
};

/** Kinds that a rule may select by. */
export const sourceKind = keysOf(sourceKinds, "source kind");
export const sinkKind = keysOf(sinkKinds, "sink kind");

export const flowOp = keysOf(flowOps, "flow operation");
export const guardTest = keysOf(guardTests, "guard test");
