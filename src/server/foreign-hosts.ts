/**
 * Functions that look at the Host or Origin header and let a host in that is not their own: the name is open on one
 * side, or what is found strange is written down and served.
 *
 *   if (!req.headers.host?.startsWith("localhost")) return deny(res);      localhost.evil.example
 *   if (!OWN.has(req.headers.host)) console.warn("strange"); next();       everybody
 */
import type { FunctionCode } from "../ir/code.js";
import type { ConstValue, Instr, RegexLiteral, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import { decided, fixed, isEqual, type Known } from "./decided.js";
import { isHarmless } from "./harmless.js";
import { foreignSide, type Looks } from "./host-patterns.js";
import { type IsRead, isPiece } from "./pieces.js";
import { Ways } from "./ways.js";

const MEMBER = /^(has|includes|contains)$/;
const BEGINS = /^(startsWith|startswith)$/;
const ENDS = /^(endsWith|endswith)$/;
/** Calls of patterns by the way they look. */
const LOOKS: Readonly<Record<string, Looks>> = {
  test: "anywhere",
  search: "anywhere",
  exec: "anywhere",
  match: "begin",
  fullmatch: "whole",
};

/** Does the function surely let a request pass that names a foreign host? */
export function letsForeignHosts(code: FunctionCode, isRead: IsRead): boolean {
  const known: Known = ({ at, instr, temp }) => ofForeign(at, instr, temp, isRead);
  return new Ways(code).surelyLets((cond) => decided(code, cond, known), {
    mayRefuse: (call) => !isHarmless(code, call),
  });
}

/** What a condition answers of the name of a foreign host; undefined where it asks for something else. */
function ofForeign(code: FunctionCode, instr: Instr, temp: Temp, isRead: IsRead): boolean | undefined {
  const isHost = (t: Temp): boolean => isPiece(code, t, isRead);
  if (instr.op === "call") return ofCall(code, instr, isHost);
  if (instr.op === "binary") {
    const same =
      instr.operator === "in" ? true : instr.operator === "not in" ? false : isEqual(instr.operator);
    if (same === undefined || isHost(instr.left) === isHost(instr.right)) return undefined;
    const other = isHost(instr.left) ? instr.right : instr.left;
    // "localhost" in host
    const text = code.constant(instr.left);
    if (/in$/.test(instr.operator) && isHost(instr.right))
      return typeof text === "string" ? (open(quoted(text), "anywhere") ? same : !same) : undefined;
    return fixed(code, other) === "nothing" || !isRequest(code, other) ? !same : undefined;
  }
  return isHost(temp) ? true : undefined;
}

/** Is it something of the request, which may say the same? */
const isRequest = (code: FunctionCode, temp: Temp): boolean =>
  /(^|[._])(req|request|headers?|ctx|origin|host|referer)\b/i.test(code.text(temp));

function ofCall(
  code: FunctionCode,
  { self, method = "", args, callee }: Extract<Instr, { op: "call" }>,
  isHost: (temp: Temp) => boolean,
): boolean | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (self !== undefined && isHost(self)) {
    const text = code.constant(first.value);
    if (isRegex(text))
      return method === "match" || method === "test" ? open(text.regex, "anywhere") : undefined;
    const texts = textsOf(code, first.value);
    if (texts === undefined) return undefined;
    if (BEGINS.test(method)) return texts.some((each) => open(`^${quoted(each)}`, "anywhere"));
    if (ENDS.test(method)) return texts.some((each) => open(`${quoted(each)}$`, "anywhere"));
    return method === "includes" ? texts.some((each) => open(quoted(each), "anywhere")) : undefined;
  }
  const looks = LOOKS[lastName(code.text(callee))];
  if (looks !== undefined) {
    // pattern.test(host), pattern.match(host); re.match(pattern, host)
    const isModule = second !== undefined && isHost(second.value);
    const pattern = isModule ? first.value : self;
    if (pattern === undefined || (!isModule && !isHost(first.value))) return undefined;
    const source = patternOf(code, pattern);
    return source === undefined ? undefined : open(source, looks);
  }
  return MEMBER.test(method) && isHost(first.value) ? false : undefined;
}

/** A constant text, or several: `host.startswith(("localhost", "127."))`. */
function textsOf(code: FunctionCode, temp: Temp): readonly string[] | undefined {
  const made = code.origin(temp);
  const temps = made?.instr.op === "array" ? made.instr.elements.map(({ value }) => value) : [temp];
  const texts = temps.map((each) => (made?.code ?? code).constant(each));
  return texts.every((each): each is string => typeof each === "string") ? texts : undefined;
}

const open = (source: string, looks: Looks): boolean => foreignSide(source, looks) !== undefined;
const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const isRegex = (value: ConstValue | undefined): value is RegexLiteral =>
  typeof value === "object" && value !== null;

/** The source of a pattern: a literal, a text, or what was compiled of one. */
function patternOf(code: FunctionCode, temp: Temp): string | undefined {
  const found = code.origin(temp);
  const made = found?.instr;
  if (
    found !== undefined &&
    made?.op === "call" &&
    /(^|\.)(compile|RegExp)$/.test(found.code.text(made.callee))
  )
    return made.args[0] === undefined ? undefined : patternOf(found.code, made.args[0].value);
  const value = code.constant(temp);
  return isRegex(value) ? value.regex : typeof value === "string" ? value : undefined;
}
