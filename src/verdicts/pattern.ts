/**
 * What a regular expression lets through: which characters a match can hold, and whether it is anchored at
 * both ends. Patterns are parsed, never run on text of the audited tree.
 */
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { pythonPattern } from "../ir/python-patterns.js";

export interface PatternInfo {
  /** Both ends are fixed in every alternative. */
  readonly anchored: boolean;
  /** Anchored at the start only. */
  readonly anchoredStart: boolean;
  /** Can a match hold this character? */
  allows(char: string): boolean;
  /** Characters the first position can be; undefined when unknown. */
  startsWith(char: string): boolean;
  /** Can a match hold this character twice in a row? */
  doubles(char: string): boolean;
  /** Of what a text is made in which nothing is found: /[^a-z]/, /[;&|]/, /;|&/; undefined where no single character is asked for. */
  readonly complement: ((char: string) => boolean) | undefined;
  /** The characters that are found one by one: /[;&|]/, /(["$])/; undefined where a match may be longer. */
  readonly single: ((char: string) => boolean) | undefined;
  /** Can the group of this number or name hold the character? Of no such group: can the match? */
  groupAllows(group: string, char: string): boolean;
  /** Is every match of one domain: a text, or one that holds a dot and the name behind it? */
  readonly fixesDomain: boolean;
  /** A plain list of characters or words is looked for. */
  readonly mentions: (text: string) => boolean;
}

/** A pattern as operations carry it, `/source/flags`; undefined for plain text. */
export function writtenPattern(
  text: string,
): { readonly source: string; readonly flags: string } | undefined {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  return source === undefined || flags === undefined ? undefined : { source, flags };
}

const cache = new Map<string, PatternInfo | undefined>();

export function patternInfo(source: string, flags: string): PatternInfo | undefined {
  const key = `${flags}/${source}`;
  if (!cache.has(key)) cache.set(key, analyse(source, flags));
  return cache.get(key);
}

function analyse(source: string, flags: string): PatternInfo | undefined {
  if (source.length > 2000) return undefined;
  // Those of schemas come as Python writes them.
  const js = /\(\?P|\\[AZ]/.test(source) ? pythonPattern(source).source : source;
  let ast: AST.Pattern;
  try {
    ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(js, 0, js.length, {
      unicode: flags.includes("u"),
      unicodeSets: flags.includes("v"),
    });
  } catch {
    return undefined;
  }
  const multiline = flags.includes("m");
  const insensitive = flags.includes("i");
  const leaves = leavesOf(ast.alternatives);
  let known: ReadonlyMap<string, readonly Leaf[]> | undefined;
  const groups = () => (known ??= groupsOf(ast));
  const allows = (c: string) => leaves.some((l) => matches(l, c, insensitive));
  return {
    anchored:
      !multiline && ast.alternatives.length > 0 && ast.alternatives.every((a) => starts(a) && ends(a)),
    anchoredStart: !multiline && ast.alternatives.every(starts),
    allows,
    startsWith: (c) => ast.alternatives.some((a) => firstCan(a.elements, c, insensitive)),
    doubles: (c) => runsOf(ast.alternatives, c, insensitive).twice,
    complement: complementOf(ast, insensitive),
    single: singleOf(ast, insensitive),
    groupAllows: (group, c) => {
      const leavesOfGroup = groups().get(group);
      return (leavesOfGroup ?? leaves).some((l) => matches(l, c, insensitive));
    },
    fixesDomain: ast.alternatives.every(({ elements }) => holdsDomain(elements)),
    mentions: (text) => source.includes(text),
  };
}

/** What the capturing groups hold, by number and by name. */
function groupsOf(ast: AST.Pattern): ReadonlyMap<string, readonly Leaf[]> {
  const found: AST.CapturingGroup[] = [];
  visitRegExpAST(ast, { onCapturingGroupEnter: (group) => void found.push(group) });
  found.sort((a, b) => a.start - b.start);
  return new Map(
    found.flatMap((group, i) => {
      const leaves = leavesOf(group.alternatives);
      const numbered = [String(i + 1), leaves] as const;
      return group.name === null ? [numbered] : [numbered, [group.name, leaves] as const];
    }),
  );
}

type Leaf = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

function leavesOf(alternatives: readonly AST.Alternative[]): Leaf[] {
  const out: Leaf[] = [];
  const stack: AST.Element[] = alternatives.flatMap((a) => a.elements);
  while (stack.length > 0) {
    const e = stack.pop() as AST.Element;
    if (e.type === "Quantifier") stack.push(e.element);
    else if (e.type === "Group" || e.type === "CapturingGroup")
      stack.push(...e.alternatives.flatMap((a) => a.elements));
    else if (
      e.type === "Character" ||
      e.type === "CharacterClass" ||
      e.type === "CharacterSet" ||
      e.type === "ExpressionCharacterClass"
    )
      out.push(e);
  }
  return out;
}

function starts(a: AST.Alternative): boolean {
  const first = a.elements[0];
  if (first === undefined) return false;
  if (first.type === "Assertion") return first.kind === "start";
  return (first.type === "Group" || first.type === "CapturingGroup") && first.alternatives.every(starts);
}

function ends(a: AST.Alternative): boolean {
  const end = a.elements[a.elements.length - 1];
  if (end === undefined) return false;
  if (end.type === "Assertion") return end.kind === "end";
  return (end.type === "Group" || end.type === "CapturingGroup") && end.alternatives.every(ends);
}

function firstCan(elements: readonly AST.Element[], c: string, i: boolean): boolean {
  for (const e of elements) {
    switch (e.type) {
      case "Assertion":
        if (
          e.kind === "lookahead" &&
          e.negate &&
          e.alternatives.every((a) => a.elements.length === 1 && firstCan(a.elements, c, i))
        )
          return false;
        continue;
      case "Quantifier":
        if (firstCan([e.element], c, i)) return true;
        if (e.min > 0) return false;
        continue;
      case "Group":
      case "CapturingGroup":
        return e.alternatives.some((a) => firstCan(a.elements, c, i));
      case "Character":
      case "CharacterClass":
      case "CharacterSet":
      case "ExpressionCharacterClass":
        return matches(e, c, i);
      default:
        return true;
    }
  }
  return false;
}

/** Where one character can stand in what is matched; `empty` when nothing need be matched. */
interface Runs {
  readonly first: boolean;
  readonly last: boolean;
  readonly twice: boolean;
  readonly empty: boolean;
}

const NOTHING: Runs = { first: false, last: false, twice: false, empty: true };

function runsOf(alternatives: readonly AST.Alternative[], c: string, i: boolean): Runs {
  const each = alternatives.map((a) => a.elements.map((e) => runsIn(e, c, i)).reduce(inSequence, NOTHING));
  return {
    first: each.some((r) => r.first),
    last: each.some((r) => r.last),
    twice: each.some((r) => r.twice),
    empty: each.some((r) => r.empty),
  };
}

function inSequence(a: Runs, b: Runs): Runs {
  return {
    first: a.first || (a.empty && b.first),
    last: b.last || (b.empty && a.last),
    twice: a.twice || b.twice || (a.last && b.first),
    empty: a.empty && b.empty,
  };
}

function runsIn(e: AST.Element, c: string, i: boolean): Runs {
  switch (e.type) {
    case "Assertion":
      return NOTHING;
    case "Quantifier": {
      const r = runsIn(e.element, c, i);
      return { ...r, twice: r.twice || (e.max > 1 && r.first && r.last), empty: r.empty || e.min === 0 };
    }
    case "Group":
    case "CapturingGroup":
      return runsOf(e.alternatives, c, i);
    case "Character":
    case "CharacterClass":
    case "CharacterSet":
    case "ExpressionCharacterClass": {
      const can = matches(e, c, i);
      return { first: can, last: can, twice: false, empty: false };
    }
    default:
      return { first: true, last: true, twice: true, empty: true };
  }
}

function matches(e: Leaf, c: string, i: boolean): boolean {
  if (e.type === "Character") return same(e.value, c, i);
  if (e.type === "CharacterSet") return inSet(e, c);
  if (e.type === "ExpressionCharacterClass") return true;
  const inside = e.elements.some((x) => {
    if (x.type === "Character") return same(x.value, c, i);
    if (x.type === "CharacterClassRange") {
      const code = c.codePointAt(0) as number;
      return code >= x.min.value && code <= x.max.value;
    }
    if (x.type === "CharacterSet") return inSet(x, c);
    return true;
  });
  return e.negate ? !inside : inside;
}

function same(value: number, c: string, i: boolean): boolean {
  const other = String.fromCodePoint(value);
  return other === c || (i && other.toLowerCase() === c.toLowerCase());
}

function inSet(e: AST.CharacterSet, c: string): boolean {
  switch (e.kind) {
    case "any":
      return c !== "\n";
    case "digit":
      return /\d/.test(c) !== e.negate;
    case "space":
      return /\s/.test(c) !== e.negate;
    case "word":
      return /\w/.test(c) !== e.negate;
    default:
      return true;
  }
}

/** Of what a text is made in which the pattern is found nowhere: what it finds by itself, wherever that stands, is not in it. */
function complementOf(ast: AST.Pattern, i: boolean): ((c: string) => boolean) | undefined {
  const alone = ast.alternatives.flatMap(({ elements }) => leafOf(elements) ?? []);
  return alone.length === 0 ? undefined : (c) => !alone.some((leaf) => matches(leaf, c, i));
}

function singleOf(ast: AST.Pattern, i: boolean): ((c: string) => boolean) | undefined {
  const each = ast.alternatives.map(({ elements }) => leafOf(elements, 1));
  return each.includes(undefined) ? undefined : (c) => each.some((leaf) => leaf && matches(leaf, c, i));
}

/** The one character that an alternative asks for, at most so many times. */
function leafOf([only, ...others]: readonly AST.Element[], most = Infinity): Leaf | undefined {
  if (only === undefined || others.length > 0) return undefined;
  switch (only.type) {
    case "Character":
    case "CharacterClass":
    case "CharacterSet":
      return only;
    case "Quantifier":
      return only.min === 1 && only.max <= most ? leafOf([only.element], most) : undefined;
    case "Group":
    case "CapturingGroup":
      return only.alternatives.length === 1 ? leafOf(only.alternatives[0]?.elements ?? [], most) : undefined;
    default:
      return undefined;
  }
}

function holdsDomain(elements: readonly AST.Element[]): boolean {
  let text = "";
  for (const e of elements) {
    if (e.type === "Assertion") continue;
    const group = e.type === "Quantifier" && e.min > 0 ? e.element : e;
    if (group.type === "Group" || group.type === "CapturingGroup")
      if (group.alternatives.every((a) => holdsDomain(a.elements))) return true;
    text += e.type === "Character" ? String.fromCodePoint(e.value) : ANYTHING;
  }
  return /\.[a-z][a-z\d-]/i.test(text) || (text !== "" && !text.includes(ANYTHING));
}

/** Stands for what is no single character. */
const ANYTHING = "\0";
