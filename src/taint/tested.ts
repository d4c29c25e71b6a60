/**
 * What a test of a value says of it when it is answered yes, and when no.
 */
import { NO_PRED } from "./conditions.js";
import type { Fact, FactDelta, FactTest } from "./facts.js";
import type { Site } from "./site.js";
import { type Obj, onlyConst, type Pred, type Value } from "./values.js";

export function factOf(
  test: FactTest,
  negated: boolean,
  against: Value | undefined,
  label: string,
  site: Site,
): Fact {
  const patterns = against === undefined || against.refs.length < 2 ? [] : against.refs.map(patternSource);
  const [only] = against?.refs.length === 1 ? against.refs : [];
  const source = only?.kind === "ext" ? patternSource(only) : undefined;
  const regex =
    source !== undefined
      ? { source, flags: "" }
      : only?.kind === "regex"
        ? { source: only.source, flags: only.flags }
        : undefined;
  const sources = patterns.filter((p) => p !== undefined);
  const text =
    sources.length > 0 && sources.length === patterns.length
      ? sources
      : against === undefined
        ? undefined
        : constTexts(against);
  return { test, negated, against, text, regex, label, site };
}

const MAKES_PATTERN: ReadonlySet<string> = new Set(["re.compile()", "global.RegExp()"]);

/** The text of a compiled pattern. */
export function patternSource(r: Obj): string | undefined {
  if (r.kind === "regex") return r.flags.replace("g", "") === "" ? r.source : undefined;
  const given = r.kind === "ext" && MAKES_PATTERN.has(r.path) ? r.call?.args[0] : undefined;
  const flags = r.kind === "ext" && r.path === "global.RegExp()" ? r.call?.args[1] : undefined;
  // Without lines of their own, as those of the constants: what a flag says more is of no account.
  if (flags !== undefined && !/^[giu]*$/.test(String(onlyConst(flags)?.value ?? ""))) return undefined;
  const source = given === undefined ? undefined : onlyConst(given)?.value;
  return typeof source === "string" ? source : undefined;
}

function constTexts(v: Value): readonly string[] | undefined {
  return v.refs.length === 0 && v.taints.length === 0 && !v.unknown && v.consts.length > 0
    ? v.consts.map(String)
    : undefined;
}

/** Predicate that tests each tainted node of `subject`. */
export function testPred(
  subject: Value,
  test: FactTest,
  against: Value | undefined,
  label: string,
  site: Site,
): Pred {
  if (subject.taints.length === 0) return NO_PRED;
  const yes = factOf(test, false, against, label, site);
  const no = factOf(test, true, against, label, site);
  const deltas = (fact: Fact): FactDelta[] => subject.taints.map((node) => ({ node, fact }));
  return { whenTrue: deltas(yes), whenFalse: deltas(no) };
}
