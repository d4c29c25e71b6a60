/**
 * Runs the rules of mode "check" on an analysed program. Each one's code is loaded when it runs; one that
 * throws is a note, and the others go on.
 */
import { type Artifacts, NO_ARTIFACTS } from "../artifacts/index.js";
import type { RawFinding } from "../findings/finish.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import type { Location, ScanNote } from "../findings/types.js";
import type { TreeFiles } from "../frontends/types.js";
import { functionsAround } from "../ir/around.js";
import { codeOf } from "../ir/code.js";
import { mentions } from "../ir/mentions.js";
import { textsOf } from "../ir/texts.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Deployment } from "../server/deployment.js";
import type { ServerView } from "../server/discover.js";
import type { Entity } from "../server/entity.js";
import { firstMet } from "../server/first-met.js";
import { schemaOf, toldTexts } from "../server/texts.js";
import { callsOf } from "../server/tool-calls.js";
import { WrittenCalls } from "../server/written.js";
import { placeOfText } from "../server/written-texts.js";
import { lazily } from "../taint/lazily.js";
import type { Machine } from "../taint/machine.js";
import { locate } from "../taint/site.js";
import type { FnObj, Obj, ScopeObj, Value } from "../taint/values.js";
import type { CheckModule, Draft, Place, Program, Tool } from "./api.js";
import type { GradedFlow } from "./grade.js";
import { toldByLists } from "./listed-tools.js";
import { loadCheckModule } from "./load.js";
import { toldByFiles } from "./loaded-texts.js";
import type { RuleMeta } from "./types.js";

export interface CheckInput {
  readonly m: Machine;
  readonly modules: readonly ModuleIR[];
  readonly view: ServerView;
  readonly deployment: () => Deployment;
  readonly flows: readonly GradedFlow[];
  readonly files: TreeFiles | undefined;
  readonly artifacts: Artifacts | undefined;
  readonly vulnerabilities: readonly KnownVulnerability[];
}

export interface CheckResult {
  readonly findings: readonly RawFinding[];
  readonly notes: readonly ScanNote[];
}

/** Runs those of the rules that are checks. */
export async function runChecks(program: Program, rules: readonly RuleMeta[]): Promise<CheckResult> {
  const findings: RawFinding[] = [];
  const notes: ScanNote[] = [];
  const languages = new Set(program.modules.map((module) => module.language));
  for (const rule of rules) {
    if (rule.mode === "taint") continue;
    if (rule.languages !== undefined && !rule.languages.some((each) => languages.has(each))) continue;
    const own: RawFinding[] = [];
    try {
      const { check } = (await loadCheckModule(rule.id)) as CheckModule;
      await check(program, (draft) => own.push(findingOf(rule, draft)));
      for (const each of own) findings.push(each);
    } catch (error) {
      notes.push({
        path: "",
        kind: "failed",
        message: `the rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return { findings, notes };
}

function findingOf(rule: RuleMeta, draft: Draft): RawFinding {
  if (!/[.!?]$/.test(draft.message)) throw new Error(`a message that is no full sentence: ${draft.message}`);
  const location = locationOf(draft.at);
  const related = (draft.related ?? []).map(({ at, text }) => ({ location: locationOf(at), text }));
  return {
    ruleId: rule.id,
    severity: draft.severity ?? rule.severity,
    confidence: draft.confidence ?? rule.confidence,
    profile: draft.profile ?? rule.profile,
    message: draft.message,
    location,
    related: related
      .filter(
        (each, i) =>
          !same(each.location, location) &&
          related.findIndex((other) => same(other.location, each.location)) === i,
      )
      .slice(0, 20),
    flow: [],
    guards: [],
    origins: [],
    ...(draft.fix === undefined ? {} : { fix: draft.fix }),
    ...(draft.secrets === undefined ? {} : { secrets: draft.secrets }),
    ...(draft.once === true ? { scope: "server" as const } : {}),
  };
}

const same = (a: Location, b: Location): boolean => a.path === b.path && a.span.line === b.span.line;

function locationOf(place: Place): Location {
  return "module" in place ? locate(place) : place;
}

/** The program as checks see it; what costs something is made when it is asked for. */
export function viewProgram(input: CheckInput): Program {
  const { m, modules, view, files, flows } = input;
  const handlers = new Set(view.entities.flatMap(handlersOf));
  const deployment = input.deployment();
  const tools = lazily(() => toolsOf(m, view, deployment));
  const byModule = lazily(
    () =>
      new Map(
        modules.map((module) => [
          module,
          module.functions.filter((fn) => fn.vendored === undefined).map((fn) => codeOf(module, fn)),
        ]),
      ),
  );
  const functions = lazily(() => [...byModule().values()].flat());
  const written = lazily(() => new WrittenCalls(m, modules));
  const texts = lazily(() => modules.flatMap(textsOf));
  const handled = lazily(() => deployment.reach.fromAll(handlers));
  const { artifacts = NO_ARTIFACTS } = input;
  const functionsNaming: Program["functionsNaming"] = (...words) =>
    [...byModule()].flatMap(([module, own]) => (words.every((each) => mentions(module, each)) ? own : []));
  const toldByCode = lazily(() =>
    toldTexts({
      m,
      entities: [...view.entities, ...view.listed],
      calls: deployment.calls,
      functions: functions(),
      functionsNaming,
      handled: handlersOf,
    }),
  );
  const told = lazily(() => [
    ...toldByCode(),
    ...toldByLists(artifacts.tools, toldByCode()),
    ...toldByFiles(artifacts.prose, functions()),
  ]);
  return {
    deployment,
    calls: deployment.calls,
    flows,
    files,
    codeOf,
    get branches() {
      return m.seen.branches();
    },
    modules,
    artifacts,
    vulnerabilities: input.vulnerabilities,
    get written() {
      return written();
    },
    get texts() {
      return texts();
    },
    get tools() {
      return tools();
    },
    get functions() {
      return functions();
    },
    functionsNaming,
    modulesNaming: (words) => modules.filter((module) => mentions(module, words)),
    get handled() {
      return handled();
    },
    get told() {
      return told();
    },
    get repeatedTools() {
      return repeatedTools(view);
    },
    placeOfText: (text, near) => placeOfText(functions(), text, locationOf(near).path) ?? near,
  };
}

/** The same name twice, at two places and with two handlers, both of them known. */
function repeatedTools(view: ServerView): Program["repeatedTools"] {
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
      !sameHandler(before, entity)
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

function toolsOf(m: Machine, view: ServerView, deployment: Deployment): readonly Tool[] {
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
