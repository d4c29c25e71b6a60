/**
 * Runs a program until what it registers and what its handlers do are known.
 *
 * First every module's top level, then functions that register something but that nothing called, then
 * the handlers of what was registered; again while the heap still grows.
 */
import { mentions } from "../ir/mentions.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import { callFunction } from "../taint/call.js";
import type { Frame, Machine } from "../taint/machine.js";
import { runModule } from "../taint/running.js";
import { newState } from "../taint/state.js";
import { Summary } from "../taint/summary.js";
import { BOTTOM, MAX_LISTED, UNDEFINED, UNKNOWN } from "../taint/values.js";
import { answersByHand, CALLING } from "./by-hand.js";
import { entityByPlace, filesByPlace } from "./by-place.js";
import { Callers } from "./callers.js";
import { toolClasses, toolObjects } from "./definitions.js";
import type { Entity } from "./entity.js";
import { withoutRepeats } from "./first-met.js";
import { listedTools } from "./listed.js";
import { runOverriding } from "./overriding.js";
import { PROTOCOL } from "./protocol.js";
import { Registry } from "./registry.js";
import { runEntity } from "./run.js";
import { runSchemaFunctions } from "./schema-functions.js";
import { registers } from "./shapes.js";
import { starts } from "./starters.js";
import { methodIn, typedInstance, unknownArgs } from "./unknown.js";

const MAX_PASSES = 3;
/** With as many handlers, what they call is run once for all of them in a round. */
const MANY = 24;
/** Share of the budget up to which what registers is run before any handler. */
const SHARE_OF_REGISTRATION = 0.7;
/** Share of the budget up to which modules that register nothing are run before any handler. */
const SHARE_OF_REST = 0.3;

export interface ServerView {
  readonly entities: readonly Entity[];
  readonly transports: Registry["transports"];
  /** Tools that a list handler names: for low-level servers. */
  readonly listed: readonly Entity[];
}

/** What manifests say of a program. */
export interface Manifests {
  /** That it is a server, whatever its code mentions. */
  readonly named: boolean;
  readonly dependsOn: (name: string) => boolean;
}

const NO_MANIFESTS: Manifests = { named: false, dependsOn: () => false };

export function discoverServer(
  m: Machine,
  modules: readonly ModuleIR[],
  { named, dependsOn }: Manifests = NO_MANIFESTS,
): ServerView {
  const registry = new Registry(m);
  m.hooks = {
    entity: (e) => registry.entity(e),
    method: (name, self, args, site, frame) => registry.method(name, self, args, site, frame),
    apply: (marker, args) => registry.apply(marker, args),
    validated: (schema, v, site, f) => runSchemaFunctions(m, f, schema, v, site),
  };
  for (const module of modules) m.addModule(module);
  const frame = rootFrame(m, modules);
  if (frame === undefined) return { entities: [], transports: [], listed: [] };
  const listed = new Map<string, Entity>();
  const done = new Map<Entity, number>();
  const variants = new Map<string, Entity[]>();
  // Modules that register something come first: on a large program they get the budget.
  const all = modules.filter((module) =>
    module.functions.some((fn) => fn.vendored === undefined && registers(fn)),
  );
  const minified = all.filter((module) => module.minified);
  // Of these, those that know the protocol are surely about it: others call their own things "tool" and "register".
  const registering = protocolFirst(all.filter((module) => !module.minified));
  const rest = modules.filter((module) => !all.includes(module));
  // On the way to what registers, and in reach of nobody.
  const leading = new Map<FunctionIR, ModuleIR>();
  const hasTools = () => registry.entities.some(isRegistered);
  const register = (some: readonly ModuleIR[]) => {
    for (const module of some) runModule(m, m.info(module));
    runRegistrars(m, frame, some, modules, leading);
  };
  const runRest = () => {
    for (const module of rest) if (!module.minified || !hasTools()) runModule(m, m.info(module));
  };
  // A program that neither registers anything nor mentions the protocol is no server: nothing to follow.
  const placed = filesByPlace(m, modules, dependsOn);
  if (all.length + placed.length === 0 && !named && !modules.some(mentionsProtocol))
    return { entities: [], transports: [], listed: [] };
  m.commands.atOnce = (fn) => registers(fn.fn) || starts(fn.module, fn.fn);
  /** Where nothing has registered a tool, it is a command that will. */
  const runCommands = () => !hasTools() && m.commands.runWaiting(m);
  let rounds = 0;
  const runHandlers = () => {
    m.registering = false;
    m.round = registry.entities.length >= MANY ? ++rounds : 0;
    for (let i = 0; i < registry.entities.length && !m.exhausted; i++) {
      const entity = registry.entities[i] as Entity;
      if (done.get(entity) === m.heap.epoch || isVariant(entity, variants)) continue;
      m.heap.enumerating = entity.kind === "list";
      const { outdated } = m;
      // What it changes itself, it may have read before.
      const { epoch } = m.heap;
      const result = runEntity(m, entity, frame);
      m.heap.enumerating = false;
      if (entity.kind === "list")
        for (const t of listedTools(m, frame, result, entity)) listed.set(`${t.name}`, t);
      if (m.outdated === outdated) done.set(entity, epoch);
      else done.delete(entity);
    }
    m.round = 0;
    m.registering = true;
  };
  const findByPlace = () => {
    for (const file of placed) {
      const [key, entity] = entityByPlace(m, frame, file) ?? [];
      if (key !== undefined && entity !== undefined) registry.addFound(entity, key);
    }
  };
  /** Tools that nothing registers in a way that is known, told by what they look like. */
  const findByForm = () => {
    for (const [key, e] of toolObjects(m, !hasTools())) registry.addFound(e, key);
    const known = new Set([...registry.entities.map((e) => e.name), ...listed.keys()]);
    for (const [key, e] of toolClasses(m, frame, known)) registry.addFound(e, key);
    if (!hasTools()) for (const [key, e] of answersByHand(m, frame, modules)) registry.addFound(e, key);
  };
  let brokenOff = false;
  for (let pass = 0; pass < MAX_PASSES && !m.exhausted; pass++) {
    const { outdated } = m;
    const { epoch } = m.heap;
    const ended = m.within(SHARE_OF_REGISTRATION, () => {
      register(registering);
      // Beside files that register tools, a minified one that none of them imports is what a browser loads.
      if (!hasTools()) register(minified);
      runCommands();
    });
    if (ended !== undefined) brokenOff = !ended;
    if (pass === 0) findByPlace();
    // What is registered counts before what the handlers do, as long as most of the budget is left for them.
    m.within(SHARE_OF_REST, runRest);
    runCommands();
    if (!hasTools()) runHandedOut(m, frame, registering, leading);
    if (registry.entities.length === 0) findByForm();
    runHandlers();
    runRest();
    if (pass > 0 || registry.entities.length === 0) findByForm();
    runHandlers();
    if (m.heap.epoch === epoch && m.outdated === outdated && pass > 0) break;
  }
  if (m.commands.runWaiting(m)) runHandlers();
  const others = hasTools() ? modules.filter((module) => !module.minified) : modules;
  runHandedOut(m, frame, registering, leading);
  runStarters(m, frame, others);
  runOverriding(m, frame, others);
  runHandlers();
  if (m.exhausted || brokenOff)
    m.notes.push(
      "the program is too large to follow completely: the analysis stopped at its limit, and flows may be missing",
    );
  else if (m.commands.unfinished)
    m.notes.push("what the commands of the program's own command line do was not followed to its end");
  if (m.tooDeep && !m.exhausted)
    m.notes.push("calls lie deeper in each other than could be followed, and flows may be missing");
  if (m.overlong)
    m.notes.push(
      `a list of tools has more than ${MAX_LISTED} entries: they are not told apart, and tools may be missing`,
    );
  const entities = withoutRepeats(registry.entities);
  return { entities, transports: registry.transports, listed: [...listed.values()] };
}

/** Is it a tool that a call registers, or what answers for all of them? */
const isRegistered = (e: Entity): boolean => e.kind === "tool" || e.kind === "call";

/** As many handlers made by the same code for a tool of one name are run. */
const MAX_VARIANTS = 2;

/** Has the same tool, registered by the same code, been run already with what other servers gave it? */
function isVariant(entity: Entity, known: Map<string, Entity[]>): boolean {
  if (entity.name === undefined) return false;
  const code = entity.handler?.refs
    .map((r) => (r.kind === "fn" ? `${r.module.path}:${r.fn.id}` : r.id))
    .join();
  const key = `${entity.kind}|${entity.name}|${entity.site.id}|${code}`;
  const run = known.get(key) ?? [];
  known.set(key, run);
  if (run.includes(entity)) return false;
  if (run.length >= MAX_VARIANTS) return true;
  run.push(entity);
  return false;
}

const protocolFirst = (modules: readonly ModuleIR[]): readonly ModuleIR[] => {
  const about = new Set(modules.filter(mentionsProtocol));
  return [...about, ...modules.filter((module) => !about.has(module))];
};

/** Does the module import, embed or name the protocol? */
function mentionsProtocol(module: ModuleIR): boolean {
  if (mentions(module, CALLING)) return true;
  return module.functions.some(
    (fn) =>
      (fn.vendored !== undefined && PROTOCOL.test(fn.vendored)) ||
      fn.blocks.some((b) =>
        b.instrs.some(
          (i) =>
            (i.op === "import" && i.specifier !== undefined && PROTOCOL.test(i.specifier)) ||
            (i.op === "const" && typeof i.value === "string" && PROTOCOL.test(i.value)),
        ),
      ),
  );
}

/** A frame that belongs to no function: where handlers are called from. */
function rootFrame(m: Machine, modules: readonly ModuleIR[]): Frame | undefined {
  const module = modules[0];
  const fn = module?.functions[0];
  if (module === undefined || fn === undefined) return undefined;
  const info = m.info(module);
  const summary = new Summary(0, m.heap.fn(module, fn, info.scope), UNDEFINED, [], new Map(), new Map(), 0);
  return { summary, module, fn, env: info.scope, temps: [], state: newState(0, BOTTOM) };
}

/** Functions that register something although nothing in the tree calls them (a library's entry point). */
function runRegistrars(
  m: Machine,
  frame: Frame,
  modules: readonly ModuleIR[],
  all: readonly ModuleIR[],
  leading: Map<FunctionIR, ModuleIR>,
): void {
  const callers = new Callers(m, all);
  for (const module of modules) {
    for (const fn of module.functions) {
      if (m.visited.has(fn) || fn.kind === "module" || fn.vendored !== undefined) continue;
      if (!registers(fn)) continue;
      for (const entry of callers.entriesTo(module, fn, leading))
        if (!m.visited.has(entry.fn)) runUnreached(m, frame, entry.module, entry.fn);
      if (!m.visited.has(fn)) runUnreached(m, frame, module, fn);
    }
  }
}

/** As many functions made of the same nested one are run. */
const MAX_CLOSURES = 3;

/**
 * Functions that register something, or lead to one that does, which a factory has handed out to somebody who is not in
 * the tree: `return { server, registerHandlers }`. Only those that nothing calls when all else has run.
 */
function runHandedOut(
  m: Machine,
  frame: Frame,
  modules: readonly ModuleIR[],
  leading: ReadonlyMap<FunctionIR, ModuleIR>,
): void {
  for (const [fn, module] of leading) runClosures(m, frame, module, fn);
  for (const module of modules)
    for (const fn of module.functions)
      if (fn.parent !== undefined && registers(fn)) runClosures(m, frame, module, fn);
}

function runClosures(m: Machine, frame: Frame, module: ModuleIR, fn: FunctionIR): void {
  const outer = fn.parent === undefined ? undefined : module.functions[fn.parent];
  if (outer === undefined || outer.kind === "module" || fn.vendored !== undefined) return;
  if (m.visited.has(fn) || !m.visited.has(outer)) return;
  for (const made of m.heap.closuresOf(fn, outer).slice(0, MAX_CLOSURES))
    callFunction(m, frame, made, UNKNOWN, unknownArgs(m, module, made), m.site(module, fn.span));
}

/** What is left of the budget, or at least this share of it, goes to code that opens ports. */
const RESERVE = 0.1;

/** Functions and modules that start a server and have not been run: entry points that a manifest names, rests of large programs. */
function runStarters(m: Machine, frame: Frame, modules: readonly ModuleIR[]): void {
  const { exhausted, steps } = m;
  if (exhausted) {
    m.exhausted = false;
    m.steps = Math.floor(m.limits.instructions * (1 - RESERVE));
  }
  for (const module of modules) {
    const starting = module.functions.filter((fn) => !m.visited.has(fn) && starts(module, fn));
    if (starting.length === 0) continue;
    if (exhausted) runModule(m, m.info(module));
    for (const fn of starting)
      if (!m.visited.has(fn) && fn.kind !== "module") runUnreached(m, frame, module, fn);
  }
  if (exhausted) {
    m.exhausted = true;
    m.steps = steps;
  }
}

/** Runs a function nobody calls with unknown arguments, inside functions run the same way. */
function runUnreached(m: Machine, frame: Frame, module: ModuleIR, fn: FunctionIR): void {
  runModule(m, m.info(module));
  if (m.visited.has(fn)) return;
  const found = methodIn(m, module, fn);
  if (found !== undefined) {
    const { cls, method } = found;
    const self = typedInstance(m, frame, cls);
    callFunction(m, frame, method, self, unknownArgs(m, module, method), m.site(module, fn.span));
    return;
  }
  const outer = fn.parent === undefined ? undefined : module.functions[fn.parent];
  if (outer !== undefined && outer.kind !== "module") {
    if (!m.visited.has(outer)) runUnreached(m, frame, module, outer);
    return;
  }
  const obj = m.heap.fn(module, fn, m.info(module).scope);
  callFunction(m, frame, obj, UNKNOWN, unknownArgs(m, module, obj), m.site(module, fn.span));
}
