/**
 * Everything one analysis shares: modules, heap, lineage, summaries, and what was seen (sink hits,
 * registrations). The interpreter's parts (transfer, call, external, ...) are functions over it.
 */

import type { Resolution, Resolver } from "../frontends/types.js";
import type { BlockId, ClassIR, FunctionIR, Instr, Language, ModuleIR, Span } from "../ir/types.js";
import type { ModelIndex } from "../models/model-index.js";
import type { EntityRow, SinkKind, SourceKind } from "../models/types.js";
import type { Calling } from "./awaited.js";
import { Commands } from "./commands.js";
import type { FactDelta, FactMap } from "./facts.js";
import { Heap } from "./heap.js";
import { LineageStore, type Node, type SourceInfo } from "./lineage.js";
import { Recorder } from "./record.js";
import { type Site, SiteStore } from "./site.js";
import type { State } from "./state.js";
import type { SinkHit, Summary } from "./summary.js";
import {
  type ClassObj,
  type ExtObj,
  type FnObj,
  type NamespaceObj,
  type Obj,
  reference,
  type ScopeObj,
  type Value,
} from "./values.js";
import { Writers } from "./writers.js";

/** The activation that is being interpreted. */
export interface Frame {
  readonly summary: Summary;
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
  readonly env: ScopeObj;
  readonly temps: Value[];
  /** What was known at the end of blocks in which one side of a choice was computed. */
  arms?: Map<BlockId, FactMap>;
  state: State;
  /** What promises establish that nobody has waited for yet, by temp, or by -1 - variable (see awaited.ts). */
  promised?: Map<number, readonly FactDelta[]>;
  calling?: Calling | undefined;
  /** What the last call says of a value where it throws (see value-errors.ts). */
  refused?: readonly FactDelta[] | undefined;
}

export interface CallArgs {
  readonly positional: readonly Value[];
  readonly names: ReadonlyMap<string, Value>;
  /** Elements of a spread argument whose number is not known. */
  readonly rest: Value | undefined;
  /** `**kw` of unknown keys. */
  readonly kwRest: Value | undefined;
}

/** A registration call or a call of something named like one. */
export interface EntityEvent {
  readonly row: EntityRow;
  readonly path: string;
  readonly self: Value | undefined;
  readonly args: CallArgs;
  readonly site: Site;
  readonly frame: Frame | undefined;
  /** For decorators: the decorated function. */
  readonly decorated?: Value;
}

export interface Hooks {
  /** Called when an external call matches an entity row; returns the call's result if it decides it. */
  entity(event: EntityEvent): Value | undefined;
  /** Called for a method call whose callee no model and no function of the tree explains; may decide its result. */
  method(name: string, self: Value, args: CallArgs, site: Site, frame: Frame): Value | undefined;
  /** The result of a curried registration is applied to a function; gives what the decoration gives. */
  apply(marker: Obj, args: CallArgs): Value | undefined;
  /** A schema looks at a value: its functions are run on it. */
  validated?(schema: Value, v: Value, site: Site, frame: Frame): void;
}

/** Where what a function returns goes. */
export interface Answer {
  readonly kind: SinkKind;
  /** Short name of the function, shown to people. */
  readonly label: string;
  /** It is one only where the function has said so of what it sends (see media.ts). */
  readonly typed?: boolean | undefined;
}

export interface Limits {
  /** Instructions interpreted before the analysis stops with a note. */
  readonly instructions: number;
}

export interface ModuleInfo {
  readonly module: ModuleIR;
  readonly scope: ScopeObj;
  readonly exports: NamespaceObj;
  readonly moduleObj: NamespaceObj;
  readonly writers: Writers;
  started: boolean;
}

export class Machine {
  readonly heap = new Heap();
  readonly lineage = new LineageStore();
  readonly sites = new SiteStore();
  readonly summaries = new Map<string, Summary>();
  readonly contexts = new Map<FunctionIR, Summary[]>();
  readonly merged = new Map<string, Summary>();
  readonly hits = new Map<string, SinkHit>();
  readonly modules = new Map<string, ModuleInfo>();
  /** Classes of the tree by the name of an interface or base class they declare. */
  readonly implementers = new Map<string, { module: ModuleIR; cls: ClassIR }[]>();
  /** Class objects seen so far, by class. */
  readonly classObjects = new Map<ClassIR, ClassObj>();
  /** Methods of classes by name, for receivers about which nothing is known. */
  readonly methodsByName = new Map<
    string,
    { module: ModuleIR; cls: ClassIR; fn: number; hidden: boolean }[]
  >();
  /** Names of properties that some class has a setter for. */
  readonly setters = new Set<string>();
  readonly visited = new Set<FunctionIR>();
  readonly notes: string[] = [];
  /** Calls that leave the tree and branches on requests, for the checks. */
  readonly seen = new Recorder();
  /** Sources made by reading or calling something, one per place. */
  private readonly sources = new Map<string, SourceInfo>();
  stack: Summary[] = [];
  /** What was called too deep to be run there, with who called it. */
  readonly deferred = new Map<Summary, Set<Summary>>();
  /** Instructions that went to such calls. */
  spentBelow = 0;
  /** Some of them were not run. */
  tooDeep = false;
  /** What a method was bound to so far (see bound-methods.ts). */
  readonly boundTo = new Map<Obj, Set<string>>();
  steps = 0;
  /** Where the present phase ends; the limit itself at the end. */
  ceiling: number;
  /** While many handlers are run, the round over them, in which what they call is run once; otherwise 0. */
  round = 0;
  /** New calls between functions so far, as bindings of parameters. */
  bound = 0;
  /** How often a result was taken that the next round over the handlers may better. */
  outdated = 0;
  /** Set while modules and entry points run, and no handler does. */
  registering = true;
  exhausted = false;
  /** A list of tools was met that is longer than is told apart. */
  overlong = false;
  readonly commands = new Commands();
  hooks: Hooks = { entity: () => undefined, method: () => undefined, apply: () => undefined };
  /** Source kinds some enabled rule starts from; others are not tracked. */
  wantedSources: ReadonlySet<SourceKind> = new Set();
  /** Of these, the kinds that some rule does not want in what a tool answers. */
  unwantedInResults: ReadonlySet<SourceKind> = new Set();
  /**
   * Calls and properties that give a message of the protocol, in servers that read it by themselves, and which message that is in
   * each function that is made of the code (see src/server/by-hand.ts).
   */
  readonly messages = new Map<Instr, Map<FnObj, Value>>();
  /** Functions whose result goes elsewhere: handlers of tools answer the client, views give a page. */
  readonly answering = new Map<FunctionIR, Answer>();

  constructor(
    readonly models: Readonly<Record<Language, ModelIndex>>,
    private readonly resolvers: Readonly<Record<Language, Resolver>>,
    readonly limits: Limits = { instructions: 3_000_000 },
  ) {
    this.ceiling = limits.instructions;
  }

  /**
   * Runs a phase that may use the limit up to a share of it; what it leaves undone stays undone. Says whether it came
   * to its end, and nothing where there was nothing left to begin with.
   */
  within(share: number, run: () => void): boolean | undefined {
    this.ceiling = this.limits.instructions * share;
    const begun = this.steps < this.ceiling;
    if (begun) run();
    this.ceiling = this.limits.instructions;
    const ended = begun ? !this.exhausted : undefined;
    this.exhausted &&= this.steps > this.ceiling;
    return ended;
  }

  model(language: Language): ModelIndex {
    return this.models[language];
  }

  addModule(module: ModuleIR): void {
    const top = module.functions[0];
    if (top === undefined) return;
    const scope = this.heap.scope(`m:${module.path}`, module, top, undefined);
    const exports = this.heap.namespace(`x:${module.path}`, module, "", module.path);
    const moduleObj = this.heap.namespace(`m:${module.path}`, module, "", module.path);
    this.heap.write(moduleObj, "exports", reference(exports));
    this.modules.set(module.path, {
      module,
      scope,
      exports,
      moduleObj,
      writers: new Writers(module),
      started: false,
    });
    for (const cls of module.classes) {
      for (const t of [...cls.implementsTypes, ...cls.superTypes])
        push(this.implementers, lastName(t.name), { module, cls });
      for (const member of cls.members)
        if (member.kind === "setter") this.setters.add(member.name);
        else if (!member.static && member.kind === "method")
          push(this.methodsByName, member.name, {
            module,
            cls,
            fn: member.fn,
            hidden: member.hidden === true,
          });
    }
  }

  info(module: ModuleIR): ModuleInfo {
    return this.modules.get(module.path) as ModuleInfo;
  }

  site(module: ModuleIR, span: Span): Site {
    return this.sites.of(module, span);
  }

  resolve(module: ModuleIR, specifier: string): Resolution {
    const found = this.resolvers[module.language].resolve(module.path, specifier);
    return found.kind !== "external" &&
      !specifier.startsWith(".") &&
      this.isLibrary(module.language, specifier)
      ? { kind: "external", name: specifier }
      : found;
  }

  /**
   * Does the tree hold a library that the models know (the library's own repository, a copy of it)? Then those
   * who import it by its name mean what the models say of it.
   */
  private isLibrary(language: Language, specifier: string): boolean {
    const key = `${language}:${specifier}`;
    let is = this.libraries.get(key);
    if (is === undefined) {
      is = this.models[language]
        .registrars(specifier)
        .some(
          ([cls, method]) => this.methodsByName.get(method)?.some((each) => each.cls.name === cls) === true,
        );
      this.libraries.set(key, is);
    }
    return is;
  }
  private readonly libraries = new Map<string, boolean>();

  ext(path: string): ExtObj {
    return this.heap.ext(path);
  }

  /** A source root for `kind` at a place; the same place gives the same source. */
  source(
    kind: SourceInfo["kind"],
    label: string,
    site: Site,
    entity: object | undefined,
    key: string,
    schema?: unknown,
    asked?: boolean,
    within = site,
  ): Node {
    const full = `${kind}|${key}|${within.id}`;
    let info = this.sources.get(full);
    if (info === undefined) {
      info = {
        id: this.lineage.newRootId(),
        kind,
        label,
        site,
        entity,
        schema,
        ...(asked === true ? { asked } : {}),
      };
      this.sources.set(full, info);
    }
    return this.rootOf(info);
  }

  private readonly rootNodes = new Map<SourceInfo, Node>();
  private rootOf(info: SourceInfo): Node {
    let node = this.rootNodes.get(info);
    if (node === undefined) {
      node = this.lineage.rootNode({ kind: "source", id: info.id, source: info });
      this.rootNodes.set(info, node);
    }
    return node;
  }

  recordHit(hit: SinkHit): void {
    if (hit.node.amount && hit.row.kind !== "limit") return;
    const key = `${hit.summary?.id ?? 0}|${hit.site.id}|${hit.row.kind}|${hit.row.text ?? ""}|${hit.path}|${hit.node.id}|${hit.index ?? ""}`;
    this.hits.set(key, hit);
  }

  factsOf(frame: Frame | undefined): FactMap {
    return frame?.state.facts ?? new Map();
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf(".") + 1);
}
