/**
 * A name for a finding by which a later scan knows it again, wherever its lines and its file have gone.
 *
 * It is made of the rule, the functions and the tool around the place, and the code of the place with its
 * form levelled. Neither line nor path is part of it, nor severity, profile or the wording of a message. A
 * finding that is about a whole server has no code in its name.
 *
 *   src/a.ts:40  execSync( `ls ${dir}`, )   in list()   ->  the same name as
 *   lib/b.ts:7   execSync(`ls ${dir}`)      in list()
 *
 * Equal places are told apart by their order; the first KEY digits of their names are the same.
 */
import { createHash } from "node:crypto";
import { comparePlaces, compareText } from "./order.js";
import type { Finding, Location } from "./types.js";

/** Digits of a fingerprint, and how many of them are the same for equal places. */
const DIGITS = 32;
const KEY = 26;
/** Of long code this much counts, so that a change in the body of a handler leaves its name alone. */
const MOST_CODE = 160;

/** What a finding is known by besides its place. */
export interface Anchored {
  /** Names that hold the place: the tool, functions and classes, from the outside to the inside. */
  readonly anchor?: readonly string[];
  /** "server": there is one such finding, wherever it is shown. */
  readonly scope?: "place" | "server";
}

export type Unnamed = Omit<Finding, "fingerprint"> & Anchored;

/** Gives each finding its fingerprint; the order of the list is kept. */
export function fingerprintAll<F extends Unnamed>(
  findings: readonly F[],
  linesOf: (place: Location) => readonly string[] | undefined,
): (F & { readonly fingerprint: string })[] {
  const seen = new Map<string, number>();
  const names = new Map<F, string>();
  const inPlaceOrder = [...findings].sort(
    (a, b) => comparePlaces(a, b) || compareText(identity(a), identity(b)),
  );
  for (const finding of inPlaceOrder) {
    const key = keyOf(finding, linesOf);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    names.set(finding, hash(key, KEY) + hash(`${key}#${ordinal}`, DIGITS - KEY));
  }
  return findings.map((finding) => ({ ...finding, fingerprint: names.get(finding) ?? "" }));
}

/** What the fingerprints of equal places have in common. */
export function fingerprintKey(fingerprint: string): string {
  return fingerprint.slice(0, KEY);
}

function hash(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

function keyOf(finding: Unnamed, linesOf: (place: Location) => readonly string[] | undefined): string {
  if (finding.scope === "server") return JSON.stringify([finding.ruleId, finding.anchor ?? []]);
  return JSON.stringify([finding.ruleId, finding.anchor ?? [], codeOf(finding, linesOf)]);
}

/** Tells findings of one place apart, so that their order does not hang on that of the engine. */
function identity({ ruleId, message, origins, severity, confidence }: Unnamed): string {
  return JSON.stringify([ruleId, message, origins, severity, confidence]);
}

/** The code of the place, or what the finding starts from where the code cannot be read. */
function codeOf(finding: Unnamed, linesOf: (place: Location) => readonly string[] | undefined): string {
  const { span } = finding.location;
  const lines = linesOf(finding.location)?.slice(span.line - 1, Math.max(span.endLine, span.line)) ?? [];
  const cut = lines.map((line, at) => {
    const end = span.line + at === span.endLine ? span.endCol : line.length;
    return line.slice(at === 0 ? span.col : 0, end);
  });
  const code = levelled(cut);
  if (code !== "") return code.slice(0, MOST_CODE);
  return finding.origins.map((origin) => `${origin.kind}:${origin.name}:${origin.parameter}`).join(",");
}

const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#)/;

/** Code without what a formatter changes: white space, kind of quotes, commas at the end, semicolons. */
function levelled(lines: readonly string[]): string {
  return lines
    .filter((line) => !COMMENT_LINE.test(line))
    .join("")
    .slice(0, MOST_CODE * 8)
    .replace(/[\s;\\]+/g, "")
    .replace(/['"`]+/g, '"')
    .replace(/,(?=[)\]}])/g, "")
    .replace(/\((\w+)\)=>/g, "$1=>");
}
