/**
 * Instructions to the model in what a server says of itself. The texts of one tool are judged together, so
 * that an instruction that is spread over several descriptions of parameters is seen as one.
 */
import { defineCheck, type Place, quote, type Told } from "../../src/rules/api.js";
import { AIM_TEXTS } from "./aims.js";
import { isPoisoned, type Judgement, judge, type Sign, signalsIn } from "./judge.js";
import { plainText } from "./plain.js";
import type { Signal } from "./signal.js";

interface Group {
  readonly subject: string;
  pieces: readonly Told[];
}

/** Characters that are read completely; honest servers have a tenth of it. Of what follows, the beginnings. */
const MAX_TOTAL = 2_000_000;
const MAX_LATER = 600;

export const check = defineCheck((program, report) => {
  const reported = new Set<string>();
  let budget = MAX_TOTAL;
  const groups = groupsOf(program.told);
  for (const group of groups) {
    budget -= textOf(group.pieces).length;
    if (budget < 0)
      group.pieces = group.pieces.map((piece) => ({ ...piece, text: piece.text.slice(0, MAX_LATER) }));
  }
  const signals = signalsIn(groups.map(({ pieces }) => textOf(pieces)));
  for (const group of groups) {
    const judgement = judgeGroup(group, signals);
    const first = judgement.signs[0];
    if (first === undefined) continue;
    const piece = pieceOf(group, first);
    const at = program.placeOfText(first.words, program.placeOfText(piece.text, piece.at));
    // A text that several tools share, or that was found by two ways, is one cause.
    const key = `${first.words}|${keyOf(at)}`;
    if (reported.has(key)) continue;
    reported.add(key);
    const related: { at: Place; text: string }[] = [];
    for (const sign of judgement.signs.slice(1)) {
      const other = pieceOf(group, sign);
      const place = program.placeOfText(sign.words, program.placeOfText(other.text, other.at));
      related.push({ at: place, text: `it is to ${AIM_TEXTS[sign.aim]}` });
    }
    const aims = judgement.signs.slice(0, 3).map((sign) => AIM_TEXTS[sign.aim]);
    report({
      at,
      message: `${group.subject} tells the model to ${sentenceOf(aims)}: ${quote(first.words.replace(/\s+/g, " "), 120)}.`,
      confidence: judgement.total >= 4 ? "high" : "medium",
      related,
    });
  }
});

function judgeGroup({ pieces }: Group, signals: readonly Signal[]): Judgement {
  const judgement = judge(textOf(pieces), signals);
  const authored = pieces.every((piece) => piece.what === "prompt" || piece.what === "result");
  // Prompts and answers are written to be followed: there, weak signs say nothing.
  if (authored && (judgement.signs[0]?.weight ?? 0) < 3) return { signs: [], total: 0 };
  return isPoisoned(judgement) ? judgement : { signs: [], total: 0 };
}

const keyOf = (at: Place): string =>
  "module" in at ? `${at.module.path}:${at.span.line}` : `${at.path}:${at.span.line}`;

const SEPARATOR = " ";
const textOf = (pieces: readonly Told[]): string => pieces.map((piece) => piece.text).join(SEPARATOR);

/** The piece in which a sign begins. */
function pieceOf({ pieces }: Group, sign: Sign): Told {
  let end = 0;
  for (const piece of pieces) {
    end += plainText(piece.text).length + SEPARATOR.length;
    if (sign.index < end) return piece;
  }
  return pieces[pieces.length - 1] as Told;
}

/** What is said of one registered piece together; everything else by itself. */
function groupsOf(told: readonly Told[]): readonly Group[] {
  const owned = new Map<string, Told[]>();
  const single: Group[] = [];
  for (const piece of told) {
    if (piece.owner === undefined) {
      single.push({
        subject: piece.what === "result" ? "An answer" : "A description in the code",
        pieces: [piece],
      });
      continue;
    }
    const key = `${piece.owner}|${piece.what === "prompt"}`;
    const list = owned.get(key);
    if (list === undefined) owned.set(key, [piece]);
    else list.push(piece);
  }
  return [...[...owned.values()].map((pieces) => ({ subject: subjectOf(pieces), pieces })), ...single];
}

function subjectOf(pieces: readonly Told[]): string {
  const { owner, what } = pieces[0] as Told;
  if (owner === "the server") return "What the server gives as its instructions";
  return what === "prompt" ? `The text of ${owner}` : `What is said of ${owner}`;
}

function sentenceOf(aims: readonly string[]): string {
  return aims.length < 2 ? aims.join("") : `${aims.slice(0, -1).join(", ")} and ${aims[aims.length - 1]}`;
}
