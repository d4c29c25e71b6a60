/**
 * Cross-origin answers that any page may read: with credentials, where the origin that asks is reflected;
 * without them, where the server asks nobody for a token and a page on the user's machine can reach it.
 *
 * `*` in front of a token check is harmless and said nothing of: a page cannot know the token.
 */
import {
  callName,
  defineCheck,
  type Foreign,
  type FunctionCode,
  foreignSide,
  type Instr,
  instructions,
  type Place,
  type Program,
  placeOf,
  type Site,
  type Value,
} from "../../src/rules/api.js";
import { sideLetIn } from "./origins.js";

interface Found {
  readonly at: Place;
  readonly what: string;
  /** Cookies and the like are sent along. */
  readonly credentials: boolean;
  readonly related?: Place;
  /** Of what stands in front of routes, where it was made. */
  readonly site?: Site;
  /** Only origins that look like the ones that are meant: which. */
  readonly alike?: string;
}

export const check = defineCheck((program, report) => {
  const { listeners } = program.deployment;
  // Where everybody may call everything, what pages may read is the smaller part of it.
  if (listeners.some((each) => each.protection === "open")) return;
  const reachable = listeners.some(
    (each) => each.protection === "rebinding" || each.protection === "optional-auth",
  );
  const found = [...fromLibraries(program), ...fromHeaders(program)].filter(
    (each) =>
      (each.credentials || reachable) &&
      (each.site === undefined || !listeners.some(({ aside }) => aside.has(each.site as Site))),
  );
  const first = found.find((each) => each.credentials) ?? found[0];
  if (first === undefined) return;
  report({
    once: true,
    at: first.at,
    message: first.alike
      ? `${first.what} lets ${first.alike} read answers${first.credentials ? " that the browser fetched with the user's credentials" : " of a server that asks for no token"}.`
      : first.credentials
        ? `${first.what} lets scripts of every origin read answers that the browser fetched with the user's credentials.`
        : `${first.what} lets scripts of every origin read the answers of a server that asks for no token, so any web page can use it.`,
    related: [
      ...(first.related === undefined ? [] : [{ at: first.related, text: "the origins" }]),
      ...found.filter((each) => each !== first).map((each) => ({ at: each.at, text: "here too" })),
    ],
  });
});

function fromLibraries(program: Program): Found[] {
  const { calls, settings } = program.deployment;
  return calls.hosting("cors").flatMap(({ call, row, value }) => {
    const setting = value === undefined ? undefined : settings.of(value);
    const any = setting === undefined ? row.default === "all" : setting.consts.includes("*");
    const side = value === undefined ? undefined : openSide(program, row.patterns, value);
    const reflected = side === "all" || setting?.consts.includes(true) === true;
    const alike = any || reflected || side === undefined ? undefined : ALIKE[side];
    if (!any && !reflected && alike === undefined) return [];
    const given = row.credentials === undefined ? undefined : calls.read(call, row.credentials);
    const withCredentials =
      given?.consts.includes(true) === true && given.consts.every((c) => c === true) && !given.unknown;
    const credentials =
      withCredentials && (reflected || alike !== undefined || (any && row.reflects === true));
    return [
      { at: call.site, site: call.site, what: callName(call.path), credentials, ...(alike && { alike }) },
    ];
  });
}

/** Which origins are let in beside those that are meant. */
const ALIKE = {
  behind: "a host whose name only begins like one that is meant (`localhost.evil.example`)",
  before: "a host whose name only holds one that is meant (`evil-localhost.example`)",
  null: "the origin `null`, which any page has in a frame of its own making,",
} as const;

/** On which side the name of the host is open in what is given for the origins. */
function openSide(
  program: Program,
  patterns: "whole" | "begin" | undefined,
  value: Value,
): Foreign | "null" | undefined {
  for (const c of program.deployment.settings.texts(value)) {
    if (c === "null") return "null";
    if (patterns === undefined || (patterns === "begin" && !/[\\^$*?()[\]]/.test(c))) continue;
    const side = foreignSide(c, patterns);
    if (side !== undefined) return side;
  }
  for (const r of value.refs) {
    const side =
      r.kind === "regex"
        ? foreignSide(r.source, "anywhere")
        : r.kind === "fn"
          ? sideLetIn(program.codeOf(r.module, r.fn))
          : undefined;
    if (side !== undefined) return side;
  }
  return undefined;
}

const HEADERS = /access-control-allow-origin/i;
const ALLOW = "access-control-allow-origin";
const CREDENTIALS = "access-control-allow-credentials";

/** Headers that are set by hand. */
function fromHeaders(program: Program): Found[] {
  const origins = new Set(
    program.deployment.evidence
      .headerReads()
      .filter((read) => read.kind === "origin")
      .flatMap((read) => read.uses.flatMap((use) => (use.instr === undefined ? [] : [use.instr]))),
  );
  // What some releases of a library do by themselves is a check where the tree gets one of these.
  const { evidence } = program.deployment;
  const checked =
    evidence.headers.comparesHosts() ||
    evidence
      .hostCheck("program")
      .some((each) => each.implied !== true || each.standing?.release !== undefined);
  const out: Found[] = [];
  for (const code of program.functionsNaming(HEADERS)) {
    for (const instr of instructions(code)) {
      const value = headerValue(code, instr, ALLOW);
      if (value === undefined) continue;
      const reflected = origins.has(instr) && !checked;
      if (code.constant(value) !== "*" && !reflected) continue;
      out.push({
        at: placeOf(code, instr),
        what: reflected ? "Reflecting the Origin header" : "The header `Access-Control-Allow-Origin: *`",
        credentials:
          reflected && instructions(code).some((each) => headerValue(code, each, CREDENTIALS) !== undefined),
      });
    }
  }
  return out;
}

/** The value that an instruction gives to a header of this name. */
function headerValue(code: FunctionCode, instr: Instr, name: string): number | undefined {
  switch (instr.op) {
    case "call": {
      const at = instr.args.findIndex((arg) => isName(code.constant(arg.value), name));
      return at < 0 ? undefined : instr.args[at + 1]?.value;
    }
    case "object":
      return instr.entries.find((entry) => isName(entry.key, name))?.value;
    case "store":
      return isName(instr.key, name) ? instr.src : undefined;
    case "storei":
      return isName(code.constant(instr.key), name) ? instr.src : undefined;
    default:
      return undefined;
  }
}

const isName = (value: unknown, name: string): boolean =>
  typeof value === "string" && value.toLowerCase() === name;
