/**
 * Cross-origin answers that any page may read: with credentials, where the origin that asks is reflected;
 * without them, where the server asks nobody for a token and a page on the user's machine can reach it.
 *
 * `*` in front of a token check is harmless and said nothing of: a page cannot know the token.
 */
import {
  callName,
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  type Place,
  type Program,
  placeOf,
} from "../../src/rules/api.js";

interface Found {
  readonly at: Place;
  readonly what: string;
  /** Cookies and the like are sent along. */
  readonly credentials: boolean;
  readonly related?: Place;
}

export const check = defineCheck((program, report) => {
  const { listeners } = program.deployment;
  // Where everybody may call everything, what pages may read is the smaller part of it.
  if (listeners.some((each) => each.protection === "open")) return;
  const reachable = listeners.some(
    (each) => each.protection === "rebinding" || each.protection === "optional-auth",
  );
  const found = [...fromLibraries(program), ...fromHeaders(program)].filter(
    (each) => each.credentials || reachable,
  );
  const first = found.find((each) => each.credentials) ?? found[0];
  if (first === undefined) return;
  report({
    once: true,
    at: first.at,
    message: first.credentials
      ? `${first.what} lets scripts of every origin read answers that the browser fetched with the user's credentials.`
      : `${first.what} lets scripts of every origin read the answers of a server that asks for no token, so any web page can use it.`,
    related: [
      ...(first.related === undefined ? [] : [{ at: first.related, text: "the origins" }]),
      ...found.filter((each) => each !== first).map((each) => ({ at: each.at, text: "here too" })),
    ],
  });
});

/** A pattern that every origin matches. */
const ANY_ORIGIN = /^\^?\(?(https?\??:(\\?\/){2})?\(?\.[*+]\)?\)?\$?$/;

function fromLibraries(program: Program): Found[] {
  const { calls, settings } = program.deployment;
  return calls.hosting("cors").flatMap(({ call, row, value }) => {
    const setting = value === undefined ? undefined : settings.of(value);
    const any = setting === undefined ? row.default === "all" : setting.consts.includes("*");
    const reflected =
      setting?.consts.some((c) => c === true || (typeof c === "string" && ANY_ORIGIN.test(c))) === true ||
      value?.refs.some((r) => r.kind === "regex" && ANY_ORIGIN.test(r.source)) === true ||
      value?.refs.some((r) => r.kind === "fn" && lets(program.codeOf(r.module, r.fn))) === true;
    if (!any && !reflected) return [];
    const given = row.credentials === undefined ? undefined : calls.read(call, row.credentials);
    const withCredentials =
      given?.consts.includes(true) === true && given.consts.every((c) => c === true) && !given.unknown;
    const credentials = withCredentials && (reflected || (any && row.reflects === true));
    return [{ at: call.site, what: callName(call.path), credentials }];
  });
}

/** A function that is asked for each origin and lets all of them: `(origin) => origin`, `(_, done) => done(null, true)`. */
function lets(code: FunctionCode): boolean {
  const { blocks, params } = code.fn;
  if (blocks.some((block) => block.term.op === "branch" || block.term.op === "throw")) return false;
  const [origin, done] = params.map((param) => param.name);
  const answers = blocks.flatMap(({ term }) =>
    term.op === "return" && term.src !== undefined ? [code.text(term.src)] : [],
  );
  if (origin !== undefined && answers.length > 0 && answers.every((text) => text === origin)) return true;
  return instructions(code).some(
    (instr) =>
      instr.op === "call" &&
      done !== undefined &&
      code.text(instr.callee) === done &&
      instr.args[1] !== undefined &&
      (code.constant(instr.args[1].value) === true || code.text(instr.args[1].value) === origin),
  );
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
  const checked = program.deployment.evidence.hostCheck("program").length > 0;
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
