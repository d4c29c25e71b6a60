/**
 * Analyses the programs of a tree, one at a time: parses a program's sources, applies the rules, and keeps
 * nothing but the result.
 */
import type { Tree } from "../discover/tree.js";
import { AuditError } from "../errors.js";
import { loadParsers, type ParsedSources, type Parsers } from "../frontends/program.js";
import type { Language } from "../ir/types.js";
import { loadModels } from "../models/load.js";
import { ModelIndex } from "../models/model-index.js";
import { loadRules } from "../rules/load.js";
import { knownReleases } from "../rules/releases.js";
import { type AnalysisInput, type AnalysisResult, analyze } from "../rules/run.js";
import type { RuleMeta } from "../rules/types.js";
import type { KnownReleases } from "../server/releases.js";
import { folderOf } from "./results.js";
import type { Job, ProgramResult, ReadSources, Setup } from "./types.js";

export class ProgramAnalyzer {
  private readonly models = new Map<Language, ModelIndex>();
  private readonly rules: readonly RuleMeta[];
  private releases: Promise<KnownReleases> | undefined;

  private constructor(
    private readonly tree: Tree,
    readonly parsers: Parsers,
    private readonly setup: Omit<Setup, "tree">,
  ) {
    this.rules = loadRules().filter((rule) => setup.rules.includes(rule.id));
  }

  /** Loads the front ends that the tree needs. */
  static async of(tree: Tree, setup: Omit<Setup, "tree">): Promise<ProgramAnalyzer> {
    return new ProgramAnalyzer(tree, await loadParsers(tree), setup);
  }

  /** `onFile` is called before each file with how many are done, and with all of them before the analysis. */
  async analyze(job: Job, onFile: (done: number) => void = () => {}): Promise<ProgramResult> {
    const parsed = this.parsers.parse(job.sources, onFile);
    const read = this.describe(parsed);
    onFile(job.sources.length);
    const input: AnalysisInput = {
      modules: parsed.modules,
      resolverFor: (language) => this.parsers.resolverFor(language),
      modelsFor: (language) => this.modelsFor(language),
      rules: this.rules,
      files: this.tree,
      ...(job.artifacts === undefined ? {} : { artifacts: job.artifacts }),
      vulnerabilities: job.vulnerabilities,
      inventory: this.setup.inventory,
      releases: () => this.knownReleases(),
      ...(job.most === undefined ? {} : { most: job.most }),
    };
    return { read, analysis: await analyze(input).catch((error) => withoutCode(input, job, error)) };
  }

  private modelsFor(language: Language): ModelIndex {
    let index = this.models.get(language);
    if (index === undefined) this.models.set(language, (index = new ModelIndex(loadModels(language))));
    return index;
  }

  private knownReleases(): Promise<KnownReleases> {
    this.releases ??= knownReleases(this.parsers.languages.flatMap(loadModels), this.setup.releases);
    return this.releases;
  }

  private describe({ modules, notes }: ParsedSources): ReadSources {
    const unsupported = new Map<string, number>();
    let functions = 0;
    for (const module of modules) {
      functions += module.functions.length;
      for (const [kind, count] of module.unsupported)
        unsupported.set(kind, (unsupported.get(kind) ?? 0) + count);
    }
    const marked = modules.filter(({ path }) => this.tree.marked.has(path));
    return {
      paths: modules.map(({ path }) => path),
      minified: modules.filter(({ minified }) => minified).length,
      functions,
      unsupported: [...unsupported],
      comments: marked.flatMap(({ path, comments }) =>
        comments.map(({ text, span }) => ({ path, text, span })),
      ),
      notes,
    };
  }
}

/** What the files around the code say, where a mistake of this program ended the analysis of the code. */
async function withoutCode(input: AnalysisInput, job: Job, error: unknown): Promise<AnalysisResult> {
  if (error instanceof AuditError) throw error;
  const rest = await analyze({ ...input, modules: [] });
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `the analysis of the program here failed (${reason}), and only the files around its code were looked at; this is a bug in mcp-audit, please report it`;
  return { ...rest, notes: [...rest.notes, { path: folderOf(job), kind: "failed", message }] };
}
