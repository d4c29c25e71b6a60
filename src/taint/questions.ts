/**
 * Checks that compute with numbers (`(toInt(ip) >>> 24) === 10`) say nothing of the text that they are handed which
 * could be written down as a fact. What they answer can be found out, though: they are asked about samples
 * (src/evaluate). Here it is noted which function was asked, and with which answer the program goes on.
 */
import { type Answer, Evaluator } from "../evaluate/index.js";
import type { FunctionIR, Instr, ModuleIR } from "../ir/types.js";
import { establish } from "./awaited.js";
import { predOf } from "./conditions.js";
import { addFacts, type Fact, type FactDelta } from "./facts.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { canBeFalse, canBeTrue, type FnObj, plain, type Value, withPred } from "./values.js";

/** A function that was handed a value, and in which place. */
export interface Question {
  readonly key: string;
  /** What the function answers for a text, on each of the ways it may go; nothing where that cannot be told. */
  readonly ask: (text: string) => readonly Answer[];
  /** Does the program go on because it returned at all, whatever it said? */
  readonly asserting: boolean;
}

/** The result of a call, which tells what was asked, and in `f` what holds since the function returned. */
export function withQuestion(
  m: Machine,
  f: Frame,
  { module, fn }: FnObj,
  { positional, names, rest, kwRest }: CallArgs,
  site: Site,
  result: Value,
  promises: boolean,
): Value {
  if (names.size > 0 || rest !== undefined || kwRest !== undefined) return result;
  const position = positional.findIndex((v) => v.taints.length > 0);
  const subject = positional[position];
  if (subject === undefined || fn.params[position] === undefined || !isWorthAsking(module, fn)) return result;
  if (positional.some((v, i) => i !== position && v.taints.length > 0)) return result;
  // A check that throws gives yes or no besides, or the value that it let through.
  const asserting = !isYesOrNo(result) && throws(fn);
  if (!asserting && !(canBeTrue(result) && canBeFalse(result))) return result;
  const evaluator = evaluatorOf(m);
  if (!evaluator.tellsApart(module, fn, position)) return result;
  const question: Question = {
    key: `${module.path}#${fn.id}.${position}`,
    ask: (text) => evaluator.answers(module, fn, position, text),
    asserting,
  };
  const said = (negated: boolean): readonly FactDelta[] => {
    const label = `${fn.name}()`;
    const fact: Fact = {
      test: "answers",
      negated,
      against: undefined,
      text: undefined,
      label,
      site,
      question,
    };
    return subject.taints.map((node) => ({ node, fact }));
  };
  if (asserting) {
    if (promises) establish(f, said(false));
    else f.state.facts = addFacts(f.state.facts, said(false));
    return result;
  }
  const told = { whenTrue: said(false), whenFalse: said(true) };
  if (result.outcomes !== undefined) return { ...result, told };
  const known = predOf(result);
  return withPred(plain(result), {
    whenTrue: [...known.whenTrue, ...told.whenTrue],
    whenFalse: [...known.whenFalse, ...told.whenFalse],
  });
}

const isYesOrNo = ({ consts, refs, taints, unknown }: Value): boolean =>
  consts.length > 0 &&
  consts.every((c) => typeof c === "boolean") &&
  refs.length + taints.length === 0 &&
  !unknown;

const evaluators = new WeakMap<Machine, Evaluator>();

/** The one that asks functions of this program: what their modules hold is evaluated once. */
function evaluatorOf(m: Machine): Evaluator {
  let made = evaluators.get(m);
  if (made === undefined) {
    made = new Evaluator((from, specifier) => {
      const to = m.resolve(from, specifier);
      if (to.kind === "external") return m.model(from.language).canonical(to.name);
      return to.kind === "file" ? m.modules.get(to.path)?.module : undefined;
    });
    evaluators.set(m, made);
  }
  return made;
}

const about = new WeakMap<ModuleIR, boolean>();

/** Asking takes time: only in files that name networks, and where something is computed. */
const isWorthAsking = (module: ModuleIR, fn: FunctionIR): boolean =>
  (namesNetworks(module) && isSmall(fn)) || computes(module, fn);

function namesNetworks(module: ModuleIR): boolean {
  let found = about.get(module);
  if (found === undefined)
    about.set(module, (found = /169[^\n]{1,3}254|192[^\n]{1,3}168/.test(module.text ?? "")));
  return found;
}

const NUMERIC: ReadonlySet<string> = new Set("<< >> >>> & | ^ % ** // < <= > >=".split(" "));
/** Larger functions do more than answer a question. */
const MAX_INSTRUCTIONS = 600;
const MAX_CALLS = 3;

const known = new WeakMap<FunctionIR, boolean>();

/** Does the function, or one of its module that it names, compute with numbers, and no more than that? */
function computes(module: ModuleIR, fn: FunctionIR, depth = MAX_CALLS): boolean {
  let found = known.get(fn);
  if (found === undefined) {
    known.set(fn, false);
    found = isSmall(fn) && (anyOf(fn, isNumeric) || (depth > 0 && leadsToNumbers(module, fn, depth)));
    known.set(fn, found);
  }
  return found;
}

const isSmall = (fn: FunctionIR): boolean =>
  !fn.generator && fn.blocks.reduce((sum, { instrs }) => sum + instrs.length, 0) <= MAX_INSTRUCTIONS;

const isNumeric = (instr: Instr): boolean => instr.op === "binary" && NUMERIC.has(instr.operator);

function anyOf(fn: FunctionIR, test: (instr: Instr) => boolean): boolean {
  return fn.blocks.some(({ instrs }) => instrs.some(test));
}

/** By names alone: which of them is called is found out when it is asked. */
function leadsToNumbers(module: ModuleIR, fn: FunctionIR, depth: number): boolean {
  const names = new Set<string>();
  const inner: FunctionIR[] = [];
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) {
      if (instr.op === "call" && instr.method !== undefined) names.add(instr.method);
      else if (instr.op === "getvar" && instr.ref.depth > 0) names.add(nameOf(module, fn, instr.ref));
      else if (instr.op === "func") inner.push(...module.functions.slice(instr.fn, instr.fn + 1));
    }
  return (
    inner.some((each) => computes(module, each, depth - 1)) ||
    module.functions.some((each) => each !== fn && names.has(each.name) && computes(module, each, depth - 1))
  );
}

function nameOf(
  module: ModuleIR,
  fn: FunctionIR,
  ref: { readonly depth: number; readonly index: number },
): string {
  let owner: FunctionIR | undefined = fn;
  for (let d = ref.depth; d > 0 && owner !== undefined; d--)
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  return owner?.vars[ref.index]?.name ?? "";
}

const throws = (fn: FunctionIR): boolean => fn.blocks.some(({ term }) => term.op === "throw");
