/**
 * Writes a program for one JavaScript model: a line that reaches each sink row, a line whose value goes
 * through each flow row, a line with the value of each source row. A row nobody can reach (a wrong path, a
 * receiver that another row renames, a position that does not fit) is noticed by what is not reported.
 *
 * Only positions and paths are exercised. Whether a row tells the truth about its library is a matter of
 * reading the library's documentation; no test can tell.
 */
import type { FlowRow, ModelFile, Position, SinkRow, SourceRow } from "../../src/models/types.js";

/** A line of the written program. */
export interface Exercised {
  /** "sink os-command exec @0": what the line is for. */
  readonly what: string;
  /** 1-based. */
  readonly line: number;
  /** False when the row says that nothing dangerous is left of the value. */
  readonly reported: boolean;
}

export interface Exercise {
  readonly text: string;
  readonly lines: readonly Exercised[];
}

/** Text around the value, for rows that look at it. */
const TEXTS: Record<string, string> = {
  sql: "`SELECT a FROM $" + "{v}`",
  cypher: "`MATCH (n) WHERE $" + "{v} RETURN n`",
  soql: "`SELECT Id FROM $" + "{v}`",
  html: "`<p>$" + "{v}</p>`",
  shell: "`ls $" + "{v}`",
};

/**
 * Sources whose rows are not exercised: those no rule of values asks for yet, the environment, of which only
 * secrets are followed, and exceptions, which have to be caught first (rules/leaky-error/cases).
 */
const UNASKED = new Set(["cli-input", "environment", "error", "error-detail"]);

/** Where what should stay inside must not go; other sources are reported where they reach a shell. */
const OUTSIDE: Readonly<Record<string, string>> = {
  "env-secret": "console.log",
  "host-facts": 'await fetch("https://a.example", { method: "POST", body: String',
  "private-data": 'await fetch("https://a.example", { method: "POST", body: String',
};

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** The program for one model. */
export function exerciseModel(model: ModelFile): Exercise {
  const owner = model.packages[0] ?? "";
  const text = [
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";',
    'import { exec as runShell } from "node:child_process";',
    'import { z } from "zod";',
    owner.startsWith("%") || owner === "global" ? "" : `import * as pkg from ${JSON.stringify(owner)};`,
    'const server = new McpServer({ name: "rows", version: "1.0.0" });',
  ];
  const lines: Exercised[] = [];
  const add = (line: string, what: string, reported = true) => {
    text.push(line);
    lines.push({ what, line: text.length, reported });
  };
  const tool = (body: string) =>
    `server.tool("t${text.length}", { v: z.any() }, async ({ v }) => { ${body} });`;

  for (const row of model.sinks ?? []) {
    for (const call of list(row.call)) {
      add(tool(`${sinkCall(owner, call, row)};`), `sink ${row.kind} ${call} @${row.arg}`);
    }
  }
  for (const row of model.flows ?? []) {
    if ((row.to ?? "return") !== "return") continue;
    for (const call of list(row.call)) {
      for (const from of list(row.from)) {
        const made = flowCall(owner, call, from, row);
        if (made === undefined) continue;
        add(
          tool(`runShell("a " + (await ${made}));`),
          `flow ${row.op ?? "string"} ${call} @${from}`,
          survives(row) || isSink(model, call, from),
        );
      }
    }
  }
  for (const row of model.sources ?? []) {
    if (UNASKED.has(row.kind)) continue;
    for (const path of [...list(row.call), ...list(row.read)]) {
      add(sourceLine(owner, path, row), `source ${row.kind} ${path}`);
    }
  }
  return { text: `${text.join("\n")}\n`, lines };
}

/** Is the call dangerous by itself, whatever becomes of its result? */
function isSink(model: ModelFile, call: string, from: Position): boolean {
  return (model.sinks ?? []).some((row) => list(row.call).includes(call) && row.arg === from);
}

/** Is the value after this flow still dangerous in a shell? */
function survives(row: FlowRow): boolean {
  if (row.clears?.includes("os-command") === true) return false;
  return !["amount", "number", "boolean", "hash", "shell-quote", "url-encode"].includes(row.op ?? "string");
}

function sinkCall(owner: string, call: string, row: SinkRow): string {
  const args = new Arguments();
  const single = !/\[\]|\.\./.test(String(row.arg));
  if (row.program !== undefined && String(row.program) !== String(row.arg)) args.put(row.program, '"git"');
  const argv = row.program === row.arg ? '["git", "log", v]' : '["log", v]';
  args.put(row.arg, row.kind === "program-args" && single ? argv : (TEXTS[row.text ?? ""] ?? "v"));
  const { when } = row;
  const maker = new Arguments();
  const options = when?.made === true ? maker : args;
  if (when?.is !== undefined) options.put(when.at, JSON.stringify(when.is[0]));
  else if (when?.not?.includes(null) === true) options.put(when.at, '"other"');
  if (row.inputOf === "call") args.put(0, '"bash"');
  // A list of the receiver: its element is what stands at the row's place.
  const receiver = row.arg === "this[]" && row.text !== undefined ? `[${TEXTS[row.text]}]` : "v.client";
  const callee = calleeOf(owner, call, receiver).replace("()", `(${maker.text()})`);
  return `${row.inputOf === "this" ? callee.replace("()", '("bash")') : callee}(${args.text()})`;
}

/** The call with the value at `from`; undefined where the receiver itself would have to be the value. */
function flowCall(owner: string, call: string, from: Position, { when }: FlowRow): string | undefined {
  const args = new Arguments();
  if (String(from).startsWith("this")) return owner === "%value" ? `v.${call}()` : undefined;
  args.put(from, "v");
  if (when?.is !== undefined) args.put(when.at, JSON.stringify(when.is[0]));
  // A text that is not known may be one of those that the row asks for.
  else if (when?.matches !== undefined) args.put(when.at, "pkg.someText");
  const callee = calleeOf(owner, call, "made().part");
  return `${/(?:^|\.)[A-Z]\w*$/.test(call) ? "new " : ""}${callee}(${args.text()})`;
}

function sourceLine(owner: string, path: string, row: SourceRow): string {
  const field = row.fields === undefined ? "" : `.${row.fields[0]}`;
  const callee = calleeOf(owner, path, "made()");
  if (row.read !== undefined) return `runShell("a " + ${callee}${field});`;
  const outside = OUTSIDE[row.kind];
  if (outside !== undefined)
    return `${outside}("a " + (await ${callee}("a"))${field})${outside.endsWith("String") ? " })" : ""};`;
  const args = new Arguments();
  if (row.out === undefined || row.out === "return") {
    if (row.when?.is === undefined) args.put(0, '"a"');
    else args.put(row.when.at, JSON.stringify(row.when.is[0]));
    return `runShell("a " + (await ${callee}(${args.text()}))${field});`;
  }
  const names = Array.from({ length: row.out.param + 1 }, (_, index) => `p${index}`);
  args.put(row.out.callback, `(${names.join(", ")}) => { runShell("a " + ${names.at(-1)}${field}); }`);
  return `${callee}(${args.text()});`;
}

/** An access path as JavaScript. */
function calleeOf(owner: string, path: string, receiver: string): string {
  const start = owner === "global" ? "" : owner.startsWith("%") ? receiver : "pkg";
  const rest = path.replace(/^\*\*\./, "made().part.").replaceAll("[]", "[0]");
  if (rest === "" || rest.startsWith("(")) return start + rest;
  return start === "" ? rest : `${start}.${rest}`;
}

/** Arguments of a call, filled in by position. */
class Arguments {
  private readonly positional: Part[] = [];
  private named: Record<string, Part> | undefined;

  /** Puts the source text `value` at a position such as 1, "0.url", "0[].path", "kw:shell", "1..". */
  put(position: Position, value: string): void {
    const [first = "0"] = String(position).split("|");
    const [, name, index = "0", rest = ""] = /^(?:kw:([\w$-]+)|(\d+)(?:\.\.)?|\*)(.*)$/.exec(first) ?? [];
    const keys = rest.match(/\[\]|[\w$-]+/g) ?? [];
    if (name !== undefined) {
      this.named = { ...this.named, [name]: nest(keys, value, this.named?.[name]) };
    } else {
      this.positional[Number(index)] = nest(keys, value, this.positional[Number(index)]);
    }
  }

  text(): string {
    const parts = Array.from({ length: this.positional.length }, (_, index) => show(this.positional[index]));
    if (this.named !== undefined) parts.push(show(this.named));
    return parts.join(", ");
  }
}

type Part = string | Part[] | { [key: string]: Part } | undefined;

function nest(keys: readonly string[], value: string, known: Part): Part {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (key === "[]") return [nest(rest, value, undefined)];
  const object = typeof known === "object" && !Array.isArray(known) ? known : {};
  return { ...object, [key]: nest(rest, value, object[key]) };
}

function show(part: Part): string {
  if (part === undefined) return '"a"';
  if (typeof part === "string") return part;
  if (Array.isArray(part)) return `[${part.map(show).join(", ")}]`;
  const entries = Object.entries(part).map(([key, each]) => `${JSON.stringify(key)}: ${show(each)}`);
  return `{ ${entries.join(", ")} }`;
}
