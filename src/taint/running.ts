/**
 * Runs what is called: the body of a summary, the top level of a module, the static part of a class.
 *
 * In: a summary with its inputs. Out: its results, in the summary. Finding what is called is call.ts's.
 */
import type { FnId } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import { methodOf } from "./definitions.js";
import { interpretBody } from "./interpret.js";
import type { Frame, Machine, ModuleInfo } from "./machine.js";
import { noteMade } from "./makers.js";
import type { Site } from "./site.js";
import { newState } from "./state.js";
import { Summary } from "./summary.js";
import { BOTTOM, type ClassObj, join, plain, reference, UNDEFINED, UNKNOWN, type Value } from "./values.js";

const MAX_DEFERRALS = 4;
/** What may go to calls that deep: programs that recurse a lot get there all the time, and find little. */
const SHARE_BELOW = 0.02;

/** Interprets a summary, and then what was called too deep below it. */
export function run(m: Machine, summary: Summary): void {
  runBody(m, summary);
  // What they give is known once more of the calls are: each round brings it up by as many as are run at once.
  for (let round = 0; m.stack.length === 0 && m.deferred.size > 0 && round < MAX_DEFERRALS; round++) {
    const before = m.steps;
    runDeferred(m);
    if (!m.tooDeep && !summary.isValid(m.heap)) runBody(m, summary);
    m.spentBelow += m.steps - before;
  }
}

/** Interprets a summary until its own result is stable under recursion. */
function runBody(m: Machine, summary: Summary): void {
  if (summary.runs > (summary.merged ? 24 : 10)) {
    summary.state = "done";
    return;
  }
  for (let round = 0; round < 3; round++) {
    const { fn } = summary;
    summary.runs++;
    summary.ranIn = m.round;
    summary.state = "running";
    summary.recursive = false;
    summary.reads.clear();
    summary.owned.clear();
    summary.callees = new Set();
    const before = summary.ret;
    const env = m.heap.scope(`${summary.id}`, fn.module, fn.fn, fn.env);
    env.self = fn.fn.kind === "arrow" ? fn.env.self : summary.self;
    if (fn.owner !== undefined) env.owner = fn.owner;
    const frame: Frame = {
      summary,
      module: fn.module,
      fn: fn.fn,
      env,
      temps: new Array<Value>(fn.fn.temps).fill(BOTTOM),
      state: newState(fn.fn.vars.length, BOTTOM, summary.entryFacts),
    };
    bindVariables(m, frame);
    const reader = m.heap.reader;
    m.heap.reader = summary;
    m.stack.push(summary);
    try {
      interpretBody(m, frame);
    } finally {
      m.stack.pop();
      m.heap.reader = reader;
    }
    summary.ret = join(before, plain(summary.ret));
    noteMade(summary);
    summary.state = stateAfter(m);
    summary.applied.clear();
    if (!summary.recursive || summary.ret === before || m.exhausted) break;
  }
}

/** A call below many others: it is run when these have ended, and its callers once more when it has. */
export function runLater(m: Machine, summary: Summary, caller: Summary | undefined): Value {
  const callers = m.deferred.get(summary);
  if (callers === undefined) m.deferred.set(summary, new Set(caller === undefined ? [] : [caller]));
  else if (caller !== undefined) callers.add(caller);
  return UNKNOWN;
}

function runDeferred(m: Machine): void {
  const most = m.steps + m.limits.instructions * SHARE_BELOW - m.spentBelow;
  for (const [summary, callers] of m.deferred) {
    m.deferred.delete(summary);
    if (m.exhausted) continue;
    if (m.steps > most) {
      m.tooDeep = true;
      continue;
    }
    if (!summary.isValid(m.heap)) runBody(m, summary);
    for (const caller of callers) if (caller.state === "done") caller.state = "new";
  }
}

/** Puts the summary's inputs into the parameter variables. */
function bindVariables(m: Machine, frame: Frame): void {
  const { fn, summary } = frame;
  fn.params.forEach((p, i) => {
    frame.state.vars.set(p.variable, summary.args[i] ?? UNDEFINED);
    if (fn.vars[p.variable]?.captured)
      m.heap.write(frame.env, `v${p.variable}`, summary.args[i] ?? UNDEFINED);
  });
}

/** Runs a module's top level once (again when what it read has changed). */
export function runModule(m: Machine, info: ModuleInfo): void {
  const top = info.module.functions[0];
  if (top === undefined) return;
  const fn = m.heap.fn(info.module, top, info.scope);
  const key = `module:${info.module.path}`;
  let summary = m.summaries.get(key);
  if (summary === undefined) {
    summary = new Summary(
      m.summaries.size + 1,
      fn,
      UNDEFINED,
      [],
      new Map(),
      new Map(),
      m.summaries.size + 1,
    );
    m.summaries.set(key, summary);
  }
  if (summary.state === "running" || summary.isValid(m.heap) || m.exhausted) return;
  runTop(m, info, summary);
}

function runTop(m: Machine, info: ModuleInfo, summary: Summary): void {
  const top = info.module.functions[0];
  if (top === undefined || summary.runs > 8) return;
  summary.runs++;
  summary.state = "running";
  summary.reads.clear();
  summary.callees = new Set();
  info.scope.self = info.module.language === "javascript" ? reference(info.exports) : UNDEFINED;
  const frame: Frame = {
    summary,
    module: info.module,
    fn: top,
    env: info.scope,
    temps: new Array<Value>(top.temps).fill(BOTTOM),
    state: newState(top.vars.length, BOTTOM),
  };
  const reader = m.heap.reader;
  const stack = m.stack;
  m.heap.reader = summary;
  m.stack = [summary];
  try {
    interpretBody(m, frame);
  } finally {
    m.stack = stack;
    m.heap.reader = reader;
    summary.state = stateAfter(m);
  }
}

/** What was broken off because a share of the budget was used up is run again when there is more. */
const stateAfter = (m: Machine): Summary["state"] => (m.exhausted ? "new" : "done");

export function runStatic(m: Machine, f: Frame, cls: ClassObj, fn: FnId, site: Site): void {
  const init = methodOf(m, cls, fn);
  if (init !== undefined) callFunction(m, f, init, reference(cls), NO_ARGS, site);
}

/**
 * Has it been run since the handlers were begun with? What has grown since then is seen by the next round over them:
 * of many handlers, each would have what they all call run again.
 */
export const isRecent = (m: Machine, summary: Summary): boolean => m.round > 0 && summary.ranIn === m.round;
