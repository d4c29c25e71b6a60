/**
 * From a tree to what its programs do: groups the sources, analyses group by group, and puts the results
 * together. Where there is a lot to do for several programs, threads share it; the result is the same.
 */
import { availableParallelism } from "node:os";
import type { Artifacts } from "../artifacts/types.js";
import type { Tree } from "../discover/tree.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import { loadModels } from "../models/load.js";
import { isBuilt } from "../packed.js";
import { releaseSources } from "../rules/releases.js";
import { ProgramAnalyzer } from "./analyzer.js";
import { type Group, groupSources } from "./groups.js";
import { combine, type TreeAnalysis } from "./results.js";
import { shareArtifacts } from "./shares.js";
import type { Job, ProgramResult } from "./types.js";

export type { TreeAnalysis } from "./results.js";

export interface ProgramsInput {
  readonly tree: Tree;
  readonly artifacts: Artifacts;
  /** Ids of the rules to apply. */
  readonly rules: readonly string[];
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly inventory: boolean;
  /** Threads that may share the programs; as many as the machine runs unless given. */
  readonly threads?: number;
  /** Called from time to time with how many files are done, and with all of them before a last analysis. */
  readonly onFile?: (done: number) => void;
}

/**
 * Instructions that all programs of a tree may take together, in the mean: half of it is divided among them
 * evenly, half by size. None has less because of what another one took.
 */
const MOST_INSTRUCTIONS = 16_000_000;

/** Characters of source from which on threads are worth their start. */
const WORTH_THREADS = 1_500_000;

/** Most threads: each has its own memory, a few hundred megabytes of it. */
const MOST_THREADS = 8;

/** Analyses the programs of a tree. Throws only for faults of this program. */
export async function analyzePrograms(input: ProgramsInput): Promise<TreeAnalysis> {
  const { tree, artifacts, rules, inventory, onFile = () => {} } = input;
  const analyzer = await ProgramAnalyzer.of(tree, { rules, inventory, releases: artifacts });
  const groups = groupSources(tree, analyzer.parsers);
  const jobs = jobsOf(groups, input);
  const threads = threadsFor(groups, input.threads);
  if (threads < 2) return combine(await oneByOne(analyzer, jobs, onFile), inventory);

  const { analyzeInThreads } = await import("./threads.js");
  const models = analyzer.parsers.languages.flatMap(loadModels);
  const releases = releaseSources(models, artifacts);
  const setup = { tree: tree.parts, rules, inventory, releases };
  const order = groups
    .map((_, index) => index)
    .sort((a, b) => (groups[b]?.size ?? 0) - (groups[a]?.size ?? 0));
  const { results, reads } = await analyzeInThreads(setup, jobs, { threads, order, onFile });
  for (const read of reads) tree.addRead(read);
  return combine(results, inventory);
}

async function oneByOne(
  analyzer: ProgramAnalyzer,
  jobs: readonly Job[],
  onFile: (done: number) => void,
): Promise<ProgramResult[]> {
  const results: ProgramResult[] = [];
  let before = 0;
  for (const job of jobs) {
    const start = before;
    results.push(await analyzer.analyze(job, (done) => onFile(start + done)));
    before += job.sources.length;
  }
  return results;
}

function jobsOf(groups: readonly Group[], input: ProgramsInput): Job[] {
  const shares = shareArtifacts(
    input.artifacts,
    groups.map(({ sources }) => sources),
  );
  const size = sizeOf(groups);
  return groups.map((group, index) => ({
    sources: group.sources,
    most:
      groups.length === 1
        ? undefined
        : Math.ceil((MOST_INSTRUCTIONS / 2) * (1 / groups.length + group.size / Math.max(size, 1))),
    artifacts: shares[index],
    // What is known of lock files is said once, however many programs they belong to.
    vulnerabilities: index === 0 ? input.vulnerabilities : [],
  }));
}

const sizeOf = (groups: readonly Group[]): number => groups.reduce((sum, group) => sum + group.size, 0);

function threadsFor(groups: readonly Group[], wanted: number | undefined): number {
  // Under the test runner there is no built file for a thread to start from.
  if (!isBuilt || groups.length < 2) return 1;
  if (wanted === undefined && sizeOf(groups) < WORTH_THREADS) return 1;
  return Math.min(wanted ?? availableParallelism(), groups.length, MOST_THREADS);
}
