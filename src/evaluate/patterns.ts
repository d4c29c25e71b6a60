/**
 * Patterns of the audited program are run on short texts, when it is known beforehand that this takes few steps: how
 * many ways there are to match a text of some length is counted first, and a pattern with too many is not run.
 */
import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { pythonPattern } from "../ir/python-patterns.js";
import { lost, Pattern } from "./values.js";

const MAX_WAYS = 2e6;
const MAX_PATTERN = 4_000;

const compiled = new Map<string, { readonly re: RegExp; readonly ast: AST.Pattern } | undefined>();

/** The pattern, to be run on this text from where it stands; Lost where that may take long. */
export function runnable(pattern: Pattern, text: string): RegExp {
  const known = compile(pattern) ?? lost();
  const most = ways(known.ast.alternatives, text.length + 1);
  if (!(most <= MAX_WAYS)) lost();
  effort += most;
  return new RegExp(known.re.source, known.re.flags);
}

let effort = 0;
const WAYS_OF_STEP = 200;

/** Steps that patterns may have taken since this was asked last. */
export function takeEffort(): number {
  const steps = Math.floor(effort / WAYS_OF_STEP);
  effort = 0;
  return steps;
}

function compile({ source, flags }: Pattern): { readonly re: RegExp; readonly ast: AST.Pattern } | undefined {
  const key = `${flags}/${source}`;
  if (!compiled.has(key)) compiled.set(key, read(source, flags));
  return compiled.get(key);
}

function read(source: string, flags: string): { readonly re: RegExp; readonly ast: AST.Pattern } | undefined {
  if (source.length > MAX_PATTERN) return undefined;
  try {
    const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode: flags.includes("u"),
      unicodeSets: flags.includes("v"),
    });
    return { re: new RegExp(source, flags), ast };
  } catch {
    return undefined;
  }
}

/** A pattern of Python, compiled with flags of these letters (`im`). */
export function ofPython(written: string, letters: string): Pattern {
  const { source, flags } = pythonPattern(written, letters);
  return new Pattern(source, flags);
}

/** In how many ways at most one of the alternatives can match a text of this length. */
function ways(alternatives: readonly AST.Alternative[], length: number): number {
  let all = 0;
  for (const { elements } of alternatives) {
    let some = 1;
    for (const element of elements) some *= waysOf(element, length);
    all += some;
  }
  return all;
}

function waysOf(element: AST.Element, length: number): number {
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return ways(element.alternatives, length);
    case "Assertion":
      return element.kind === "lookahead" || element.kind === "lookbehind"
        ? ways(element.alternatives, length)
        : 1;
    case "Backreference":
      return Number.POSITIVE_INFINITY;
    case "Quantifier": {
      const times = Math.min(element.max, length);
      const each = waysOf(element.element, length);
      return each === 1 && !canBeLong(element.element)
        ? times - Math.min(element.min, times) + 1
        : (each + 1) ** times;
    }
    default:
      return 1;
  }
}

/** Can it match more than one character at once? Repeated, it may be cut in several ways. */
const canBeLong = (element: AST.Element): boolean =>
  (element.type === "Group" || element.type === "CapturingGroup") &&
  element.alternatives.some(({ elements }) => elements.some((e) => e.type === "Quantifier"));
