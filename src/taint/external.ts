/**
 * Calls that leave the tree: what the models say of an access path decides sinks, sources, flows, guards,
 * callbacks and the result. A call nobody models gives an opaque result; the functions handed to it are
 * taken to be called with values nobody knows.
 */
import type { CallModel } from "../models/call-model.js";
import type { FlowRow, TypeRow } from "../models/types.js";
import { keepArguments, type ModelCall, rangeOf, readPosition, writePosition } from "./arguments.js";
import { argsOf, type CallForm, callFunction, callValue } from "./call.js";
import { holdIn, runCallbacks } from "./callbacks.js";
import { noteFilled } from "./emptiness.js";
import { applyFlow } from "./flow-ops.js";
import { guardResult } from "./guard-calls.js";
import { namedSource, secretContent, variableRead } from "./inside.js";
import { libraryType } from "./library-types.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { lastName } from "./machine.js";
import { noteMedia } from "./media.js";
import { nativeCall } from "./natives.js";
import { putBehind } from "./options.js";
import { noteCollected } from "./quantified.js";
import { headerRead } from "./request-headers.js";
import { holds } from "./row-conditions.js";
import { recordSinks } from "./sinks.js";
import type { Site } from "./site.js";
import { methodOfClass } from "./unbound.js";
import { BOTTOM, type ExtObj, isBottom, join, plain, reference, UNKNOWN, type Value } from "./values.js";
import { functionsGiven, isFunction, wrappedFunctions } from "./wrapped.js";
import { noteWritten } from "./written-files.js";

/** What `new` gives of a class of a library. */
export function newInstancePath(m: Machine, path: string, args: CallArgs, site: Site, f: Frame): ExtObj {
  const obj = m.heap.extCall(`${path}()`, site, f.summary.heapContext, path, undefined);
  keepArguments(obj, args);
  return obj;
}

/** A list of texts of which it is known what stands where. */
const isPlaced = (m: Machine, { refs: [list, ...others] }: Value): boolean =>
  list?.kind === "array" &&
  list.length > 0 &&
  others.length === 0 &&
  m.heap.read(list, "0").refs.length === 0;

/** Result of calling an external path; undefined when it never returns. */
export function callExternal(
  m: Machine,
  f: Frame,
  ext: ExtObj,
  self: Value | undefined,
  given: CallArgs,
  site: Site,
  form: CallForm,
): Value | undefined {
  const args =
    ext.bound === undefined ? given : { ...given, positional: [...ext.bound, ...given.positional] };
  const { language } = f.module;
  const models = m.model(language);
  const model = models.call(ext.path);
  const unbound = model === undefined ? methodOfClass(models, language, ext, self, args) : undefined;
  if (unbound !== undefined)
    return callExternal(m, f, m.ext(unbound.path), unbound.self, unbound.args, site, form);
  m.seen.call(f, ext, self, args, site);
  const native = nativeCall(m, f, ext, args, site, form);
  if (native !== undefined) return native;
  const call: ModelCall = {
    path: ext.path,
    self,
    args,
    site,
    frame: f,
    callee: ext.call === undefined ? undefined : ext,
    made: form.made,
  };
  if (model === undefined) return unmodelled(m, call, ext, form);
  const result = applyModel(m, call, model);
  return model.exits ? undefined : result;
}

/** Everything the rows of one path say about a call. */
export function applyModel(m: Machine, call: ModelCall, model: CallModel): Value {
  const f = call.frame;
  if (model.media.length > 0) noteMedia(m, call, model.media);
  if (model.sinks.length > 0) recordSinks(m, call, model.sinks);
  let out: Value = BOTTOM;
  for (const row of model.flows) out = joinKeeping(out, flowRow(m, call, row, model));
  for (const row of model.sources) {
    if (!m.wantedSources.has(row.kind) || (row.out !== undefined && row.out !== "return")) continue;
    if (row.when !== undefined && !holds(m, call, row.when)) continue;
    const header =
      row.kind === "http-input" && row.name !== undefined ? headerRead(m, call, row, row.name) : undefined;
    if (header !== undefined) {
      out = join(out, header);
      continue;
    }
    if (row.kind === "environment" && row.name !== undefined) {
      out = join(out, namedSource(m, call, row, row.name));
      continue;
    }
    let v: Value = {
      ...BOTTOM,
      taints: [m.source(row.kind, `${call.path}()`, call.site, undefined, call.path, undefined, row.asked)],
    };
    if (row.fields !== undefined) {
      const obj = m.heap.data("object", call.site, `src${f.summary.heapContext}`);
      for (const name of row.fields)
        m.heap.write(obj, name, { ...BOTTOM, taints: v.taints.map((n) => m.lineage.prop(n, name)) });
      v = reference(obj);
    }
    out = join(out, v);
  }
  call.result = model.types.some(isMade) ? join(out, reference(resultObject(m, call))) : out;
  const through = runCallbacks(m, call, model);
  // Of a list whose elements were tested one by one, only what is known after that goes on.
  const chosen = model.callbacks.some((row) => row.result === "filter" || row.result === "find");
  if (through !== undefined)
    out = chosen && (through.taints.length > 0 || isPlaced(m, through)) ? through : joinKeeping(through, out);
  let typed: Value = BOTTOM;
  // What taints the result of putting objects together, the flows say.
  const merges = model.flows.some((row) => row.op === "merge");
  for (const row of model.types) {
    if (row.when !== undefined && !holds(m, call, row.when)) continue;
    const given = isMade(row) ? reference(resultObject(m, call)) : typeResult(m, call, row.returns);
    if (row.kept !== undefined) holdIn(m, call, row.kept, given);
    typed = join(typed, merges ? { ...given, taints: [] } : given);
  }
  for (const row of model.entities) {
    const decided = m.hooks.entity({
      row,
      path: call.path,
      self: call.self,
      args: call.args,
      site: call.site,
      frame: f,
    });
    if (decided !== undefined) typed = join(typed, decided);
  }
  const guarded = guardResult(m, call, model.guards);
  // A test whose answer is known says no more than that.
  if (guarded?.consts.length === 1) return guarded;
  if (guarded !== undefined)
    return isBottom(out) && isBottom(typed)
      ? guarded
      : {
          ...join(plain(join(out, typed)), plain(guarded)),
          ...(guarded.pred ? { pred: guarded.pred } : {}),
          ...(guarded.outcomes ? { outcomes: guarded.outcomes } : {}),
          ...(guarded.asked ? { asked: guarded.asked } : {}),
        };
  if (!isBottom(typed)) return join(out, typed);
  if (
    model.flows.some((r) => (r.to ?? "return") === "return") ||
    model.callbacks.some((r) => (r.result ?? "none") !== "none")
  ) {
    if (out.outcomes !== undefined) return out;
    if (isBottom(out) || (out.taints.length === 0 && out.refs.length === 0 && out.consts.length === 0))
      return join(out, opaque(m, call));
    return out;
  }
  return join(out, opaque(m, call));
}

/** The join of two results; which entry or element the first one is says more than what it may be. */
function joinKeeping(first: Value, second: Value): Value {
  if (isBottom(first) || isBottom(second)) return isBottom(first) ? second : first;
  const { outcomes } = first;
  const all = join(plain(first), plain(second));
  return outcomes === undefined || second.taints.length > 0 ? all : { ...all, outcomes };
}

/** A result about which the rows say nothing. */
function opaque(m: Machine, call: ModelCall): Value {
  return call.path.startsWith("%value.") || call.path.startsWith("%any.")
    ? UNKNOWN
    : reference(resultObject(m, call));
}

function resultObject(m: Machine, call: ModelCall, own?: string): ExtObj {
  const { heapContext } = call.frame.summary;
  const obj = m.heap.extCall(
    `${call.path}()`,
    call.site,
    own === undefined ? heapContext : `${heapContext}w${own}`,
    call.path,
    call.self ?? (call.callee === undefined ? undefined : reference(call.callee)),
  );
  keepArguments(obj, call.args);
  return obj;
}

function flowRow(m: Machine, call: ModelCall, row: FlowRow, model: CallModel): Value {
  if (row.when !== undefined && !holds(m, call, row.when)) return BOTTOM;
  const to = row.to ?? "return";
  const froms = Array.isArray(row.from)
    ? (row.from as readonly (string | number)[])
    : [row.from as string | number];
  let out: Value = BOTTOM;
  for (const from of froms) {
    const v = row.op === "collect" ? appended(m, call, from) : readPosition(m, call, from);
    if (v === undefined) continue;
    if (row.op === "written") {
      noteWritten(m, call, row, v);
      continue;
    }
    out = join(out, applyFlow(m, call, row, v));
    if (row.op === "file-content" && !opensToWrite(m, call, model))
      out = join(out, secretContent(m, call, v));
  }
  if (to === "return" || isBottom(out)) return to === "return" ? out : BOTTOM;
  writePosition(m, call, to, out);
  return BOTTOM;
}

/** What is opened to be filled is not read. */
const opensToWrite = (m: Machine, call: ModelCall, { sinks }: CallModel): boolean =>
  sinks.some(({ kind, when }) => kind === "file-write" && when !== undefined && holds(m, call, when));

/** What is appended to a list; operands behind `--` are marked (see behindDashes). */
function appended(m: Machine, call: ModelCall, from: string | number): Value | undefined {
  const list = call.self?.refs.length === 1 ? call.self.refs[0] : undefined;
  const values = rangeOf(call, from) ?? [readPosition(m, call, from)];
  noteFilled(call.frame.state, list);
  return putBehind(m, call.frame.state, call.self?.refs ?? [], values, call.site, (v) => {
    if (list?.kind === "array" && (v.pred !== undefined || v.outcomes !== undefined))
      noteCollected(call.frame, list, v, call.site);
  });
}

/** The object that a call makes, which is told from those that other calls make. */
const isMade = (row: TypeRow): boolean => row.returns === "made";

function typeResult(m: Machine, call: ModelCall, returns: string): Value {
  if (/^(\d+|this)/.test(returns)) {
    const given = readPosition(m, call, returns);
    if (given !== undefined) return given;
    // A decorator that is only configured (`@dataclass(frozen=True)`) gives what will be called with the argument.
    const configured = m.model(call.frame.module.language).call(`${call.path}()`) !== undefined;
    return configured ? reference(resultObject(m, call)) : UNKNOWN;
  }
  return libraryType(m, call.frame, returns, call.site);
}

const ofEnvironment = new WeakMap<ExtObj, boolean>();

/** A method of a variable of the environment, by whichever name it is read: what that holds is a text. */
function isOfEnvironment(m: Machine, call: ModelCall, ext: ExtObj): boolean {
  let known = ofEnvironment.get(ext);
  if (known === undefined) ofEnvironment.set(ext, (known = leadsThroughEnvironment(m, call, ext.path)));
  return known;
}

function leadsThroughEnvironment(m: Machine, call: ModelCall, path: string): boolean {
  const models = m.model(call.frame.module.language);
  for (let end = path.lastIndexOf("."); end > 0; end = path.lastIndexOf(".", end - 1))
    if (models.read(models.canonical(path.slice(0, end)))?.kind === "environment") return true;
  return false;
}

/** Nobody models it: the result is opaque; handed-over functions are called with unknown values. */
function unmodelled(m: Machine, call: ModelCall, ext: ExtObj, form: CallForm): Value {
  callHandedFunctions(m, call);
  // Whatever a decorator of a library does besides (counts calls, traces them, limits their rate), it calls what it wraps.
  const [wrapped] = call.args.positional;
  if (form.decorator === true && wrapped?.refs.some((r) => r.kind === "fn" || r.kind === "class"))
    return join(plain(wrapped), reference(resultObject(m, call)));
  // What such a function made of functions is called as they are (wrapped.ts).
  const inner = form.isNew === true ? undefined : wrappedFunctions(m, reference(ext));
  if (inner !== undefined)
    return join(
      plain(callValue(m, call.frame, inner, undefined, call.args, call.site) ?? BOTTOM),
      reference(resultObject(m, call)),
    );
  // A receiver from outside with a method the language itself knows (text of an option, a returned list).
  const method = form.method ?? lastName(ext.path);
  if (
    call.self !== undefined &&
    (call.self.taints.length > 0 ||
      ext.path.includes("()") ||
      ext.path.includes("[]") ||
      isOfEnvironment(m, call, ext) ||
      // A list that a library exports is gone through by what the program gives it.
      (form.method !== undefined && call.args.positional[0]?.refs.some(isFunction) === true))
  ) {
    const value = m.model(call.frame.module.language).call(`%value.${method}`);
    if (value !== undefined) {
      const v = applyModel(m, { ...call, path: `%value.${method}` }, value);
      return {
        ...join(plain(v), reference(resultObject(m, call))),
        ...(v.pred ? { pred: v.pred } : {}),
      };
    }
    const any = m.model(call.frame.module.language).call(`%any.${method}`);
    if (any !== undefined)
      return join(applyModel(m, { ...call, path: `%any.${method}` }, any), reference(resultObject(m, call)));
  }
  if (ext.path.split(".").length > 10) return UNKNOWN;
  const own = form.element === undefined ? functionsGiven(call.args.positional) : `e${form.element.id}`;
  return join(reference(resultObject(m, call, own)), variableRead(m, call));
}

/** Functions that are handed to something unknown may be called, with anything. */
export function callHandedFunctions(m: Machine, call: ModelCall): void {
  for (const v of [...call.args.positional, ...call.args.names.values()]) {
    for (const r of v.refs) {
      if (r.kind === "fn" && r.fn.kind !== "module") {
        const unknown = r.fn.params.map(() => UNKNOWN);
        callFunction(m, call.frame, r, UNKNOWN, argsOf(unknown), call.site);
      }
    }
  }
}
