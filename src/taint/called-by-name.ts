/**
 * Calls of what was taken by a computed name, a dispatch on the name of the tool mostly: each candidate is called knowing
 * the name, and with what else was taken by it.
 *
 *   impl[name](schemas[name].parse(args))       `impl.restart` is called with what `schemas.restart` lets through
 */
import { suiting } from "./correlated.js";
import type { ElementCall } from "./elements.js";
import { addFacts, isCheck } from "./facts.js";
import { HOLE } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { joinAll, type Outcome, plain, type Value } from "./values.js";

/** Methods of functions that call them. */
const INDIRECT: ReadonlySet<string> = new Set(["call", "apply", "bind"]);

/** A call with a result; "other" where the callee was not taken by a name. */
export function callByName(
  m: Machine,
  f: Frame,
  { callee, self, args }: ElementCall,
  method: string | undefined,
  call: (one: ElementCall) => Value | undefined,
): Value | "other" | undefined {
  const indirect = method !== undefined && INDIRECT.has(method) && self?.outcomes !== undefined;
  const chosen = indirect ? self?.outcomes : callee.outcomes;
  if (chosen?.some((o) => o.facts.length > 0) !== true) return "other";
  // A method of the language: no object holds it (`(wanted ? ["a"] : []).map(f)`).
  if (!indirect && method !== undefined && chosen.every((o) => isAbsent(o.value))) return "other";
  // Whether what a helper gave lies below a place is one test, in whichever way it came about; ways that hold checks
  // stay apart. Other tests of such a value say little, and crowd out what says more.
  if (method !== undefined && self !== undefined && !chosen.some(isChecked) && isText(self))
    if (isSentOnce(self) || (isOfPlace(args) && isContainment(m, f, method, callee))) return "other";
  const { facts } = f.state;
  const answers: Outcome[] = [];
  for (const o of chosen) {
    if (isAbsent(o.value)) continue;
    f.state.facts = addFacts(facts, o.facts);
    const on = self === undefined ? undefined : suiting(self, o.facts);
    const r = call({
      callee: indirect ? plain(callee) : o.value,
      self: indirect ? o.value : on,
      args: { ...args, positional: args.positional.map((v) => suiting(v, o.facts)) },
    });
    if (r !== undefined) answers.push({ value: plain(r), facts: o.facts, tag: o.tag });
  }
  f.state.facts = facts;
  if (answers.length === 0) return undefined;
  const all = joinAll(answers.map((o) => o.value));
  return areApart(answers) ? { ...all, outcomes: answers } : all;
}

/** Is it something that was sent, and no object of the program? */
const isText = ({ refs, taints }: Value): boolean => taints.length > 0 && refs.every((r) => r.kind === "ext");

/** Is it sent in one way, and a constant in the others (`typeof x === "string" ? x : ""`)? */
const isSentOnce = ({ outcomes }: Value): boolean =>
  outcomes?.filter(({ value }) => value.taints.length + value.refs.length > 0 || value.unknown).length === 1;

const isChecked = ({ facts }: Outcome): boolean => facts.some((d) => isCheck(d.fact));

const CONTAINING: ReadonlySet<string> = new Set(["prefix", "is-within"]);

/** Is it a method that asks where a path lies? */
function isContainment(m: Machine, f: Frame, method: string, { refs }: Value): boolean {
  const model = m.model(f.module.language);
  const paths = refs.length === 0 ? [`%value.${method}`] : refs.map((r) => (r.kind === "ext" ? r.path : ""));
  return paths.every((path) => model.call(path)?.guards.some((g) => CONTAINING.has(g.test)) === true);
}

/** Is it held against a place, and not against a separator, a drive, or what stands for the home folder? */
const isOfPlace = ({ positional: [against] }: ElementCall["args"]): boolean =>
  against?.consts.every((c) => typeof c === "string" && (c.length > MAX_SIGN || c.includes(HOLE))) === true;

const MAX_SIGN = 3;

/** Did each call make something else of what a caller sent, or an object of its own? */
const areApart = (answers: readonly Outcome[]): boolean =>
  answers.length > 1 &&
  answers.every(({ value }) => value.taints.length + value.refs.length > 0) &&
  new Set(answers.map(({ value }) => madeOf(value))).size === answers.length;

const madeOf = ({ refs, taints }: Value): string =>
  `${taints.map((n) => n.id).join()}|${refs.map((r) => r.id).join()}`;

/** Nothing is there, and so nothing is called. */
const isAbsent = (v: Value): boolean =>
  v.refs.length === 0 &&
  v.taints.length === 0 &&
  !v.unknown &&
  v.consts.length > 0 &&
  v.consts.every((c) => c === undefined || c === null);
