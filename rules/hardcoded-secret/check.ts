/**
 * Credentials that stand in the tree: in constants of the code and its comments, in data and environment
 * files, in Dockerfiles, in key files. A format says so itself; elsewhere a name and a value that looks made
 * for it have to come together. One finding a place.
 *
 * Values that stand in for a missing setting are default-credentials; client configuration is config-secret,
 * Dockerfile settings are container-secret.
 */
import {
  type DataNode,
  type Draft,
  defineCheck,
  findByFormat,
  guardsThisServer,
  hideOne,
  isPlaceholder,
  isSettingName,
  isStandIn,
  judgeNamed,
  type Location,
  type NamedText,
  type Program,
  placeOf,
  type Secret,
  scalarsOf,
  secretName,
} from "../../src/rules/api.js";
import { handedOver } from "./handed-over.js";

type Found = Omit<Secret, "start" | "end"> & { readonly value: string };

type Say = (at: Location, found: Found, where: string, others?: readonly string[]) => void;

export const check = defineCheck((program, report) => {
  const said = new Set<string>();
  const say: Say = (at, found, where, others = []) => {
    const key = `${at.path}:${found.value}`;
    if (said.has(key)) return;
    said.add(key);
    const draft = draftOf(at, found, where);
    report(others.length === 0 ? draft : { ...draft, ...repeated(draft, where, others) });
  };
  for (const text of program.texts)
    for (const found of inText(text))
      if (!isSettingName(program, text)) say(placeOfText(text), found, nameOf(text));
  for (const module of program.modules)
    for (const comment of module.comments)
      for (const found of inComment(comment.text))
        say({ path: module.path, span: comment.span }, found, "a comment");
  for (const { text, at } of signers(program)) {
    const judged = judgeNamed("jwt_secret", text);
    if (judged !== undefined) say(at, { ...judged, value: text }, "a call that signs or checks tokens");
  }
  for (const { text, at, as, where } of handedOver(program)) {
    const judged = judgeNamed(as, text);
    if (judged !== undefined && judged.certainty !== "low") say(at, { ...judged, value: text }, where);
  }
  inFiles(program, say);
});

const SIGNS = /(?:^|[^a-z])(?:jwt|jsonwebtoken|jose)(?:[^a-z].*)?\.(?:sign|verify|encode|decode)$/i;
const SESSION = /session/i;

/** Literals that are the key of a signature: the second argument of what signs tokens, `secret` of sessions. */
function* signers(program: Program): Generator<{ readonly text: string; readonly at: Location }> {
  for (const { path, instr, code } of program.written.whose(
    (each) => SIGNS.test(each) || SESSION.test(each),
  )) {
    const tokens = SIGNS.test(path);
    const [first, second] = instr.args;
    if (tokens && second !== undefined) {
      const text = code.constant(second.value);
      if (typeof text === "string") yield { text, at: placeOf(code, instr) };
    }
    const options = first === undefined || !SESSION.test(path) ? undefined : code.origin(first.value);
    for (const entry of options?.instr.op === "object" ? options.instr.entries : []) {
      const text = entry.key === "secret" ? options?.code.constant(entry.value) : undefined;
      if (typeof text === "string")
        yield {
          text,
          at: { path: code.module.path, span: options?.code.definition(entry.value)?.span ?? instr.span },
        };
    }
  }
}

function draftOf(at: Location, found: Found, where: string): Draft {
  const { what, certainty, use, value } = found;
  const shown = `\`${hideOne(value.slice(0, 24))}\``;
  return {
    at,
    message: `${capital(what)} (${shown}) stands in ${where}, readable for everybody who has the code or the package.`,
    secrets: value.split(/\s+/).filter((part) => part.length >= 6),
    confidence: certainty,
    ...(use === "test" ? { severity: "medium" as const } : {}),
    ...(use === "restricted"
      ? { severity: "low" as const, profile: "pedantic" as const, confidence: "low" as const }
      : {}),
  };
}

/** From this many records on, what a list holds was recorded, and not written down by anybody. */
const RECORDED = 8;

/** The same key of all records of a list, with the values of the others. */
function repeated(draft: Draft, where: string, others: readonly string[]): Partial<Draft> {
  const recorded = others.length + 1 >= RECORDED;
  return {
    message: draft.message.replace(where, () => `${where} (and others in ${others.length} more records)`),
    secrets: [...(draft.secrets ?? []), ...others],
    ...(recorded ? { severity: "medium", confidence: "low" } : {}),
  };
}

/** What a comment gives as an example of an address has a password that was made up for it. */
function inComment(text: string): readonly Found[] {
  return byFormat(text).filter(
    ({ what, value }) =>
      !what.startsWith("a password in") || !EXAMPLE.test(text.slice(0, text.indexOf(value))),
  );
}

/** In front of an address, up to its password. */
const EXAMPLE =
  /(?:\be\.g\.|\bi\.e\.|\bfor (?:example|instance)|\bsuch as|\blike|\bexamples?)[,:]?\s*["'`(<]*[\w+.-]+:\/\/[^\s:]*:$/i;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function byFormat(text: string, context = ""): Found[] {
  return findByFormat(text, secretName(context) === undefined ? "sure" : "named").map(
    ({ start, end, use, ...rest }) => {
      // A Google key opens what it is restricted to; keys of language models are not restricted to anything.
      const open = use === "restricted" && /gemini|genai|generative|palm|vertex/i.test(context);
      return { ...rest, ...(use === undefined || open ? {} : { use }), value: text.slice(start, end) };
    },
  );
}

function inText(text: NamedText): readonly Found[] {
  const name = text.name ?? "";
  const found = byFormat(text.text, name);
  if (found.length > 0 || text.name === undefined) return found;
  if (text.use === "fallback" && guardsThisServer(name)) return []; // default-credentials
  if (isDescribed(text)) return [];
  // What asks for "change-me" refuses it, or warns of it.
  if (text.use === "compared" && isStandIn(text.text)) return [];
  const judged = judgeNamed(name, text.text);
  return judged === undefined ? [] : [{ ...judged, value: text.text.trim() }];
}

/** Text for people or schemas, where a name is explained and not given a value. */
function isDescribed({ text, name }: NamedText): boolean {
  return (
    /^(?:example|examples|description|title|label|placeholder|help|message|format|pattern|name|header)$/i.test(
      name ?? "",
    ) || /\s.*\s/.test(text)
  );
}

const placeOfText = ({ code, span }: NamedText): Location => ({ path: code.module.path, span });

function nameOf({ name, use }: NamedText): string {
  if (name === undefined) return "the code";
  return use === "compared" ? `a comparison with \`${name}\`` : `the code as \`${name}\``;
}

function inFiles(program: Program, say: Say): void {
  const { data, texts, clients, dockerfiles, workloads } = program.artifacts;
  const configured = new Set(clients.map((client) => client.path));
  // What a container is given is container-secret.
  const given = new Set(workloads.flatMap((workload) => workload.env.map(({ value }) => placeKey(value.at))));
  for (const file of data) {
    if (configured.has(file.path) || isSample(file.path) || isMachineMade(file.path)) continue;
    // One finding for a key of all records of a list; what a format says is a credential stands for itself.
    const named = new Map<unknown, { at: Location; found: Found; where: string; others: Set<string> }>();
    for (const document of file.documents)
      for (const { key, parent, text, at, records, within } of scalarsOf(document)) {
        if (given.has(placeKey(at)) || namesPlace(key, within)) continue;
        const name = nameIn(key, parent);
        const where = `\`${key}\` of this file`;
        const found = byFormat(text, name);
        for (const each of found) say(at, each, where);
        const judged = found.length > 0 || isProse(name) ? undefined : judgeNamed(name, text);
        if (judged === undefined) continue;
        const value = text.trim();
        const group = records === undefined ? at : name;
        const known = named.get(group);
        if (known === undefined)
          named.set(group, { at, found: { ...judged, value }, where, others: new Set() });
        else if (known.found.value !== value) known.others.add(value);
      }
    for (const { at, found, where, others } of named.values()) say(at, found, where, [...others]);
  }
  for (const file of texts) {
    if (file.kind === "lock" || file.kind === "requirements" || isSample(file.path)) continue;
    if (file.kind === "key") {
      for (const { start, end, ...rest } of findByFormat(file.text)) {
        const line = file.text.slice(0, start).split("\n").length;
        say(lineAt(file.path, line, 0, 1), { ...rest, value: file.text.slice(start, end) }, "this file");
      }
      continue;
    }
    inLines(file.path, file.lines, file.kind === "script", say);
  }
  // Settings are container-secret; commands may hold credentials as well.
  for (const file of dockerfiles)
    for (const stage of file.stages)
      for (const { name, text, at } of stage.instructions)
        if (name === "RUN" || name === "CMD" || name === "ENTRYPOINT")
          for (const found of byFormat(text)) say(at, found, `${name} of this Dockerfile`);
}

const placeKey = ({ path, span }: Location): string => `${path}:${span.line}:${span.col}`;

/** `NAME=value`, line by line. */
function inLines(path: string, lines: readonly string[], script: boolean, say: Say): void {
  lines.forEach((line, index) => {
    if (line.length > 10_000) return;
    const named = /^\s*(?:export\s+|set\s+)?([A-Za-z_][\w.-]*)\s*[=:]/.exec(line)?.[1];
    const found = byFormat(line, named ?? "");
    for (const each of found) {
      const col = Math.max(0, line.indexOf(each.value));
      say(lineAt(path, index + 1, col, col + each.value.length), each, "this file");
    }
    if (found.length > 0 || /^\s*[#;]/.test(line)) return;
    const [, name, quoted, bare] =
      /^\s*(?:export\s+|set\s+|\$env:)?([A-Za-z_][\w.-]*)\s*[=:]\s*(?:["']([^"']*)["']|([^\s"'#;]+))\s*(?:[#;].*)?$/.exec(
        line,
      ) ?? [];
    const value = quoted ?? bare;
    if (name === undefined || value === undefined || (script && quoted === undefined && /[$`]/.test(value)))
      return;
    const judged = judgeNamed(name, value);
    if (judged === undefined) return;
    const col = line.indexOf(value);
    say(lineAt(path, index + 1, col, col + value.length), { ...judged, value }, `\`${name}\` of this file`);
  });
}

function lineAt(path: string, line: number, col: number, endCol: number): Location {
  return { path, span: { line, col, endLine: line, endCol } };
}

/** Files that show what a real one would look like. */
const isSample = (path: string): boolean =>
  /(?:^|[./_-])(?:example|sample|template|tpl|dist|defaults?|test|tests|testing|mock|fixture|ci|schema|openapi|swagger|i18n|locales?|translations?)(?:[./_-]|$)/i.test(
    path,
  );

/** Lists and descriptions that tools write. */
const isMachineMade = (path: string): boolean =>
  /(?:^|\/)(?:package\.json|pyproject\.toml|[\w.-]*(?:lock|manifest|snapshot|cassette|tokenizer|vocab)[\w.-]*\.(?:json|ya?ml|toml))$/i.test(
    path,
  );

/** `key` below `api` is an API key, and a default is of what it is the default of. */
const nameIn = (key: string, parent: string): string =>
  parent === "" || !/^(?:key|token|secret|value|pass|default)$/i.test(key)
    ? key
    : /^(?:value|default)$/i.test(key)
      ? parent
      : `${parent}_${key}`;

/** `secretKey: db-password` beside `remoteRef`: the name that what a store keeps elsewhere gets here. */
const namesPlace = (key: string, within: DataNode | undefined): boolean =>
  /^secret_?key$/i.test(key) &&
  within?.kind === "map" &&
  within.entries.some((entry) => /^remote_?(?:ref|key)s?$/i.test(entry.key));

/** Keys whose values are read by people. */
const isProse = (key: string): boolean =>
  secretName(key) === undefined || isPlaceholder(key) || /description|title|label|help/i.test(key);
