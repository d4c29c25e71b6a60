/**
 * A name for a finding that survives moved lines, so that a later scan knows it again.
 *
 * It is made of the rule, the path, and the text of the place with white space levelled; neither the
 * line number nor the severity nor the wording of the message is part of it. Equal places in one file
 * are told apart by their order.
 */
import { createHash } from "node:crypto";
import { comparePlaces, compareText } from "./order.js";
import type { Finding, Location } from "./types.js";

/** Of a minified line, this much before and after the column counts. */
const NEAR = 80;
const LONG_LINE = 300;

type Unnamed = Omit<Finding, "fingerprint">;

/** Gives each finding its fingerprint; the order of the list is kept. */
export function fingerprintAll(
  findings: readonly Unnamed[],
  linesOf: (place: Location) => readonly string[] | undefined,
): Finding[] {
  const seen = new Map<string, number>();
  const names = new Map<Unnamed, string>();
  const inPlaceOrder = [...findings].sort(
    (a, b) => comparePlaces(a, b) || compareText(identity(a), identity(b)),
  );
  for (const finding of inPlaceOrder) {
    const key = JSON.stringify([finding.ruleId, finding.location.path, placeText(finding, linesOf)]);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    names.set(finding, createHash("sha256").update(`${key}#${ordinal}`).digest("hex").slice(0, 32));
  }
  return findings.map((finding) => ({ ...finding, fingerprint: names.get(finding) ?? "" }));
}

/** Tells findings of one place apart, so that their order does not hang on that of the engine. */
function identity({ ruleId, message, origins, severity, confidence }: Unnamed): string {
  return JSON.stringify([ruleId, message, origins, severity, confidence]);
}

/** The code of the place, or what the finding starts from where the code cannot be read. */
function placeText(finding: Unnamed, linesOf: (place: Location) => readonly string[] | undefined): string {
  const { span } = finding.location;
  const lines = linesOf(finding.location)?.slice(span.line - 1, span.endLine) ?? [];
  if (lines.length === 0) {
    return finding.origins.map((origin) => `${origin.kind}:${origin.name}:${origin.parameter}`).join(",");
  }
  const text =
    lines.length === 1 && (lines[0]?.length ?? 0) > LONG_LINE
      ? (lines[0] ?? "").slice(Math.max(0, span.col - NEAR), span.col + NEAR)
      : lines.join(" ");
  return text.replace(/\s+/g, " ").trim();
}
