/** Functions handed to a library: called with what the models say the library passes. */
import { replacedBy } from "../ir/replaced.js";
import type { CallModel } from "../models/call-model.js";
import type { CallbackRow } from "../models/types.js";
import { type ModelCall, makerOf, rangeOf, readPosition } from "./arguments.js";
import { argsOf, callValue } from "./call.js";
import { perElement, shape } from "./callback-results.js";
import { elementOutcomes, elementsOf, textsBehind } from "./collections.js";
import { isCommand } from "./commands.js";
import { difference, type FactDelta, type FactMap, forEach, isOfElement } from "./facts.js";
import { handedValue } from "./handed-values.js";
import { keep, kept } from "./kept-functions.js";
import type { Frame, Machine } from "./machine.js";
import { predOfCollected } from "./quantified.js";
import { holds } from "./row-conditions.js";
import { assume } from "./state.js";
import { asStored } from "./stored.js";
import { SERVED, suppliedValue } from "./supplied.js";
import {
  BOOL,
  BOTTOM,
  type DataObj,
  join,
  MAX_LISTED,
  type Obj,
  plain,
  reference,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

/** A command-line function has one for each option. */
const MAX_PARAMETERS = 60;

/** Runs the callbacks of a call; gives the part of the result that comes from them. */
export function runCallbacks(m: Machine, call: ModelCall, model: CallModel): Value | undefined {
  let out: Value | undefined;
  const handled = new Set<Value>();
  const handedOn: HandedOn = new Map();
  for (const row of model.callbacks) {
    if (row.result === "never") continue;
    if (row.result === "served") {
      serve(m, call, model, row);
      continue;
    }
    const given =
      row.runs !== undefined || row.announces !== undefined
        ? [kept(m, call, row)]
        : (rangeOf(call, row.callback) ?? [readPosition(m, call, row.callback)]);
    for (const cb of given) {
      if (row.keeps !== undefined && cb !== undefined) keep(m, call, row, cb);
      const answers =
        cb === undefined || (row.result !== "some" && row.result !== "every")
          ? undefined
          : predOfCollected(call.frame.state, cb, row.result);
      if (answers !== undefined) out = withPred(BOOL, answers);
      if (
        cb === undefined ||
        !cb.refs.some(
          (r) =>
            r.kind === "fn" ||
            (r.kind === "ext" && row.result !== undefined) ||
            (r.kind === "class" && (row.result === "supplied" || row.result === "return")),
        )
      )
        continue;
      handled.add(cb);
      if (row.answers !== undefined) noteAnswers(m, call, row.answers, cb);
      if (isCommand(model) && (row.result ?? "none") === "none") {
        m.commands.run(m, cb, `${call.site.id}|${cb.refs.map((r) => r.id).join()}`, () =>
          runOne(m, call, model, row, cb),
        );
        continue;
      }
      const v = runOne(m, call, model, row, cb, handedOn);
      noteHandedOn(m, call, model, cb, handedOn);
      if (v !== undefined) out = out === undefined ? v : join(plain(out), v);
    }
  }
  for (const row of model.sources) {
    if (typeof row.out !== "object" || !m.wantedSources.has(row.kind)) continue;
    const range = rangeOf(call, row.out.callback) ?? [readPosition(m, call, row.out.callback)];
    for (const cb of range) {
      if (cb === undefined || handled.has(cb) || !cb.refs.some((r) => r.kind === "fn")) continue;
      handled.add(cb);
      runOne(m, call, model, { call: row.call ?? "", callback: row.out.callback }, cb);
    }
  }
  // Functions in positions that no row mentions may be called as well.
  if (model.callbacks.length === 0 && model.entities.length === 0) {
    for (const cb of [...call.args.positional, ...call.args.names.values()]) {
      if (!handled.has(cb) && cb.refs.some((r) => r.kind === "fn"))
        runOne(m, call, model, { call: "", callback: 0 }, cb);
    }
  }
  return out;
}

/** Runs the functions that a call serves, and before these the ones without parameters that make them. */
function serve(m: Machine, call: ModelCall, model: CallModel, row: CallbackRow): void {
  const run = (r: Obj): Value => plain(invoke(m, call, model, row, reference(r), undefined, undefined));
  for (const r of readPosition(m, call, row.callback)?.refs ?? []) {
    if (r.kind !== "fn") continue;
    const made = run(r);
    if (r.fn.params.length > 0) continue;
    m.heap.write(r, SERVED, made);
    for (const app of made.refs) if (app.kind === "fn") run(app);
  }
}

/** What earlier functions of the same call have put in the place of what was sent, by property. */
type HandedOn = Map<string, Value>;

/** The object that functions are given whose first parameter holds what was sent. */
const sentObject = (m: Machine, call: ModelCall): DataObj =>
  m.heap.data("object", call.site, `cb${call.frame.summary.heapContext}`);

/** Notes what such a function has surely replaced before it hands on to the next one. */
function noteHandedOn(m: Machine, call: ModelCall, model: CallModel, cb: Value, handedOn: HandedOn): void {
  const [only] = cb.refs;
  if (only?.kind !== "fn" || cb.refs.length > 1) return;
  const names = replacedBy(only.fn);
  if (names.length === 0 || !model.sources.some((s) => typeof s.out === "object" && s.fields)) return;
  for (const name of names) {
    const v = m.heap.read(sentObject(m, call), name);
    const taints = v.taints.filter((node) => !(node.op?.op === "prop" && node.parent?.parent === undefined));
    if (taints.length + v.refs.length > 0) handedOn.set(name, { ...plain(v), taints });
  }
}

/** Remembers where the function's result goes, before it runs. */
function noteAnswers(
  m: Machine,
  call: ModelCall,
  { kind, when, typed }: NonNullable<CallbackRow["answers"]>,
  cb: Value,
): void {
  if (when !== undefined && !holds(m, makerOf(call), when)) return;
  for (const r of cb.refs)
    if (r.kind === "fn" && !m.answering.has(r.fn))
      m.answering.set(r.fn, { kind, label: r.fn.name === "" ? "the view" : `${r.fn.name}()`, typed });
}

function runOne(
  m: Machine,
  call: ModelCall,
  model: CallModel,
  row: CallbackRow,
  cb: Value,
  handedOn?: HandedOn,
): Value | undefined {
  const kind = row.result ?? "none";
  if (isUnheard(kind, call, cb)) {
    const { facts } = call.frame.state;
    invoke(m, call, model, row, cb, undefined, undefined, handedOn);
    call.frame.state.facts = facts;
    const list = Object.values(row.passes ?? {}).find((p) => String(p).endsWith("[]"));
    return shape(m, call, kind, UNKNOWN, list === undefined ? undefined : readPosition(m, call, list));
  }
  const fromList = Object.entries(row.passes ?? {}).find(([, p]) => String(p).endsWith("[]"));
  // A list of known objects: one call per element, so that what belongs together stays together.
  if (fromList !== undefined) {
    const listPosition = String(fromList[1]).slice(0, -2);
    const list = readPosition(m, call, listPosition);
    const elements = list && (elementOutcomes(m, list) ?? textsBehind(m, list, kind));
    if (elements !== undefined && elements.length <= MAX_LISTED) {
      const results = elements.map((e) => ({
        element: e,
        result: invoke(m, call, model, row, cb, Number(fromList[0]), e.value),
      }));
      return perElement(m, call, kind, results);
    }
  }
  const { facts } = call.frame.state;
  const promised = call.frame.calling?.pending?.length ?? 0;
  const result = invoke(m, call, model, row, cb, undefined, undefined, handedOn);
  if (fromList !== undefined && GOES_THROUGH.has(kind) && call.frame.module.language === "javascript")
    ofEveryElement(call.frame, facts, promised);
  const list = fromList === undefined ? undefined : readPosition(m, call, String(fromList[1]));
  const generates = cb.refs.some((r) => r.kind === "fn" && r.fn.generator);
  if (row.kept !== undefined)
    holdIn(m, call, row.kept, generates ? elementsOf(m, result, call.site) : result);
  return shape(m, call, kind, result, list, generates);
}

/** Whatever they answer, the function is called for each element. */
const GOES_THROUGH: ReadonlySet<string> = new Set(["none", "list"]);

/** What the function establishes of an element it establishes of each: `words.forEach(assertWord)`. */
function ofEveryElement(f: Frame, before: FactMap, promised: number): void {
  const ofElement = ({ node, fact }: FactDelta) => fact.options === undefined && isOfElement(node);
  assume(f.state, forEach(difference(f.state.facts, before).filter(ofElement)));
  const pending = f.calling?.pending;
  pending?.push(...forEach(pending.slice(promised).filter(ofElement)));
}

/** It is what these properties of a library's objects hold from here on. */
export function holdIn(m: Machine, call: ModelCall, places: readonly string[], v: Value): void {
  const models = m.model(call.frame.module.language);
  for (const place of places) {
    const dot = place.lastIndexOf(".");
    const holder = m.ext(models.canonical(place.slice(0, dot)));
    m.heap.write(holder, place.slice(dot + 1), asStored(m, call.frame, plain(v)));
  }
}

const ASKING: ReadonlySet<string> = new Set(["some", "every", "find", "position", "filter"]);

/**
 * Is the function asynchronous, and its caller nobody who waits? A promise is no answer to whoever asks for one
 * (`list.every(async (x) => ...)`), and what goes wrong in it stops nobody.
 */
function isUnheard(kind: NonNullable<CallbackRow["result"]>, call: ModelCall, cb: Value): boolean {
  if (!ASKING.has(kind) && (kind !== "none" || call.frame.module.language !== "javascript")) return false;
  return cb.refs.length > 0 && cb.refs.every((r) => r.kind === "fn" && r.fn.async);
}

function invoke(
  m: Machine,
  call: ModelCall,
  model: CallModel,
  row: CallbackRow,
  cb: Value,
  at: number | undefined,
  element: Value | undefined,
  handedOn?: HandedOn,
): Value {
  const positional: Value[] = [];
  const put = (i: number, v: Value) => {
    while (positional.length <= i) positional.push(UNKNOWN);
    const before = positional[i] as Value;
    positional[i] = before === UNKNOWN ? v : join(before, v);
  };
  for (const [index, position] of Object.entries(row.passes ?? {})) {
    const i = Number(index);
    if (i === at && element !== undefined) {
      put(i, element);
      continue;
    }
    // The list beside its element, which is in one of several lists: taken apart, it would meet the elements of others.
    const beside = readPosition(m, call, position) ?? UNKNOWN;
    put(i, element === undefined ? beside : plain(beside));
  }
  const python = call.frame.module.language === "python";
  for (const [index, path] of Object.entries(row.gives ?? {}))
    put(Number(index), reference(m.ext(m.model(python ? "python" : "javascript").canonical(path))));
  for (const s of model.sources) {
    if (typeof s.out !== "object" || !m.wantedSources.has(s.kind)) continue;
    const sent = m.source(s.kind, `${call.path}()`, call.site, undefined, call.path);
    const node = handedValue(m, call, s, cb, sent);
    if (s.fields === undefined) put(s.out.param, { ...BOTTOM, taints: [node] });
    else {
      const sent = sentObject(m, call);
      for (const name of s.fields)
        m.heap.write(sent, name, { ...BOTTOM, taints: [m.lineage.prop(node, name)] });
      put(s.out.param, reference(sent));
      if (handedOn !== undefined && handedOn.size > 0)
        positional[s.out.param] = withReplaced(m, call, positional[s.out.param] as Value, handedOn);
    }
  }
  for (const r of cb.refs)
    if (r.kind === "fn")
      while (positional.length < r.fn.params.length && positional.length < MAX_PARAMETERS)
        positional.push(UNKNOWN);
  fillSupplied(m, call, cb, positional);
  const args = { ...argsOf(positional), names: byName(cb, positional) };
  return callValue(m, call.frame, cb, undefined, args, call.site) ?? BOTTOM;
}

const NO_NAMES: ReadonlyMap<string, Value> = new Map();

/** Python: what is meant for parameters that are only given by name (`def view(*, path)`). */
function byName({ refs }: Value, positional: readonly Value[]): ReadonlyMap<string, Value> {
  let names: Map<string, Value> | undefined;
  for (const r of refs) {
    if (r.kind !== "fn") continue;
    r.fn.params.slice(r.bound?.length ?? 0).forEach((p, i) => {
      const v = p.keywordOnly === true ? positional[i] : undefined;
      if (v !== undefined && v !== UNKNOWN) (names ??= new Map()).set(p.name, v);
    });
  }
  return names ?? NO_NAMES;
}

/** The same, but for what was replaced: an object of its own that hides it. */
function withReplaced(m: Machine, call: ModelCall, given: Value, handedOn: HandedOn): Value {
  const key = `on${call.frame.summary.heapContext}.${[...handedOn.keys()].join()}`;
  const obj = m.heap.data("object", call.site, key);
  m.heap.write(obj, "%proto", given);
  for (const [name, value] of handedOn) m.heap.write(obj, name, asStored(m, call.frame, value));
  return reference(obj);
}

/** Parameters that the framework fills get what it puts there, whatever else a row says of their position. */
function fillSupplied(m: Machine, call: ModelCall, cb: Value, positional: Value[]): void {
  for (const r of cb.refs) {
    if (r.kind !== "fn") continue;
    r.fn.params.slice(r.bound?.length ?? 0).forEach((p, i) => {
      const v =
        p.defaultThunk === undefined && p.annotation === undefined
          ? undefined
          : suppliedValue(m, call.frame, r, p);
      if (v !== undefined && i < MAX_PARAMETERS) positional[i] = v;
    });
  }
}
