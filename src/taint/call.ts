/**
 * Calls: finds what is called, runs functions of the tree in the present context, creates instances, and
 * hands everything else to the models (external.ts).
 */

import type { Instr } from "../ir/types.js";
import { NEVER, throwsAlways } from "./always-throws.js";
import { noteAsserted } from "./asserting.js";
import { establish, promising } from "./awaited.js";
import { bindParameters } from "./bind.js";
import { collectArgs } from "./call-arguments.js";
import { callByName } from "./called-by-name.js";
import { callByElement, type ElementCall } from "./elements.js";
import { noteFilling } from "./emptiness.js";
import { callExternal } from "./external.js";
import { addFacts } from "./facts.js";
import { callSuper, construct, instantiate } from "./instances.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { isMap, mapMethod } from "./maps.js";
import { functionMethod } from "./natives.js";
import { withoutOwnMethod } from "./members.js";
import { load } from "./properties.js";
import { commonPred } from "./quantified.js";
import { withQuestion } from "./questions.js";
import { isRecent, run, runLater } from "./running.js";
import type { Site } from "./site.js";
import { applied } from "./substitution.js";
import { temp } from "./temps.js";
import { declaredResult } from "./typed.js";
import { callUnresolved } from "./unresolved.js";
import {
  BOTTOM,
  type ClassObj,
  type FnObj,
  isBottom,
  join,
  type Obj,
  plain,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";
import { noteFilledBy } from "./written-files.js";

type CallInstr = Extract<Instr, { op: "call" }>;

export const NO_ARGS: CallArgs = { positional: [], names: new Map(), rest: undefined, kwRest: undefined };

export const argsOf = (positional: readonly Value[]): CallArgs => ({ ...NO_ARGS, positional });

const MAX_STACK = 48;

/** Result of a call instruction; undefined when the call never returns. */
export function evalCall(m: Machine, f: Frame, i: CallInstr): Value | undefined {
  const site = m.site(f.module, i.span);
  const callee = temp(f, i.callee);
  const self = i.self === undefined ? undefined : temp(f, i.self);
  const args = collectArgs(m, f, i.args, site);
  const message = m.messages.get(i)?.get(f.summary.fn);
  if (message !== undefined) return message;
  const form: CallForm = {
    isNew: i.isNew === true,
    method: i.method,
    decorator: i.isDecorator === true,
    dropped: i.dropped === true,
  };
  return promising(m, f, i, { callee, self, args, site }, () =>
    callValue(m, f, callee, self, args, site, form),
  );
}

export interface CallForm {
  readonly isNew?: boolean;
  /** The class of the program that is made, where a constructor that it extends is called. */
  readonly made?: ClassObj | undefined;
  readonly method?: string | undefined;
  readonly decorator?: boolean;
  /** Nobody waits for the result. */
  readonly dropped?: boolean;
  /** Of which element of a list this call is, where a loop is taken apart. */
  readonly element?: Obj | undefined;
}

export function callValue(
  m: Machine,
  f: Frame,
  callee: Value,
  self: Value | undefined,
  args: CallArgs,
  site: Site,
  form: CallForm = {},
): Value | undefined {
  const plainly = (one: ElementCall, element?: Obj) =>
    callPlain(
      m,
      f,
      one.callee,
      one.self,
      one.args,
      site,
      element === undefined ? form : { ...form, element },
    );
  const named = callByName(m, f, { callee, self, args }, form.method, plainly);
  if (named !== "other") return named;
  if (callee.refs.some((r) => r.kind === "fn" || r.kind === "class") || isMaking(m, f, callee, args)) {
    const each = callByElement(m, f, { callee, self, args }, plainly);
    if (each !== undefined) return each;
  }
  return callPlain(m, f, callee, self, args, site, form);
}

/**
 * Is a library that nobody models handed the functions of a list, one for each element? Or, while tools are being
 * registered or listed, what describes each of them (`Tool(name=t["name"], inputSchema=t["schema"])`)?
 */
function isMaking(m: Machine, f: Frame, { refs }: Value, { positional, names }: CallArgs): boolean {
  if (refs.length !== 1 || refs[0]?.kind !== "ext") return false;
  const wraps = (v: Value) => v.outcomes !== undefined && v.refs.some((r) => r.kind === "fn");
  const describes = m.registering || m.heap.enumerating;
  return (
    (positional.some(wraps) || (describes && isOfElements(positional, names))) &&
    m.model(f.module.language).call(refs[0].path) === undefined
  );
}

function isOfElements(positional: readonly Value[], names: CallArgs["names"]): boolean {
  if (positional.some((v) => v.outcomes !== undefined)) return true;
  for (const v of names.values()) if (v.outcomes !== undefined) return true;
  return false;
}

function callPlain(
  m: Machine,
  f: Frame,
  callee: Value,
  given: Value | undefined,
  args: CallArgs,
  site: Site,
  form: CallForm,
): Value | undefined {
  const self = given ?? detachedReceiver(callee);
  if (self !== undefined && form.method !== undefined && self.refs.some(isMap)) {
    const maps = { ...BOTTOM, refs: self.refs.filter(isMap) };
    const others = { ...plain(self), refs: self.refs.filter((r) => !isMap(r)) };
    const v = mapMethod(m, f, maps, form.method, args, site);
    if (v !== undefined && isBottom(others)) return v;
    if (v !== undefined) {
      const rest = callPlain(m, f, callee, others, args, site, form);
      return rest === undefined ? v : join(plain(v), plain(rest));
    }
  }
  const receiver = self === undefined ? undefined : withoutOwnMethod(self, form.method, callee);
  let out: Value | undefined;
  let resolved = false;
  const add = (v: Value | undefined) => {
    resolved = true;
    if (v !== undefined) out = out === undefined ? v : eitherAnswer(out, v);
  };
  if (
    self !== undefined &&
    form.method !== undefined &&
    !callee.refs.some(
      (r) => r.kind === "fn" || r.kind === "class" || (r.kind === "ext" && isEntity(m, f, r.path)),
    )
  ) {
    const decided = m.hooks.method(form.method, self, args, site, f);
    if (decided !== undefined) return decided;
  }
  const functions =
    self === undefined || form.method === undefined || f.module.language !== "javascript"
      ? []
      : self.refs.filter((r) => r.kind === "fn" || (r.kind === "ext" && !NAMESPACES.test(r.path)));
  if (self !== undefined && form.method !== undefined && functions.length > 0) {
    const handled = functionMethod(m, f, { ...self, refs: functions }, form.method, args, site);
    if (handled !== undefined && !callee.refs.some((r) => r.kind === "fn")) return handled;
  }
  for (const r of callee.refs) {
    switch (r.kind) {
      case "fn": {
        const given =
          form.isNew === true && r.fn.kind === "function"
            ? construct(m, f, r, args, site)
            : callFunction(m, f, r, self ?? UNDEFINED, args, site, form.dropped);
        add(given === NEVER ? undefined : given);
        break;
      }
      case "class":
        add(instantiate(m, f, r, args, site));
        break;
      case "super":
        add(callSuper(m, f, r.supers, r.self, args, site));
        break;
      case "ext":
        add(made(callExternal(m, f, r, receiver, args, site, form), form));
        break;
      case "instance": {
        const method = load(m, f, reference(r), "__call__", site);
        for (const c of method.refs)
          if (c.kind === "fn") add(callFunction(m, f, c, reference(r), args, site));
        break;
      }
      case "typed":
        add(UNKNOWN);
        break;
      default:
        break;
    }
  }
  const modelled = callee.refs.some(
    (r) => r.kind === "ext" && m.model(f.module.language).call(r.path) !== undefined,
  );
  if (
    resolved &&
    (modelled ||
      !(
        callee.taints.length > 0 ||
        (form.method !== undefined && self !== undefined && needsValueModel(self))
      ))
  )
    return out;
  const unresolved = callUnresolved(m, f, receiver, args, site, form);
  return !resolved
    ? unresolved
    : out === undefined
      ? unresolved
      : unresolved === undefined
        ? out
        : unresolved.pred !== undefined && isOpaque(out)
          ? unresolved
          : join(plain(out), plain(unresolved));
}

/** What a library's call gave, and what only holds functions: none of them is a function (`Reflect.apply`). */
const NAMESPACES = /\(\)$|^global\.Reflect$/;

/** What a call gives of which nobody knows anything, or that it answers a test: beside the same answer it says nothing. */
const isOpaque = (v: Value): boolean =>
  v.outcomes === undefined &&
  v.taints.length === 0 &&
  (v.pred !== undefined || v.consts.length === 0) &&
  v.refs.every((r) => r.kind === "ext");

/** What `new` gives is an object, whatever else is not known of it. */
const made = (v: Value | undefined, form: CallForm): Value | undefined =>
  form.isNew === true && v !== undefined && v.refs.length > 0 && v.consts.every(Boolean)
    ? { ...v, unknown: false }
    : v;

/** What one of two callees answers: of a test, what both say. */
function eitherAnswer(a: Value, b: Value): Value {
  const joined = join(plain(a), plain(b));
  if (a.pred === undefined || b.pred === undefined) return joined;
  return withPred(joined, commonPred([a.pred, b.pred]));
}

/** A method that was taken from a tainted value first (`run(path.read_text)`) still acts on that value. */
function detachedReceiver(callee: Value): Value | undefined {
  if (!callee.refs.some((r) => r.kind === "ext")) return undefined;
  const [only] = callee.refs.length === 1 ? callee.refs : [];
  if (only?.kind === "ext" && only.receiver !== undefined) return only.receiver;
  const owners = callee.taints.flatMap((n) =>
    n.op?.op === "prop" && n.parent !== undefined ? [n.parent] : [],
  );
  return owners.length === 0 ? undefined : { refs: [], consts: [], taints: owners, unknown: false };
}

function isEntity(m: Machine, f: Frame, path: string): boolean {
  return (m.model(f.module.language).call(path)?.entities.length ?? 0) > 0;
}

/** Does the receiver also stand for something without a known type (tainted, a list literal)? */
function needsValueModel(self: Value): boolean {
  return self.taints.length > 0;
}

/** Runs (or reuses) the summary of `fn` for these arguments and gives its result in the caller's terms. */
export function callFunction(
  m: Machine,
  f: Frame | undefined,
  fn: FnObj,
  self: Value,
  given: CallArgs,
  site: Site,
  dropped = false,
): Value {
  if (m.exhausted || (m.tooDeep && m.stack.length > MAX_STACK)) return UNKNOWN;
  const args: CallArgs =
    fn.bound === undefined && fn.boundNames === undefined
      ? given
      : {
          ...given,
          positional: [...(fn.bound ?? []), ...given.positional],
          names: new Map([...(fn.boundNames ?? []), ...given.names]),
        };
  const receiver = fn.self ?? (fn.fn.kind === "arrow" ? UNDEFINED : self);
  const { summary, substitute } = bindParameters(m, f, fn, receiver, args, site);
  if (f !== undefined) {
    f.summary.callees.add(summary);
    m.seen.edge(f, summary, site);
  }
  if (summary.state === "running") {
    summary.recursive = true;
    return substitute.value(summary.ret);
  }
  if (!summary.isValid(m.heap)) {
    if (isRecent(m, summary)) m.outdated++;
    else if (m.stack.length > MAX_STACK) return runLater(m, summary, f?.summary);
    else run(m, summary);
  }
  // What an asynchronous function refuses stops nobody who does not wait for it.
  const promises = fn.fn.async || summary.promises;
  if (dropped && promises) return UNKNOWN;
  if (!summary.returns && !m.exhausted && throwsAlways(summary)) return NEVER;
  const { ret, outcomes, exitFacts, filling } = applied(summary, substitute);
  if (f !== undefined && promises) establish(f, exitFacts);
  else if (f !== undefined && exitFacts.length > 0) f.state.facts = addFacts(f.state.facts, exitFacts);
  if (f !== undefined && filling !== undefined) noteFilling(f.state, filling);
  if (f !== undefined) noteAsserted(f, fn.fn, args);
  if (f !== undefined && summary.filled.size > 0) noteFilledBy(m, f, summary, substitute, site);
  const declared = declaredResult(m, fn, ret);
  if (declared !== undefined) return join(plain(ret), declared);
  const result = outcomes.length === 0 ? ret : { ...plain(ret), outcomes };
  return f === undefined ? result : withQuestion(m, f, fn, args, site, result, promises);
}
