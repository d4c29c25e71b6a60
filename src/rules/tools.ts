/** The tools of a server as checks see them: what handles them, what they can do, and which are registered twice. */
import { functionsAround } from "../ir/around.js";
import type { FunctionIR } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Deployment } from "../server/deployment.js";
import type { ServerView } from "../server/discover.js";
import type { Entity } from "../server/entity.js";
import { firstMet } from "../server/first-met.js";
import { schemaOf } from "../server/texts.js";
import { callsOf } from "../server/tool-calls.js";
import { lazily } from "../taint/lazily.js";
import type { Machine } from "../taint/machine.js";
import type { FnObj, Obj, ScopeObj, Value } from "../taint/values.js";
import type { Program, Tool } from "./api.js";
import { isEither } from "./either.js";

/** The same name twice, at two places to both of which the program comes, and with two handlers, both of them known. */
export function repeatedTools(m: Machine, view: ServerView): Program["repeatedTools"] {
  const known = new Map<string, Entity>();
  const out: { name: string; first: Entity["site"]; again: Entity["site"] }[] = [];
  for (const entity of view.entities) {
    if (entity.kind !== "tool" || entity.name === undefined) continue;
    const before = known.get(entity.name);
    if (before === undefined) known.set(entity.name, entity);
    else if (
      before.site !== entity.site &&
      !onServersOfTheirOwn(before.site, entity.site) &&
      !sameHandler(entity, before) &&
      !sameHandler(before, entity) &&
      !isEither(m.seen, before.site, entity.site)
    )
      out.push({ name: entity.name, first: before.site, again: entity.site });
  }
  return out;
}

/** `createHandler((server) => server.registerTool(...))`, twice: each callback is handed a server of its own. */
function onServersOfTheirOwn(a: Entity["site"], b: Entity["site"]): boolean {
  const [first, second] = [callbackAround(a), callbackAround(b)];
  return first !== undefined && second !== undefined && first !== second;
}

/** The outermost anonymous function with a parameter around a place. */
const callbackAround = ({ module, span }: Entity["site"]): FunctionIR | undefined =>
  functionsAround(module, span).findLast(
    (fn) => fn.kind === "arrow" && fn.name === "" && fn.params.length > 0,
  );

/** Is the handler of one that of the other, or a function around it (`@logged`)? */
function sameHandler(outer: Entity, inner: Entity): boolean {
  const own = new Set(handlersOf(inner));
  return handlerObjects(outer).some((o) => own.has(o.fn) || seenFrom(o).some((fn) => own.has(fn)));
}

/** Functions among the variables that a nested function sees of those around it. */
function* variablesAround({ env }: FnObj): Generator<Obj> {
  for (let scope: ScopeObj | undefined = env; scope?.parent !== undefined; scope = scope.parent)
    for (const { value } of scope.cells.values()) yield* value.refs;
}

const seenFrom = (o: FnObj): FunctionIR[] =>
  [...variablesAround(o)].flatMap((r) => (r.kind === "fn" ? [r.fn] : []));

/** The tools of a server; what costs something is made when it is asked for. */
export function toolsOf(m: Machine, view: ServerView, deployment: Deployment): readonly Tool[] {
  // Tools of a low-level server are named by its list handler and run by its call handler.
  const dispatchers = view.entities.filter((e) => e.kind === "call").flatMap((e) => handlersOf(e));
  // Tools that are registered in a loop share a handler; those that are given the same one each do the same.
  const users = new Map<FunctionIR, Map<Entity["site"], Set<string>>>();
  for (const entity of view.entities) {
    if (entity.kind !== "tool") continue;
    for (const fn of handlersOf(entity)) {
      let places = users.get(fn);
      if (places === undefined) users.set(fn, (places = new Map()));
      places.set(entity.site, (places.get(entity.site) ?? new Set()).add(entity.name ?? "?"));
    }
  }
  const inLoop = (fn: FunctionIR): boolean =>
    [...(users.get(fn)?.values() ?? [])].some((each) => each.size > 1);
  const isFirst = firstMet();
  const entries = [...view.entities, ...view.listed].filter((e) => e.kind === "tool" && isFirst(e));
  const out: Tool[] = [];
  for (const entity of entries) {
    const objects = handlerObjects(entity);
    const own = objects.map((o) => o.fn);
    const functions = lazily(() =>
      own.length > 0 ? deployment.reach.fromObjects(objects) : deployment.reach.fromAll(dispatchers),
    );
    const capabilities = lazily(() => capabilitiesOf(functions(), deployment));
    const calls = lazily(() =>
      callsOf(
        m,
        {
          functions: own.length > 0 ? own : dispatchers,
          objects,
          // The only tool there is has nobody to share with.
          shared: entries.length > 1 && (own.length === 0 || entity.name === undefined || own.some(inLoop)),
        },
        entity.name,
        (fn) => deployment.calls.in(fn),
      ),
    );
    out.push({
      name: entity.name,
      description: entity.description,
      annotations: annotationsOf(entity.annotations),
      site: entity.site,
      get functions() {
        return functions();
      },
      get capabilities() {
        return capabilities();
      },
      get calls() {
        return calls();
      },
      schema: schemaOf(entity),
      said: entity.said ?? [],
    });
  }
  return out;
}

const handlerObjects = (entity: Entity): FnObj[] =>
  (entity.handler?.refs ?? []).flatMap((r) => (r.kind === "fn" ? [r] : []));

/** The functions that handle a tool, a resource or a prompt. */
export const handlersOf = (entity: Entity): FunctionIR[] => handlerObjects(entity).map((o) => o.fn);

function capabilitiesOf(functions: ReadonlySet<FunctionIR>, deployment: Deployment): ReadonlySet<SinkKind> {
  const kinds = new Set<SinkKind>();
  for (const fn of functions)
    for (const call of deployment.calls.in(fn))
      for (const kind of deployment.calls.kinds(call)) kinds.add(kind);
  return kinds;
}

/** Constant flags of an annotations object, whatever language it is written in. Of several it may be, what all say. */
export function annotationsOf(v: Value | undefined): Readonly<Record<string, unknown>> {
  const [first = {}, ...others] = (v?.refs ?? []).map(flagsOf);
  if (others.length === 0) return first;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((each) => each[key] === value)),
  );
}

function flagsOf(r: Obj): Readonly<Record<string, unknown>> {
  const out: Record<string, unknown> = {};
  const cells: [string, Value][] =
    r.kind === "ext" ? [...(r.call?.names ?? [])] : [...r.cells].map(([key, cell]) => [key, cell.value]);
  for (const [key, { consts, unknown }] of cells)
    if (!key.startsWith("%") && key !== "*" && consts.length === 1 && !unknown) out[key] = consts[0];
  return out;
}
