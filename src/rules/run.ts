/**
 * Analyses a program and applies the rules: the step between parsed modules and findings.
 *
 * In: modules, resolvers, models, rules. Out (plain data): findings without fingerprints, the server's summary, notes.
 */

import type { Artifacts } from "../artifacts/types.js";
import type { RawFinding } from "../findings/finish.js";
import type { Inventory } from "../findings/inventory.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import type { EntitySummary, Location, ScanNote, ServerSummary } from "../findings/types.js";
import type { Resolver, TreeFiles } from "../frontends/types.js";
import { inventoryOf } from "../inventory/index.js";
import type { Language, ModuleIR } from "../ir/types.js";
import { ModelIndex } from "../models/model-index.js";
import type { SourceKind } from "../models/types.js";
import { seenIn, viewDeployment } from "../server/deployment.js";
import { discoverServer, type ServerView } from "../server/discover.js";
import type { Entity } from "../server/entity.js";
import { firstMet } from "../server/first-met.js";
import { noteValidated } from "../server/listed.js";
import { type KnownReleases, NEWEST } from "../server/releases.js";
import { lazily } from "../taint/lazily.js";
import { Machine } from "../taint/machine.js";
import { locate } from "../taint/site.js";
import type { Obj, Value } from "../taint/values.js";
import { anchors } from "./anchor.js";
import { runChecks, viewProgram } from "./checks.js";
import { matchRules } from "./grade.js";
import { namedServer } from "./named.js";
import { findingOf } from "./present.js";
import { annotationsOf, handlersOf } from "./tools.js";
import type { RuleMeta } from "./types.js";

export interface AnalysisInput {
  readonly modules: readonly ModuleIR[];
  readonly resolverFor: (language: Language) => Resolver;
  /** What is known of the libraries of a language. */
  readonly modelsFor: (language: Language) => ModelIndex;
  readonly rules: readonly RuleMeta[];
  /** Manifests of the tree, for checks that read them. */
  readonly files?: TreeFiles;
  /** The files around the code, for checks of them. */
  readonly artifacts?: Artifacts;
  /** Locked dependencies that are known to be vulnerable. */
  readonly vulnerabilities?: readonly KnownVulnerability[];
  /** Whether the result says what the program can do, item by item. */
  readonly inventory?: boolean;
  /** Which releases of packages the tree gets; asked for where it matters. */
  readonly releases: () => Promise<KnownReleases>;
  /** Instructions that the analysis may take, where it must take less than it would. */
  readonly most?: number;
}

const NO_MODELS = new ModelIndex([]);

/** What the checks want to know the origin of. */
const CHECKED_SOURCES: readonly SourceKind[] = ["http-input"];

export interface AnalysisResult {
  readonly findings: readonly RawFinding[];
  readonly server: ServerSummary;
  readonly notes: readonly ScanNote[];
  readonly inventory?: Inventory;
}

/** Analyses one program: its modules and what lies around them. */
export async function analyze(input: AnalysisInput): Promise<AnalysisResult> {
  const { modules, rules } = input;
  const nothing: Resolver = { resolve: (_from, specifier) => ({ kind: "external", name: specifier }) };
  const uses = (language: Language) => modules.some((x) => x.language === language);
  const models = (language: Language) => (uses(language) ? input.modelsFor(language) : NO_MODELS);
  const resolver = (language: Language) => (uses(language) ? input.resolverFor(language) : nothing);
  const m = new Machine(
    { javascript: models("javascript"), python: models("python") },
    { javascript: resolver("javascript"), python: resolver("python") },
    { instructions: Math.min(instructionLimit(modules), input.most ?? Number.POSITIVE_INFINITY) },
  );
  m.wantedSources = new Set<SourceKind>(
    rules.flatMap((r) => [...(r.mode === "taint" ? [] : CHECKED_SOURCES), ...(r.sources ?? [])]),
  );
  m.unwantedInResults = new Set<SourceKind>(
    rules.filter((r) => r.sinks?.includes("tool-result")).flatMap((r) => [...(r.sources ?? [])]),
  );
  const view = discoverServer(m, modules, {
    named: namedServer(modules, input.files),
    dependsOn: (name) => input.artifacts?.dependencies.some((each) => each.name === name) === true,
  });
  const seen = seenIn(m, NEWEST);
  const network =
    seen.transports.length > 0 && seen.transports.every((t) => t.kind !== "stdio" && !t.optional);
  const descriptions = new Map<string, string>();
  for (const e of [...view.listed, ...view.entities])
    if (e.name !== undefined && e.description !== undefined) descriptions.set(e.name, e.description);
  const { files, artifacts, vulnerabilities = [] } = input;
  // Lock files are large; what they say matters only where a port is opened, or arguments are validated.
  const validates = view.listed.length > 0 && view.entities.some((e) => e.validates !== undefined);
  const releases = validates || seen.calls.hosting("listen").length > 0 ? await input.releases() : NEWEST;
  if (validates) noteValidated(view.entities, view.listed, releases);
  const deployment = lazily(() =>
    viewDeployment(
      m,
      modules,
      new Set(view.entities.flatMap(handlersOf)),
      releases === NEWEST ? seen : seenIn(m, releases),
    ),
  );
  const registered = [...view.entities, ...view.listed].map((entity) => entity.site);
  const matches = matchRules({ m, modules, artifacts, registered, network, deployment }, rules, descriptions);
  const flows = matches.flatMap((match) => match.flows);
  const program = viewProgram({ m, modules, view, deployment, flows, files, artifacts, vulnerabilities });
  const checked = await runChecks(program, rules);
  const anchorOf = anchors(modules, [...view.listed, ...view.entities]);
  return {
    findings: [...matches.map(findingOf), ...checked.findings].map((finding) => ({
      ...finding,
      anchor: [...(finding.scope === "server" ? [] : anchorOf(finding.location)), ...(finding.anchor ?? [])],
    })),
    server: summaryOf(m, view),
    notes: [
      ...m.notes.map((message) => ({ path: folderOf(modules), kind: "partial" as const, message })),
      ...checked.notes,
    ],
    ...(input.inventory === true ? { inventory: inventoryOf(program) } : {}),
  };
}

/** The folder that all modules of a program are in. */
function folderOf(modules: readonly ModuleIR[]): string {
  const [first = [], ...others] = modules.map((module) => module.path.split("/").slice(0, -1));
  const end = first.findIndex((name, i) => others.some((other) => other[i] !== name));
  return first.slice(0, end < 0 ? undefined : end).join("/");
}

/** Many times the program's own size: ordinary programs need a few times theirs. */
function instructionLimit(modules: readonly ModuleIR[]): number {
  let size = 0;
  for (const module of modules)
    for (const fn of module.functions) for (const block of fn.blocks) size += block.instrs.length;
  return Math.min(350_000 + size * 10, 4_000_000);
}

function summaryOf(m: Machine, view: ServerView): ServerSummary {
  const entities: EntitySummary[] = [];
  const dynamic: Location[] = [];
  const isNew = firstMet();
  const add = (e: Entity) => {
    if (e.kind === "call" || e.kind === "list" || e.kind === "request") return;
    if (!isNew(e)) return;
    if (e.name === undefined) dynamic.push(locate(e.site));
    entities.push({
      kind: e.kind,
      name: e.name,
      description: e.description,
      location: locate(e.site),
      handler: handlerLocation(
        m,
        e.handler?.refs ?? view.entities.find((x) => x.kind === "call")?.handler?.refs ?? [],
      ),
      annotations: annotationsRecord(e.annotations),
    });
  };
  for (const e of view.entities) add(e);
  for (const e of view.listed) add(e);
  // Something answers for tools that nothing names.
  const call = view.entities.find((e) => e.kind === "call");
  if (call !== undefined && !entities.some((e) => e.kind === "tool")) dynamic.push(locate(call.site));
  return { entities, dynamic, transports: [...new Set(view.transports.map((t) => t.kind))].sort() };
}

function handlerLocation(m: Machine, refs: readonly Obj[]): Location | undefined {
  for (const r of refs) if (r.kind === "fn") return locate(m.site(r.module, r.fn.span));
  return undefined;
}

function annotationsRecord(v: Value | undefined): Readonly<Record<string, unknown>> | undefined {
  const out = annotationsOf(v);
  return Object.keys(out).length === 0 ? undefined : out;
}
