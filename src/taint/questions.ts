/**
 * Checks of addresses often compute with numbers (`(toInt(ip) >>> 24) === 10`), and say nothing of the text that they
 * are handed which could be written down as a fact. What they answer can be found out, though: they are asked about samples
 * (src/evaluate). Here it is noted which function was asked, and with which answer the program goes on.
 */
import { type Answer, Evaluator } from "../evaluate/index.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
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
  if (subject === undefined || fn.params[position] === undefined || !isWorthAsking(m, module, fn))
    return result;
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

/** Networks of internal addresses, as programs write them: with dots, as numbers that are compared, or as one number. */
const NETWORKS =
  /\b169\b[\s\S]{1,60}\b254\b|\b192\b[\s\S]{1,60}\b168\b|\b0x(?:a9fe|c0a8|0a000000|7f000000)|\b(?:28519\d{5}|32322\d{5}|167772160)\b/i;
/** Larger functions do more than answer a question. */
const MAX_INSTRUCTIONS = 600;

const worth = new WeakMap<FunctionIR, boolean>();
const about = new WeakMap<ModuleIR, boolean>();

/** Asking takes time: only small functions in files that name networks, or import one that does. */
function isWorthAsking(m: Machine, module: ModuleIR, fn: FunctionIR): boolean {
  let found = worth.get(fn);
  if (found === undefined) {
    found = isSmall(fn) && (namesNetworks(module) || importsOf(m, module).some(namesNetworks));
    worth.set(fn, found);
  }
  return found;
}

const isSmall = (fn: FunctionIR): boolean =>
  !fn.generator && fn.blocks.reduce((sum, { instrs }) => sum + instrs.length, 0) <= MAX_INSTRUCTIONS;

function namesNetworks(module: ModuleIR): boolean {
  let found = about.get(module);
  if (found === undefined) about.set(module, (found = NETWORKS.test(module.text ?? "")));
  return found;
}

const imports = new WeakMap<ModuleIR, readonly ModuleIR[]>();

/** Files of the program that a file imports when it is loaded. */
function importsOf(m: Machine, module: ModuleIR): readonly ModuleIR[] {
  let found = imports.get(module);
  if (found === undefined) {
    found = (module.functions[0]?.blocks ?? []).flatMap(({ instrs }) =>
      instrs.flatMap((instr) => {
        if (instr.op !== "import" || instr.specifier === undefined) return [];
        const to = m.resolve(module, instr.specifier);
        return (to.kind === "file" && m.modules.get(to.path)?.module) || [];
      }),
    );
    imports.set(module, found);
  }
  return found;
}

const throws = (fn: FunctionIR): boolean => fn.blocks.some(({ term }) => term.op === "throw");
