/**
 * Patterns that an origin or a host has to match: do they fix the whole name of the host?
 *
 *   /^https?:\/\/localhost(:\d+)?$/        yes
 *   /^https?:\/\/localhost/                no: localhost.evil.example
 *   /acme\.io$/                            no: evilacme.io
 *   /^https:\/\/.+.acme\.io$/              neither: the dot in front of the name is any character
 *   /\.acme\.io$/, /^https:\/\/.*\.acme\.io$/   yes: names below it are the owner's
 *
 * Browsers write a port behind the host and nothing else, so whatever follows a colon is one.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** How a call looks for a pattern: in the whole text, from its begin, or anywhere. */
export type Looks = "whole" | "begin" | "anywhere";

/** On which side of the name something foreign may stand, or whether any name will do; undefined where that is not known. */
export type Foreign = "before" | "behind" | "all";

const MAX_LENGTH = 500;
const MAX_WAYS = 64;

export function foreignSide(source: string, looks: Looks): Foreign | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  let ways: Choices | undefined;
  try {
    ways = waysThrough(
      new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source.replace(/\\Z/g, "$")).alternatives,
    );
  } catch {
    return undefined;
  }
  if (ways === undefined) return undefined;
  for (const way of ways) {
    const side = sideOf(way, looks);
    if (side !== undefined) return side;
  }
  return undefined;
}

/** The begin, the end, a character of a name, several of one label, any number of any, one that is written out, or something else. */
type Piece = "^" | "$" | "name" | "names" | "any" | "other" | { readonly char: string };
type Choices = readonly (readonly Piece[])[];

function sideOf(way: readonly Piece[], looks: Looks): Foreign | undefined {
  const begin = looks !== "anywhere" || way.includes("^") ? [] : (["any"] as const);
  const end = looks === "whole" || way.includes("$") ? [] : (["any"] as const);
  const all: readonly Piece[] = [...begin, ...way.filter((p) => p !== "^" && p !== "$"), ...end];
  const pieces = all.filter((p, i) => p !== "any" || all[i - 1] !== "any");
  const isChar = (p: Piece | undefined, wanted: RegExp): boolean =>
    typeof p === "object" && wanted.test(p.char);
  // Behind the colon of a port nothing of the name can stand; that of a scheme has slashes behind it.
  const port = pieces.findIndex((p, i) => isChar(p, /:/) && !isChar(pieces[i + 1], /\//));
  const scheme = pieces.findIndex((p, i) => isChar(p, /\//) && isChar(pieces[i - 1], /\//));
  const written = pieces.slice(0, Math.max(0, scheme - 1)).map((p) => (typeof p === "object" ? p.char : ""));
  // No web page is at home under another scheme.
  if (scheme >= 0 && !/^(https?:)?$/i.test(written.join(""))) return undefined;
  const from = scheme + 1;
  const to = port < 0 ? pieces.length : port;
  for (let i = from; i < to; i++) {
    const isAny = pieces[i] === "any";
    if (!isAny && pieces[i] !== "names") continue;
    // One more character of the same name ends nothing: `.*.acme`.
    let next = i + 1;
    while (pieces[next] === "name" || pieces[next] === "names") next++;
    if (isAny && next >= to) return i === from ? "all" : port >= 0 ? undefined : "behind";
    if (next < to && isChar(pieces[next], ALNUM)) return "before";
  }
  return undefined;
}

const ALNUM = /[a-z\d]/i;

/** The ways through alternatives; undefined where there are too many. */
function waysThrough(alternatives: readonly AST.Alternative[]): Choices | undefined {
  const all: (readonly Piece[])[] = [];
  for (const { elements } of alternatives) {
    let ways: Choices = [[]];
    for (const element of elements) {
      const next = piecesOf(element);
      if (next === undefined || ways.length * next.length > MAX_WAYS) return undefined;
      ways = ways.flatMap((way) => next.map((pieces) => [...way, ...pieces]));
    }
    all.push(...ways);
  }
  return all.length > MAX_WAYS ? undefined : all;
}

/** The ways through one element of a pattern. */
function piecesOf(e: AST.Element): Choices | undefined {
  switch (e.type) {
    case "Assertion":
      return e.kind === "start" ? [["^"]] : e.kind === "end" ? [["$"]] : [["other"]];
    case "Group":
    case "CapturingGroup":
      return waysThrough(e.alternatives);
    case "Quantifier": {
      if (e.max > 1 && isAnything(e.element)) return [["any"]];
      const inner = piecesOf(e.element);
      const one = inner?.map((way) => (e.max > 1 && way.length === 1 && way[0] === "name" ? NAMES : way));
      return e.min === 0 && one !== undefined ? [[], ...one] : one;
    }
    case "Character":
      return [[{ char: String.fromCodePoint(e.value) }]];
    case "CharacterSet":
      return [[e.kind === "space" && !e.negate ? "other" : "name"]];
    case "CharacterClass":
      return [[pieceOf(e)]];
    default:
      return [["other"]];
  }
}

const NAMES: readonly Piece[] = ["names"];

/** `[.]` is a dot, and `[.:/]` nothing of a label. */
function pieceOf({ elements, negate }: AST.CharacterClass): Piece {
  const [only, ...more] = elements;
  if (negate) return "name";
  if (only?.type === "Character" && more.length === 0) return { char: String.fromCodePoint(only.value) };
  const isOfName = elements.some((x) =>
    x.type === "Character" ? ALNUM.test(String.fromCodePoint(x.value)) : true,
  );
  return isOfName ? "name" : "other";
}

/** A character that may be a dot as well as a letter: repeated, it is any name. */
function isAnything(e: AST.Element): boolean {
  if (e.type === "CharacterSet") return e.kind === "any" || (e.kind === "space" && e.negate);
  if (e.type === "Group" || e.type === "CapturingGroup")
    return e.alternatives.some(
      ({ elements: [only, ...more] }) => more.length === 0 && only !== undefined && isAnything(only),
    );
  if (e.type !== "CharacterClass") return false;
  const dot = e.elements.some((x) =>
    x.type === "Character"
      ? x.value === DOT
      : x.type === "CharacterClassRange"
        ? x.min.value <= DOT && DOT <= x.max.value
        : x.type === "CharacterSet" && x.kind !== "word" && "negate" in x && x.negate,
  );
  return e.negate
    ? !dot
    : dot && e.elements.some((x) => x.type === "CharacterClassRange" || x.type === "CharacterSet");
}

const DOT = 0x2e;
