/**
 * What one call does to the world outside, as the models say it: one item for each file, host, program or
 * database that it may reach. A call that no model knows gives nothing.
 */
import type { CapabilityKind, Decider, InventoryItem } from "../findings/inventory.js";
import { clip, makeSafe } from "../findings/quote.js";
import type { SinkKind, SinkRow } from "../models/types.js";
import type { SeenCalls } from "../server/seen.js";
import { asMade, type ReachedCall } from "../server/tool-calls.js";
import type { CallRecord } from "../taint/record.js";
import { isEnvironment, secretFile } from "../taint/secrets.js";
import { locate, type Site } from "../taint/site.js";
import { constant, type Value } from "../taint/values.js";
import { hostOf } from "./hosts.js";
import { ANY, type Subject, type Subjects } from "./subject.js";

const FILES: Partial<Record<SinkKind, CapabilityKind>> = {
  "file-read": "file-read",
  "file-list": "file-list",
  "file-write": "file-write",
  "file-delete": "file-delete",
  "archive-extract": "file-write",
};
const LONGEST = 100;

export interface Reading {
  readonly calls: SeenCalls;
  readonly subjects: Subjects;
}

/** The items of a call that a tool makes. */
export function itemsOfReached(reached: ReachedCall, reading: Reading): InventoryItem[] {
  const way = reached.way.map(({ site, callee }) => ({ callee: makeSafe(callee), location: locate(site) }));
  return itemsOf(
    asMade(reached),
    reading,
    reached.way.map(({ site }) => site),
  ).map((item) => ({ ...item, way }));
}

/** The items of a call, whoever makes it. */
export function itemsOf(
  call: CallRecord,
  { calls, subjects }: Reading,
  way: readonly Site[] = [],
): InventoryItem[] {
  const model = calls.model(call);
  const out: InventoryItem[] = [];
  const put = (kind: CapabilityKind, found: readonly Subject[], more: Partial<InventoryItem> = {}): void => {
    for (const { text, by } of found)
      out.push({
        kind,
        subject: clip(makeSafe(text === ANY ? "" : text), LONGEST),
        by: text === ANY && by === "constant" ? "unknown" : by,
        call: nameOf(call.path),
        location: locate(call.site),
        way: [],
        ...(kind.startsWith("file-") && secretFile(constant(text)) !== undefined ? { secret: true } : {}),
        ...more,
      });
  };
  for (const row of calls.sinks(call)) {
    const value = (): readonly Subject[] => subjects.of(calls.read(call, row.arg), way);
    const given = calls.read(call, row.arg) !== undefined;
    const file = FILES[row.kind];
    if (file !== undefined) {
      // What is given to such a call is a part of a name that the machine completes.
      if (given && isTemporary(call, calls)) put(file, [{ text: `$TMPDIR/${ANY}`, by: "constant" }]);
      else if (given) put(file, value().filter(isPath).map(folderOf));
      continue;
    }
    switch (row.kind) {
      case "url":
        if (given) put("network", hostsOf(call, value()));
        break;
      case "upload":
        if (!hasAddress(call, calls)) put("network", [{ text: `(${packageOf(call.path)})`, by: "constant" }]);
        break;
      case "os-command":
        // What is written to a program that runs already names none.
        if (given && row.inputOf === undefined) put("program", value().map(firstWord));
        break;
      case "program":
        if (given) put("program", value().filter(isProgram).map(program));
        break;
      case "program-args":
        put("program", programOf(call, row, calls, subjects, way).filter(isProgram));
        break;
      case "launch-url":
      case "browse-url":
        put("program", [{ text: "(the system's opener)", by: "constant" }]);
        break;
      case "code":
      case "module-name":
      case "deserialize":
      case "browser-code":
        put(
          "code",
          (given ? value() : [])
            // A function may stand in its place, and nobody knows that it does not.
            .filter(
              ({ by }) =>
                by === "caller" || by === "setting" || (by === "unknown" && !takesFunction(call, row, calls)),
            )
            .map(({ by }) => ({ text: "", by })),
        );
        break;
      case "sql":
      case "nosql":
        put("database", [{ text: packageOf(call.path), by: "constant" }], {
          verbs: verbsOf(given ? value() : []),
        });
        break;
    }
  }
  if ([...call.args, ...call.names.values()].some((v) => holdsEnvironment(v, 1)))
    put("environment", [{ text: "", by: "constant" }]);
  if (model?.sources.some((row) => row.kind === "private-data") === true)
    put("private-data", [{ text: nameOf(call.path), by: "constant" }]);
  return out;
}

function isTemporary(call: CallRecord, calls: SeenCalls): boolean {
  return calls.m.model(call.site.module.language).place(`${call.path}()`) === "temp";
}

function takesFunction(call: CallRecord, row: SinkRow, calls: SeenCalls): boolean {
  return calls.model(call)?.callbacks.some((each) => each.callback === row.arg) === true;
}

/** Is the whole environment handed over, by itself or as an option? */
function holdsEnvironment(v: Value, depth: number): boolean {
  return (
    v.taints.some(isEnvironment) ||
    (depth > 0 &&
      v.refs.some(
        (r) =>
          (r.kind === "object" || r.kind === "array") &&
          [...r.cells.values()].some((cell) => holdsEnvironment(cell.value, depth - 1)),
      ))
  );
}

/**
 * A number or an option object at the place of a path is a descriptor, not a path; so are the words by which
 * databases are kept in memory, and texts that no path begins with.
 */
const isPath = ({ text }: Subject): boolean =>
  text !== "" && text !== "true" && text !== "false" && !/^(?::[a-z]+:$|[-#'"`<>|*?])/.test(text);

/** What is known of a path: all of it, or the folder in front of what is not known. */
function folderOf({ text, by }: Subject): Subject {
  const open = text.indexOf(ANY);
  if (open < 0) return { text, by };
  const head = text.slice(0, open).replace(/[^\\/]*$/, "");
  return { text: /[\w~$.]/.test(head) && !/^[\\/]{2}/.test(head) ? head + ANY : ANY, by };
}

/** Hosts of a request; a path alone belongs to the client that was made with an address. */
function hostsOf(call: CallRecord, found: readonly Subject[]): readonly Subject[] {
  return found.flatMap((subject) => {
    const host = hostOf(subject);
    if (host !== undefined) return [host];
    const base = baseOf(call.self, 0);
    return base === undefined ? [] : (hostOf({ text: base, by: "constant" }) ?? []);
  });
}

const BASES = ["baseURL", "baseUrl", "base_url", "prefixUrl", "origin"];

/** The address that a client was made with: `create({ baseURL })`, `Client(base_url=...)`. */
function baseOf(self: Value, depth: number): string | undefined {
  for (const r of depth > 3 ? [] : self.refs) {
    if (r.kind !== "ext" || r.call === undefined) continue;
    for (const key of BASES) {
      const given = [
        r.call.names.get(key),
        ...r.call.args.flatMap((arg) =>
          arg.refs.flatMap((o) => (o.kind === "object" ? (o.cells.get(key)?.value ?? []) : [])),
        ),
      ];
      for (const v of given) for (const c of v?.consts ?? []) if (typeof c === "string") return c;
    }
    const further = r.call.self === undefined ? undefined : baseOf(r.call.self, depth + 1);
    if (further !== undefined) return further;
  }
  return undefined;
}

/** Is the address of an upload said by this call, or by the one that made its receiver? */
function hasAddress(call: CallRecord, calls: SeenCalls): boolean {
  const model = calls.m.model(call.site.module.language);
  const paths = [
    call.path,
    ...call.self.refs.flatMap((r) => (r.kind === "ext" && r.call !== undefined ? [r.call.callee] : [])),
  ];
  for (let path = call.path; path.includes("()"); ) {
    path = path.slice(0, path.lastIndexOf("()"));
    paths.push(path);
  }
  return paths.some((path) => model.call(path)?.sinks.some((row) => row.kind === "url") === true);
}

/** The program whose arguments a row is about. */
function programOf(
  call: CallRecord,
  row: SinkRow,
  calls: SeenCalls,
  subjects: Subjects,
  way: readonly Site[],
): readonly Subject[] {
  if (row.programName !== undefined) return [{ text: row.programName.split(" ")[0] ?? "", by: "constant" }];
  if (row.program === undefined) {
    const made = call.callee.call?.args[0];
    return made === undefined ? [] : subjects.of(made, way).map(program);
  }
  const v = calls.read(call, row.program);
  if (v === undefined) return [];
  if (row.program !== row.arg) return subjects.of(v, way).map(program);
  const first = v.refs.flatMap((r) => (r.kind === "array" ? [calls.m.heap.read(r, "0")] : []));
  return (first.length > 0 ? first : [v]).flatMap((each) => subjects.of(each, way).map(program));
}

/** An option is none; it gets here where the elements of a command line are not told apart. */
const isProgram = ({ text }: Subject): boolean => !text.startsWith("-");

function program({ text, by }: Subject): Subject {
  if (text.startsWith(ANY)) return { text: "", by };
  return text.includes(ANY) ? { text, by } : { text: text.replace(/^.*[\\/]/, ""), by };
}

/** `git -C … log` starts git, whoever decides about the rest. */
function firstWord({ text, by }: Subject): Subject {
  const [word = ""] = text
    .trim()
    .replace(/^(?:sudo|env|nohup|exec)\s+/, "")
    .split(/\s+/);
  if (word.startsWith(ANY) || word === "") return { text: "", by };
  return word.includes(ANY)
    ? { text: word, by }
    : { text: word.replace(/^.*[\\/]/, "").replace(/^["']|["']$/g, ""), by: "constant" };
}

function verbsOf(found: readonly Subject[]): string[] {
  const verbs = found.flatMap(
    ({ text }) => /^\s*(?:WITH\b[\s\S]{0,400}?\)\s*)?([A-Z]+)\b/i.exec(text)?.[1]?.toUpperCase() ?? [],
  );
  const known = /^(?:SELECT|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|TRUNCATE|MERGE|REPLACE|PRAGMA|MATCH)$/;
  return [...new Set(verbs.filter((verb) => known.test(verb)))].sort();
}

/** The package at the beginning of an access path. */
export function packageOf(path: string): string {
  const slash = path.startsWith("@") ? path.indexOf("/") : 0;
  const end = path.slice(slash).search(/\.(?=[A-Za-z_%*])|\(/);
  return end < 0 ? path : path.slice(0, slash + end);
}

/** "fs.readFile()" of an access path. */
export function nameOf(path: string): string {
  const parts = path
    .replace(/^(?:global|builtins|%value|%any)\./, "")
    .replaceAll("()", "")
    .split(".");
  const tail = parts.slice(-2).join(".");
  return `${makeSafe(tail.slice(tail.lastIndexOf("/") + 1))}()`;
}

/** The gravest of several deciders comes last. */
export const DECIDERS: readonly Decider[] = ["constant", "setting", "unknown", "caller"];
