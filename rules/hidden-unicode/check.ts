/**
 * Characters that people do not see, or take for others, in what the model is told. The report shows code
 * points and what a hidden run says, never the characters themselves.
 */
import { defineCheck, type Place, quote, type Told } from "../../src/rules/api.js";
import { type Oddity, oddities } from "./characters.js";

export const check = defineCheck((program, report) => {
  const reported = new Set<string>();
  for (const told of program.told) {
    const found = oddities(told.text, told.what === "name" || told.text === told.field);
    const first = found[0];
    if (first === undefined) continue;
    const at = program.placeOfText(
      told.text.slice(Math.max(0, first.index - 4), first.index + 4),
      program.placeOfText(told.text, told.at),
    );
    const key = `${keyOf(at)}|${first.points.join()}`;
    if (reported.has(key)) continue;
    reported.add(key);
    const hidden = found.find((each) => each.decoded !== undefined) ?? first;
    report({
      at,
      message: sentence(told, hidden),
      // Without a message in them, such characters may be left over from copying.
      ...(isLikelyLeftOver(found) ? { severity: "medium" as const, confidence: "medium" as const } : {}),
    });
  }
});

const keyOf = (at: Place): string =>
  "module" in at ? `${at.module.path}:${at.span.line}` : `${at.path}:${at.span.line}`;

function isLikelyLeftOver(found: readonly Oddity[]): boolean {
  return (
    found.length <= 2 &&
    found.every(
      (each) => each.trick === "invisible" && each.decoded === undefined && each.points.length === 1,
    )
  );
}

function subjectOf(told: Told): string {
  const whose = told.owner === undefined ? "in the code" : `of ${told.owner}`;
  switch (told.what) {
    case "name":
      return `The name ${quote(told.text, 60)}`;
    case "schema":
      return told.field === undefined ? `The schema ${whose}` : `Parameter ${quote(told.field, 40)} ${whose}`;
    case "instructions":
      return told.owner === undefined ? "An instruction in the code" : "The server's instructions";
    case "result":
      return "An answer";
    case "prompt":
      return `The text ${whose}`;
    default:
      return `The description ${whose}`;
  }
}

function sentence(told: Told, { trick, points, decoded, text }: Oddity): string {
  const codes = `${points.slice(0, 6).join(", ")}${points.length > 6 ? ` and ${points.length - 6} more` : ""}`;
  const subject = subjectOf(told);
  switch (trick) {
    case "look-alike":
      return `${subject} imitates Latin letters by those of another script (${codes}) in ${quote(escaped(text), 80)}.`;
    case "direction":
      return `${subject} changes the direction in which text is shown (${codes}), so that people read something else than the model.`;
    case "terminal":
      return `${subject} holds control characters (${codes}) that can hide text in a terminal.`;
    default:
      return decoded === undefined
        ? `${subject} holds characters that people do not see (${codes}).`
        : `${subject} holds characters that people do not see; they say: ${quote(decoded, 200)}.`;
  }
}

/** Every character that is not plain ASCII as its code point. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}
