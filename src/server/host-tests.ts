/**
 * Calls that test a host or an origin, and the side on which they leave its name open.
 *
 *   host.startsWith("localhost")       behind: localhost.evil.example
 *   /acme\.io$/.test(origin)           before: evilacme.io
 *   OWN.has(host)                      no side
 */
import type { FunctionCode } from "../ir/code.js";
import type { ConstValue, Instr, RegexLiteral, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import { BEGINS, ENDS, MEMBER } from "./comparisons.js";
import { type Foreign, foreignSide, type Looks } from "./host-patterns.js";

/** Calls of patterns by the way they look. */
const LOOKS: Readonly<Record<string, Looks>> = {
  test: "anywhere",
  search: "anywhere",
  exec: "anywhere",
  match: "begin",
  fullmatch: "whole",
};

/** The side that a call leaves open, or that it leaves none; undefined where it tests something else. */
export function sideLeftOpen(
  code: FunctionCode,
  { self, method = "", args, callee }: Extract<Instr, { op: "call" }>,
  isHost: (temp: Temp) => boolean,
): Foreign | "none" | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (self !== undefined && isHost(self)) {
    const text = code.constant(first.value);
    if (isRegex(text))
      return method === "match" || method === "test" ? sideOf([text.regex], "anywhere") : undefined;
    const texts = textsOf(code, first.value)?.map(quoted);
    if (texts === undefined) return undefined;
    if (BEGINS.test(method))
      return sideOf(
        texts.map((each) => `^${each}`),
        "anywhere",
      );
    if (ENDS.test(method))
      return sideOf(
        texts.map((each) => `${each}$`),
        "anywhere",
      );
    return method === "includes" ? sideOf(texts, "anywhere") : undefined;
  }
  const looks = LOOKS[lastName(code.text(callee))];
  if (looks !== undefined) {
    // pattern.test(host), pattern.match(host); re.match(pattern, host)
    const isModule = second !== undefined && isHost(second.value);
    const pattern = isModule ? first.value : self;
    if (pattern === undefined || (!isModule && !isHost(first.value))) return undefined;
    const source = patternOf(code, pattern);
    return source === undefined ? undefined : sideOf([source], looks);
  }
  return MEMBER.test(method) && isHost(first.value) ? "none" : undefined;
}

/** Does a host that is not meant hold the text somewhere? */
export const sideBeside = (text: string): Foreign | "none" => sideOf([quoted(text)], "anywhere");

function sideOf(sources: readonly string[], looks: Looks): Foreign | "none" {
  for (const source of sources) {
    const side = foreignSide(source, looks);
    if (side !== undefined) return side;
  }
  return "none";
}

/** A constant text, or several: `host.startswith(("localhost", "127."))`. */
function textsOf(code: FunctionCode, temp: Temp): readonly string[] | undefined {
  const made = code.origin(temp);
  const texts =
    made?.instr.op === "array"
      ? made.instr.elements.map(({ value }) => made.code.constant(value))
      : [code.constant(temp)];
  return texts.every((each): each is string => typeof each === "string") ? texts : undefined;
}

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
