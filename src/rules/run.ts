/**
 * Analyses a program and applies the rules: the step between parsed modules and findings.
 *
 * In: modules, resolvers, models, rules. Out: findings without fingerprints, the server's summary, notes.
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
import type { ModelFile, SourceKind } from "../models/types.js";
import { discoverServer, type ServerView } from "../server/discover.js";
import type { Entity } from "../server/entity.js";
import { firstMet } from "../server/first-met.js";
import { type KnownReleases, NEWEST } from "../server/releases.js";
import { SeenCalls } from "../server/seen.js";
import { Settings } from "../server/settings.js";
import { startedTransports } from "../server/transports.js";
import { lazily } from "../taint/lazily.js";
import { Machine } from "../taint/machine.js";
import { locate } from "../taint/site.js";
import type { Obj, Value } from "../taint/values.js";
import { anchors } from "./anchor.js";
import { annotationsOf, runChecks, viewProgram } from "./checks.js";
import { matchRules } from "./grade.js";
import { findingOf } from "./present.js";
import { programsOf } from "./programs.js";
import { knownReleases } from "./releases.js";
import { shareArtifacts } from "./shares.js";
import type { RuleMeta } from "./types.js";

export interface AnalysisInput {
  readonly modules: readonly ModuleIR[];
  readonly resolverFor: (language: Language) => Resolver;
  readonly models: readonly ModelFile[];
  readonly rules: readonly RuleMeta[];
  readonly root: string;
  /** Manifests of the tree, for checks that read them. */
  readonly files?: TreeFiles;
  /** The files around the code, for checks of them. */
  readonly artifacts?: Artifacts;
  /** Locked dependencies that are known to be vulnerable. */
  readonly vulnerabilities?: readonly KnownVulnerability[];
  /** Whether the result says what the program can do, item by item. */
  readonly inventory?: boolean;
}

/** What the checks want to know the origin of. */
const CHECKED_SOURCES: readonly SourceKind[] = ["http-input"];

export interface AnalysisResult {
  readonly findings: readonly RawFinding[];
  readonly server: ServerSummary;
  readonly notes: readonly ScanNote[];
  readonly inventory?: Inventory;
}

/** Instructions that all programs of a tree may take together. */
const MOST_INSTRUCTIONS = 8_000_000;

/** Analyses the programs of a tree one after the other: each has its own memory and its own limit. */
export async function analyze(input: AnalysisInput): Promise<AnalysisResult> {
  const programs = programsOf(input.modules, input.files, input.resolverFor);
  let left = MOST_INSTRUCTIONS;
  const results: AnalysisResult[] = [];
  const releases = lazily(() => knownReleases(input.models, input.artifacts));
  const shares = input.artifacts === undefined ? [] : shareArtifacts(input.artifacts, programs);
  for (const [index, modules] of programs.entries()) {
    const { artifacts: _, ...rest } = input;
    const share = shares[index];
    // What is known of lock files is said once, however many programs they belong to.
    const vulnerabilities = index === 0 ? (input.vulnerabilities ?? []) : [];
    const own = {
      ...rest,
      vulnerabilities,
      modules,
      releases,
      ...(share === undefined ? {} : { artifacts: share }),
    };
    const { steps, ...result } = await analyzeProgram(own, left);
    left = Math.max(left - steps, 0);
    results.push(result);
  }
  return {
    findings: once(
      results.flatMap((r) => r.findings),
      ({ ruleId, location, message }) => [ruleId, location, message],
    ),
    server: {
      entities: results.flatMap((r) => r.server.entities),
      dynamic: results.flatMap((r) => r.server.dynamic),
      transports: [...new Set(results.flatMap((r) => r.server.transports))].sort(),
    },
    notes: once(
      results.flatMap((r) => r.notes),
      ({ path, kind, message }) => [path, kind, message],
    ),
    ...(input.inventory === true
      ? {
          inventory: {
            tools: results.flatMap((r) => r.inventory?.tools ?? []),
            startup: results.flatMap((r) => r.inventory?.startup ?? []),
            unknown: [...new Set(results.flatMap((r) => r.inventory?.unknown ?? []))].sort(),
            unfollowed: once(
              results.flatMap((r) => r.inventory?.unfollowed ?? []),
              ({ ability, modules }) => [ability, modules],
            ),
          },
        }
      : {}),
  };
}

/** Without repeats: programs of one tree share the files around the code, and what is said of those. */
function once<T>(items: readonly T[], key: (item: T) => readonly unknown[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(key(item)), item] as const)).values()];
}

async function analyzeProgram(
  input: AnalysisInput & { readonly releases: () => Promise<KnownReleases> },
  most: number,
): Promise<AnalysisResult & { readonly steps: number }> {
  const { modules, rules } = input;
  const of = (language: Language) => new ModelIndex(input.models.filter((f) => f.language === language));
  const nothing: Resolver = { resolve: (_from, specifier) => ({ kind: "external", name: specifier }) };
  const uses = (language: Language) => modules.some((x) => x.language === language);
  const resolver = (language: Language) => (uses(language) ? input.resolverFor(language) : nothing);
  const m = new Machine(
    { javascript: of("javascript"), python: of("python") },
    { javascript: resolver("javascript"), python: resolver("python") },
    { instructions: Math.min(instructionLimit(modules), most) },
  );
  m.wantedSources = new Set<SourceKind>(
    rules.flatMap((r) => [...(r.mode === "taint" ? [] : CHECKED_SOURCES), ...(r.sources ?? [])]),
  );
  m.unwantedInResults = new Set<SourceKind>(
    rules.filter((r) => r.sinks?.includes("tool-result")).flatMap((r) => [...(r.sources ?? [])]),
  );
  const view = discoverServer(m, modules);
  const seen = new SeenCalls(m, NEWEST);
  const transports = startedTransports(seen, new Settings(seen));
  const network = transports.length > 0 && transports.every((t) => t.kind !== "stdio" && !t.optional);
  const descriptions = new Map<string, string>();
  for (const e of [...view.listed, ...view.entities])
    if (e.name !== undefined && e.description !== undefined) descriptions.set(e.name, e.description);
  const matches = matchRules(m, rules, network, descriptions);
  const flows = matches.flatMap((match) => match.flows);
  const { files, artifacts, vulnerabilities = [] } = input;
  // Lock files are large; what they say matters only where a port is opened.
  const listens = seen.hosting("listen").length > 0;
  const releases = listens ? await input.releases() : NEWEST;
  const checkInput = { m, modules, view, flows, rules, files, artifacts, vulnerabilities, releases };
  const checked = await runChecks(checkInput);
  const anchorOf = anchors(modules, [...view.listed, ...view.entities]);
  return {
    steps: m.steps,
    findings: [...matches.map(findingOf), ...checked.findings].map((finding) => ({
      ...finding,
      anchor: [...(finding.scope === "server" ? [] : anchorOf(finding.location)), ...(finding.anchor ?? [])],
    })),
    server: summaryOf(m, view),
    notes: [
      ...m.notes.map((message) => ({ path: folderOf(modules), kind: "partial" as const, message })),
      ...checked.notes,
    ],
    ...(input.inventory === true ? { inventory: inventoryOf(viewProgram(checkInput)) } : {}),
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
    if (e.kind === "call" || e.kind === "list") return;
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
