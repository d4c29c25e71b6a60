/**
 * Tokens that a server for the network issues: signed ones without an end, and signed or opaque ones whose
 * lifetime is a constant of more than an hour. Lifetimes are read as they are written, in seconds ("exp",
 * "expires_in") or as texts such as "7d"; the present time counts as nothing, so that what is added to it is
 * left. Refresh tokens live longer by design and are silent.
 */
import {
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  type Place,
  type Program,
  placeOf,
  type Temp,
} from "../../src/rules/api.js";

const HOUR = 3600;
/** A clock that is a little off. */
const TOLERANCE = 60;
const MAX_DEPTH = 12;
const REFRESH = /refresh/i;

interface Issued {
  readonly at: Place;
  /** Seconds; undefined when it never ends. */
  readonly lifetime: number | undefined;
}

export const check = defineCheck((program, report) => {
  if (!program.deployment.network && program.deployment.allListeners.length === 0) return;
  const [first, ...others] = [...signed(program), ...answered(program)].filter(
    ({ lifetime }) => lifetime === undefined || lifetime > HOUR + TOLERANCE,
  );
  if (first === undefined) return;
  report({
    once: true,
    at: first.at,
    message:
      first.lifetime === undefined
        ? "The token that is made here never expires; whoever comes by it keeps it for good."
        : `The token that is made here is good for ${inWords(first.lifetime)}; whoever comes by it has that long to use it.`,
    related: others.map((each) => ({ at: each.at, text: "another token" })),
  });
});

/** Tokens made by a library that signs them. */
function signed(program: Program): Issued[] {
  return program.calls.hosting("issue").flatMap(({ call, value }): Issued[] => {
    const code = program.codeOf(call.site.module, call.fn);
    const instr = code.callAt(call.site.span);
    if (instr === undefined || REFRESH.test(code.fn.name)) return [];
    const end = endOf(code, instr);
    if (end === undefined)
      return value === undefined && isPlain(code, instr) ? [{ at: call.site, lifetime: undefined }] : [];
    const lifetime = seconds(end.code, end.temp, 0);
    return lifetime === undefined ? [] : [{ at: call.site, lifetime }];
  });
}

/** Are the claims and the options written down here, so that an end that is not there is not there? */
function isPlain(code: FunctionCode, call: Extract<Instr, { op: "call" }>): boolean {
  const claims = call.args.find((arg) => arg.name === undefined || /^(payload|claims)$/.test(arg.name));
  const options = call.args.filter((arg) => arg.name === undefined)[2];
  return [claims, options].every((arg, index) => {
    if (arg === undefined) return index === 1;
    const made = code.origin(arg.value)?.instr;
    if (made?.op === "array") return index === 1;
    return made?.op === "object" && made.entries.every((entry) => entry.key !== undefined);
  });
}

const END = /^(exp|expiresIn)$/;

/** Where the end of a token is written: in its claims, in the options, or in a variable that holds them. */
function endOf(
  code: FunctionCode,
  instr: Extract<Instr, { op: "call" }>,
): { readonly code: FunctionCode; readonly temp: Temp } | undefined {
  for (const arg of instr.args) {
    const made = code.origin(arg.value);
    if (made?.instr.op !== "object") continue;
    const entry = made.instr.entries.find((each) => each.key !== undefined && END.test(each.key));
    if (entry !== undefined) return { code: made.code, temp: entry.value };
  }
  for (const each of instructions(code)) {
    if (each.op === "store" && END.test(each.key)) return { code, temp: each.src };
    if (each.op !== "storei") continue;
    const key = code.constant(each.key);
    if (typeof key === "string" && END.test(key)) return { code, temp: each.src };
  }
  return undefined;
}

/** Answers of a token endpoint: `{ access_token, expires_in: 86400 }`. */
function answered(program: Program): Issued[] {
  const out: Issued[] = [];
  for (const code of program.functionsNaming(/access_?token/i)) {
    for (const instr of instructions(code)) {
      const entries =
        instr.op === "object"
          ? instr.entries.map((each) => [each.key, each.value] as const)
          : instr.op === "call"
            ? instr.args.map((each) => [each.name, each.value] as const)
            : [];
      if (!entries.some(([key]) => key === "access_token" || key === "accessToken")) continue;
      const end = entries.find(([key]) => key === "expires_in" || key === "expiresIn");
      const lifetime = end === undefined ? undefined : seconds(code, end[1], 0);
      if (lifetime !== undefined) out.push({ at: placeOf(code, instr), lifetime });
    }
  }
  return out;
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: HOUR,
  d: 24 * HOUR,
  w: 7 * 24 * HOUR,
  y: 365 * 24 * HOUR,
};
const SPAN = /^(\d+(?:\.\d+)?)\s*(s|m|h|d|w|y)(?:ec(?:ond)?s?|in(?:ute)?s?|(?:ou)?rs?|ays?|eeks?|ears?)?$/i;
const NAMED: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: HOUR,
  days: 24 * HOUR,
  weeks: 7 * 24 * HOUR,
};

/** Seconds that an expression adds to the present, or undefined when it is not all constants. */
function seconds(code: FunctionCode, temp: Temp, depth: number): number | undefined {
  const origin = code.origin(temp);
  if (origin === undefined || depth > MAX_DEPTH) return undefined;
  const { instr } = origin;
  const of = (t: Temp): number | undefined => seconds(origin.code, t, depth + 1);
  switch (instr.op) {
    case "const": {
      if (typeof instr.value === "number") return instr.value;
      const [, count, unit] = typeof instr.value === "string" ? (SPAN.exec(instr.value) ?? []) : [];
      return unit === undefined ? undefined : Number(count) * (UNITS[unit.toLowerCase()] as number);
    }
    case "add":
      return combine("+", of(instr.left), of(instr.right));
    case "binary":
      return combine(instr.operator, of(instr.left), of(instr.right));
    case "call":
      return inCall(origin.code, instr, of);
    default:
      return undefined;
  }
}

function inCall(
  code: FunctionCode,
  instr: Extract<Instr, { op: "call" }>,
  of: (temp: Temp) => number | undefined,
): number | undefined {
  const callee = code.text(instr.callee);
  if (/(^|\.)(now|utcnow|time|getTime)$/.test(callee)) return 0;
  if (/(^|\.)timedelta$/.test(callee)) {
    let sum = 0;
    for (const [index, arg] of instr.args.entries()) {
      const unit = arg.name === undefined ? (index === 0 ? NAMED.days : NAMED.seconds) : NAMED[arg.name];
      const count = of(arg.value);
      if (unit === undefined || count === undefined) return undefined;
      sum += unit * count;
    }
    return sum;
  }
  const [only] = instr.args;
  if (only !== undefined && /(^|\.)(floor|round|trunc|ceil|int|Number)$/.test(callee)) return of(only.value);
  return instr.self !== undefined && /^timestamp$/.test(instr.method ?? "") ? of(instr.self) : undefined;
}

function combine(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
    case "//":
      return right === 0 ? undefined : left / right;
    default:
      return undefined;
  }
}

function inWords(lifetime: number): string {
  const [unit, size] = lifetime >= 48 * HOUR ? ["days", 24 * HOUR] : ["hours", HOUR];
  return `${Math.round((lifetime / (size as number)) * 10) / 10} ${unit}`;
}
