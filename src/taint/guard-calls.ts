/** Calls that test a value (`startsWith`, `includes`, `isAbsolute`): the result carries what its truth establishes. */
import type { GuardRow } from "../models/types.js";
import { type ModelCall, makerOf, readPosition } from "./arguments.js";
import { elementsOf } from "./collections.js";
import { NO_PRED, refine } from "./conditions.js";
import { datePattern } from "./dates.js";
import { amountOf } from "./emptiness.js";
import { memberConsts } from "./equality.js";
import { isFunction, isOfType } from "./forms.js";
import { patternAt } from "./given-patterns.js";
import { ENCODED, HOLE } from "./lineage.js";
import { lastName, type Machine } from "./machine.js";
import { isCache } from "./maps.js";
import { listTest, type TypeTest, typeTest } from "./narrowing.js";
import { WHOLE } from "./operations.js";
import { quantified } from "./quantified.js";
import { assume } from "./state.js";
import { testPred } from "./tested.js";
import {
  BOOL,
  constant,
  constStrings,
  type Outcome,
  type Pred,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

export function guardResult(m: Machine, call: ModelCall, rows: readonly GuardRow[]): Value | undefined {
  if (rows.length === 0) return undefined;
  const known = constantTest(m, call, rows);
  if (known !== undefined) return constant(known);
  let pred: Pred = { whenTrue: [], whenFalse: [] };
  const name = lastName(call.path);
  let gives: GuardRow["gives"];
  let typed: TypeTest | undefined;
  let atStart: Pred = { whenTrue: [], whenFalse: [] };
  for (const row of rows) {
    if (row.without !== undefined && readPosition(m, call, row.without) !== undefined) continue;
    const subject = readPosition(m, call, row.subject);
    if (subject !== undefined) typed ??= typeTestOf(m, call, row, subject);
    if (row.test === "is-list") continue;
    if (row.test === "holds" && subject !== undefined) refine(call.frame.state, subject, true);
    if (row.test === "holds" || subject === undefined || subject.taints.length === 0) continue;
    const against = againstOf(m, call, row);
    // `text.includes(x)` and `list.includes(x)` are one method: the receiver tells them apart.
    const list = row.test === "in-set" ? against : undefined;
    if (
      row.test === "contains" &&
      call.self !== undefined &&
      subject !== call.self &&
      call.self.taints.length > 0
    )
      continue;
    // A collection that is made empty and filled as requests come is a cache, no list of what is allowed.
    if (
      list?.refs.some(
        (r) => isCache(r) || (r.kind === "ext" && r.call !== undefined && r.call.args.length === 0),
      )
    )
      continue;
    // `text.startswith(("a", "b"))` asks for one of several.
    const several = against?.refs.some((r) => r.kind === "array") === true && AFFIX.has(row.test);
    const members = list ?? (several ? against : undefined);
    const types = row.test === "is-instance" && against?.refs.every((r) => r.kind === "array") === true;
    const one = types ? elementsOf(m, against, call.site) : against;
    const wanted = members === undefined ? one : memberConsts(m, members, call.site);
    const asked = row.test === "is-number" ? withTexts(subject, row.converted === true) : subject;
    const yes = testPred(asked, row.test, wanted, name, call.site);
    const tested = row.not === true ? { whenTrue: yes.whenFalse, whenFalse: yes.whenTrue } : yes;
    // Of a list, the answer is about each of its elements.
    const all = String(row.subject).endsWith("[]") ? quantified("every", tested, undefined) : tested;
    // Every address matches the pattern, and so do other texts.
    const p = row.pattern === undefined ? all : { ...all, whenFalse: [] };
    if (row.throws === true) {
      assume(call.frame.state, p.whenTrue);
      call.frame.refused = p.whenFalse;
      continue;
    }
    gives ??= row.gives;
    if (row.gives === "position" && row.test === "contains")
      atStart = testPred(subject, "prefix", against, name, call.site);
    pred = { whenTrue: [...pred.whenTrue, ...p.whenTrue], whenFalse: [...pred.whenFalse, ...p.whenFalse] };
  }
  // What throws instead of answering gives what it gives.
  if (rows.every((row) => row.throws === true)) return undefined;
  if (typed === undefined) return gives === undefined ? withPred(BOOL, pred) : numbered(gives, pred, atStart);
  const { whenTrue, whenFalse } = typed.pred ?? NO_PRED;
  const both = { whenTrue: [...whenTrue, ...pred.whenTrue], whenFalse: [...whenFalse, ...pred.whenFalse] };
  return { ...withPred(BOOL, both), asked: typed.asked };
}

/** The question for a type, where the row is one. */
function typeTestOf(m: Machine, call: ModelCall, row: GuardRow, subject: Value): TypeTest | undefined {
  if (row.test === "is-list") return listTest(subject);
  const type =
    row.test === "is-instance" && row.against !== undefined ? readPosition(m, call, row.against) : undefined;
  return type && typeTest(m, subject, type, call.site);
}

/** What a number was made of is one as well, where that is asked of all of it. */
function withTexts(subject: Value, converted: boolean): Value {
  const made = subject.taints.filter(({ op }) => op?.op === "flow" && op.flow === "amount");
  const texts = made.flatMap(({ op, parent }) =>
    op?.op === "flow" && op.detail === WHOLE && parent !== undefined ? [parent] : [],
  );
  return { ...subject, taints: [...(converted ? made : subject.taints), ...texts] };
}

/** What the subject is held against: an argument, or what the library itself asks for. */
function againstOf(m: Machine, call: ModelCall, row: GuardRow): Value | undefined {
  if (row.pattern !== undefined) return constant(row.pattern);
  if (row.dates !== undefined) {
    const formats = constStrings(readPosition(m, call, row.dates) ?? UNKNOWN);
    const [only] = formats?.length === 1 ? formats : [];
    const pattern = only === undefined ? undefined : datePattern(only);
    return pattern === undefined ? undefined : constant(pattern);
  }
  if (row.against === undefined) return undefined;
  const from = row.made === true ? makerOf(call) : call;
  return PATTERN_TESTS.has(row.test)
    ? patternAt(m, from, row.against, row.flags)
    : readPosition(m, from, row.against);
}

const PATTERN_TESTS: ReadonlySet<string> = new Set(["matches", "start-matches", "full-matches"]);
const AFFIX: ReadonlySet<string> = new Set(["prefix", "suffix"]);

/**
 * A number that says where something was found: -1 stands for nowhere, 0 for the beginning, 1 for anywhere else. Or how
 * often it was: 1 stands for any time.
 */
function numbered(gives: NonNullable<GuardRow["gives"]>, pred: Pred, atStart: Pred): Value {
  if (gives === "amount") return amountOf(pred);
  const outcomes: Outcome[] = [
    { value: constant(-1), facts: [...pred.whenFalse, ...atStart.whenFalse] },
    { value: constant(0), facts: [...pred.whenTrue, ...atStart.whenTrue] },
    { value: constant(1), facts: [...pred.whenTrue, ...atStart.whenFalse] },
  ];
  return { refs: [], consts: [], taints: [], unknown: true, outcomes };
}

/** The answer where the form of the value is known, or where both the text and what it is tested for are constants (`base.endsWith(sep)`). */
function constantTest(m: Machine, call: ModelCall, rows: readonly GuardRow[]): boolean | number | undefined {
  for (const row of rows) {
    if (row.test === "is-callable" || row.test === "is-instance") {
      const answer = formTest(m, call, row);
      if (answer !== undefined) return answer;
      continue;
    }
    if (row.test === "matches") {
      const answer = wordTest(m, call, row);
      if (answer !== undefined) return answer;
      continue;
    }
    if (row.test !== "prefix" && row.test !== "suffix" && row.test !== "contains") continue;
    const [text, ...others] = textsAt(m, call, row.subject);
    const wanted = row.against === undefined ? [] : textsAt(m, call, row.against);
    if (text === undefined || others.length > 0 || wanted.length !== 1 || wanted[0] === undefined) continue;
    return row.test === "prefix"
      ? text.startsWith(wanted[0])
      : row.test === "suffix"
        ? text.endsWith(wanted[0])
        : foundIn(text, wanted[0], row.gives);
  }
  return undefined;
}

function foundIn(text: string, wanted: string, gives: GuardRow["gives"]): boolean | number {
  if (gives === undefined) return text.includes(wanted);
  if (gives === "amount") return text.split(wanted).length - 1;
  return gives === "position" ? text.indexOf(wanted) : text.lastIndexOf(wanted);
}

/** Words and nothing else, so that asking takes no time: `key|token`. What an audited program writes may be hostile. */
const WORDS = /^\^?(?:\((?:\?:)?[\w -]+(?:\|[\w -]+)*\)|[\w -]+(?:\|[\w -]+)*)\$?$/;

/** Is one of the words that a pattern looks for in a constant? */
function wordTest(m: Machine, call: ModelCall, row: GuardRow): boolean | undefined {
  const against = row.against === undefined ? undefined : readPosition(m, call, row.against);
  const [pattern, ...more] = against?.refs ?? [];
  const [text, ...others] = textsAt(m, call, row.subject);
  if (pattern?.kind !== "regex" || more.length + others.length > 0 || text === undefined) return undefined;
  if (!WORDS.test(pattern.source) || !/^[gimu]*$/.test(pattern.flags)) return undefined;
  return new RegExp(pattern.source, pattern.flags).test(text);
}

/** What a test of a value's form answers, where the form is known. */
function formTest(m: Machine, call: ModelCall, row: GuardRow): boolean | undefined {
  const v = readPosition(m, call, row.subject);
  if (v === undefined) return undefined;
  if (row.test === "is-callable") return isFunction(v);
  const type = row.against === undefined ? undefined : readPosition(m, call, row.against);
  return type === undefined ? undefined : isOfType(v, type);
}

/** Constants without a part that is not known. */
function textsAt(m: Machine, call: ModelCall, position: GuardRow["subject"]): readonly string[] {
  const v = readPosition(m, call, position);
  const texts = v === undefined ? undefined : constStrings(v);
  return texts === undefined || texts.some((t) => t.includes(HOLE) || t.includes(ENCODED)) ? [] : texts;
}
