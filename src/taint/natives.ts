/**
 * Parts of the languages themselves that act on functions, objects or control flow: promises, bind/call/apply,
 * property definition, prototypes, functools.partial and thread hand-over, super(), getattr.
 */
import { asText } from "./as-text.js";
import { type CallForm, callFunction, callValue } from "./call.js";
import { elementsOf } from "./collections.js";
import { loadComputed, storeComputed } from "./computed.js";
import { predOf } from "./conditions.js";
import { firstOr, howMany } from "./emptiness.js";
import { replacedFields, taken } from "./getters.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { makeMap } from "./maps.js";
import { importNamed } from "./modules.js";
import { byAnotherName } from "./other-names.js";
import { KEEPS_IN, keepIn, keepPromise, makePromise, promiseWithResolvers, REJECTED } from "./promises.js";
import { load, store } from "./properties.js";
import { reflected } from "./reflection.js";
import { dispatched, dispatching, REGISTER, registerCase } from "./single-dispatch.js";
import type { Site } from "./site.js";
import { defaulting, proxied } from "./stand-ins.js";
import {
  BOOL,
  BOTTOM,
  constStrings,
  type ExtObj,
  type FnObj,
  isBottom,
  join,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

const only = (positional: readonly Value[], names: CallArgs["names"] = new Map()): CallArgs => ({
  positional,
  names,
  rest: undefined,
  kwRest: undefined,
});

/** Functions whose remaining arguments go to the function in argument 0. */
const HAND_OVER: ReadonlyMap<string, number> = new Map(
  Object.entries({
    "asyncio.to_thread": 0,
    "anyio.to_thread.run_sync": 0,
    "starlette.concurrency.run_in_threadpool": 0,
    "fastapi.concurrency.run_in_threadpool": 0,
  }),
);

export function nativeCall(
  m: Machine,
  f: Frame,
  ext: ExtObj,
  args: CallArgs,
  site: Site,
  form: CallForm,
): Value | undefined {
  const { path } = ext;
  const at = (i: number): Value => args.positional[i] ?? UNDEFINED;
  const over = HAND_OVER.get(path);
  if (over !== undefined)
    return (
      callValue(m, f, at(over), undefined, { ...args, positional: args.positional.slice(over + 1) }, site) ??
      UNKNOWN
    );
  if (path.endsWith(".run_in_executor") || path.endsWith(".submit")) {
    const skip = path.endsWith(".submit") ? 0 : 1;
    if (at(skip).refs.some((r) => r.kind === "fn"))
      return (
        callValue(
          m,
          f,
          at(skip),
          undefined,
          { ...args, positional: args.positional.slice(skip + 1) },
          site,
        ) ?? UNKNOWN
      );
  }
  const named = byAnotherName(m, f, ext, args, site);
  if (named !== undefined) return named;
  switch (path) {
    case "%register":
      return m.hooks.apply(ext, args) ?? UNKNOWN;
    case "%resolve":
      keepPromise(m, f, ext, at(0), site);
      return UNDEFINED;
    case KEEPS_IN:
      keepIn(m, f, at(0), at(1));
      return UNDEFINED;
    case "global.Promise.withResolvers":
      return promiseWithResolvers(m, f, site);
    case "global.Promise.reject":
      return reference(m.ext(REJECTED));
    case "global.Promise":
      return makePromise(m, f, at(0), site);
    case "global.Object.defineProperty": {
      const desc = at(2);
      const value = load(m, f, desc, "value", site);
      const getter = load(m, f, desc, "get", site);
      let v =
        isBottom(value) ||
        (value.consts.length === 1 && value.refs.length === 0 && value.consts[0] === undefined)
          ? BOTTOM
          : value;
      for (const r of getter.refs)
        if (r.kind === "fn") v = join(v, callFunction(m, f, r, at(0), only([]), site));
      if (!isBottom(v)) storeComputed(m, f, at(0), at(1), v, site);
      return at(0);
    }
    case "builtins.bool":
    case "global.Boolean":
      if (form.isNew === true || args.positional.length !== 1) return undefined;
      return withPred(BOOL, predOf(at(0)));
    case "builtins.str":
    case "global.String": {
      const text = args.positional.length === 1 ? asText(m, f, at(0), site) : at(0);
      return text === at(0) ? undefined : text;
    }
    case "global.Map":
      return makeMap(m, f, at(0), site);
    case "global.Proxy":
      return proxied(m, f, at(0), at(1), site);
    case "collections.defaultdict":
      return defaulting(m, f, at(0), args.positional[1] ?? BOTTOM, site);
    case "global.Object.setPrototypeOf":
      for (const r of at(0).refs) m.heap.write(r, "%proto", at(1));
      return at(0);
    case "global.Object.create": {
      const obj = m.heap.data("object", site, f.summary.heapContext);
      m.heap.write(obj, "%proto", at(0));
      return reference(obj);
    }
    case "builtins.len":
      return howMany(f.state, at(0));
    case "builtins.next":
      if (args.positional.length !== 2) return undefined;
      return firstOr(f.state, at(0), elementsOf(m, at(0), site), at(1));
    case "global.Reflect.get":
    case "builtins.getattr": {
      const v = loadComputed(m, f, at(0), at(1), site);
      return args.positional[2] === undefined ? v : join(v, at(2));
    }
    case "builtins.setattr": {
      const names = constStrings(at(1));
      if (names !== undefined) for (const n of names) store(m, f, at(0), n, at(2));
      else storeComputed(m, f, at(0), at(1), at(2), site);
      return UNDEFINED;
    }
    case "global.Reflect.apply":
      return callValue(m, f, at(0), at(1), spreadList(m, at(2), site), site) ?? UNKNOWN;
    case "dataclasses.replace":
    case "copy.replace":
      return replacedFields(m, f, at(0), args.names, site);
    case "functools.singledispatch":
      return dispatching(m, f, path, at(0), site);
    case "functools.singledispatch()":
      return dispatched(m, f, ext, args, site);
    case REGISTER:
      return registerCase(m, ext, args, site);
    case "operator.itemgetter()":
    case "operator.attrgetter()":
      return taken(m, f, at(0), ext.call?.args ?? [], path === "operator.attrgetter()", site);
    case "functools.partial":
    case "functools.partialmethod":
      return bind(m, f, at(0), undefined, args.positional.slice(1), site, args.names);
    case "importlib.import_module": {
      const names = constStrings(at(0));
      if (names === undefined) return undefined;
      let v: Value = BOTTOM;
      for (const n of names) v = join(v, importNamed(m, f, n, true));
      return v;
    }
    case "asyncio.gather": {
      const list = m.heap.data("array", site, f.summary.heapContext);
      args.positional.forEach((v, i) => {
        m.heap.write(list, String(i), v);
      });
      list.length = args.positional.length;
      return reference(list);
    }
    case "functools.wraps()": {
      // The wrapper takes the name and the signature of what it wraps.
      const wrapped = ext.call?.args[0] ?? BOTTOM;
      const name = load(m, f, wrapped, "__name__", site);
      for (const r of at(0).refs) {
        if (r.kind !== "fn") continue;
        if (!isBottom(name)) m.heap.write(r, "__name__", name);
        m.heap.write(behind(m, r, wrapped), "__wrapped__", wrapped);
      }
      return at(0);
    }
    case "builtins.type": {
      if (args.positional.length !== 1) return undefined;
      const classes = at(0).refs.flatMap((r) => (r.kind === "instance" ? [r.cls] : []));
      return classes.length === 0 ? undefined : { ...BOTTOM, refs: [...new Set(classes)] };
    }
    default:
      return reflected(m, f, path, args, site);
  }
}

const MAX_WRAPPERS = 5;

/**
 * Where it is kept what a decorator wraps. A wrapper made by a decorator of its own wraps that one's function
 * already; what the decorator above it names stands behind all of them.
 */
function behind(m: Machine, wrapper: FnObj, wrapped: Value): FnObj {
  let at = wrapper;
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    const { refs } = m.heap.read(at, "__wrapped__");
    const inner = refs.find((r) => r.kind === "fn");
    if (inner === undefined || inner === at || wrapped.refs.some((r) => refs.includes(r))) break;
    at = inner;
  }
  return at;
}

/** `fn.bind`, `fn.call`, `fn.apply`: methods of function values. Undefined when `method` is none of them. */
export function functionMethod(
  m: Machine,
  f: Frame,
  fn: Value,
  method: string,
  args: CallArgs,
  site: Site,
): Value | undefined {
  const [self, ...rest] = args.positional;
  switch (method) {
    case "bind":
      return bind(m, f, fn, self, rest, site);
    case "call":
      return callValue(m, f, fn, self, { ...args, positional: rest }, site) ?? UNKNOWN;
    case "apply":
      return callValue(m, f, fn, self, spreadList(m, rest[0] ?? UNKNOWN, site), site) ?? UNKNOWN;
    default:
      return undefined;
  }
}

function spreadList(m: Machine, list: Value, site: Site): CallArgs {
  const arr = list.refs.length === 1 && list.taints.length === 0 ? list.refs[0] : undefined;
  if (arr?.kind === "array" && isBottom(m.heap.read(arr, "*"))) {
    const positional: Value[] = [];
    for (let i = 0; i < arr.length; i++) positional.push(m.heap.read(arr, String(i)));
    return only(positional);
  }
  return { positional: [], names: new Map(), rest: elementsOf(m, list, site), kwRest: undefined };
}

export function bind(
  m: Machine,
  f: Frame,
  fn: Value,
  self: Value | undefined,
  bound: readonly Value[],
  site: Site,
  names?: CallArgs["names"],
): Value {
  let out: Value = { ...BOTTOM, taints: fn.taints, unknown: fn.unknown };
  for (const r of fn.refs) {
    if (r.kind === "fn")
      out = join(out, reference(m.heap.boundFn(site, f.summary.heapContext, r, self, bound, names)));
    else if (r.kind === "ext")
      out = join(out, reference(bound.length === 0 ? r : m.heap.boundExt(site, r, bound)));
    else out = join(out, reference(r));
  }
  return out;
}
