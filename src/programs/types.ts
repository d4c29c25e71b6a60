/** What goes into and comes out of the analysis of one program of a tree: plain data, so that threads can pass it. */
import type { Artifacts } from "../artifacts/types.js";
import type { TreeParts } from "../discover/tree.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import type { ScanNote } from "../findings/types.js";
import type { FrontendNote } from "../frontends/types.js";
import type { PlacedComment } from "../policy/inline.js";
import type { ReleaseSources } from "../rules/releases.js";
import type { AnalysisResult } from "../rules/run.js";

/** What is the same for all programs of a tree. */
export interface Setup {
  readonly tree: TreeParts;
  /** Ids of the rules that are applied. */
  readonly rules: readonly string[];
  readonly inventory: boolean;
  /** Where the tree says which releases of packages it gets. */
  readonly releases: ReleaseSources | undefined;
}

/** One program. */
export interface Job {
  readonly sources: readonly string[];
  /** Instructions that its analysis may take, where it has to share with others. */
  readonly most: number | undefined;
  readonly artifacts: Artifacts | undefined;
  readonly vulnerabilities: readonly KnownVulnerability[];
}

/** What was read of a program's sources. */
export interface ReadSources {
  /** Files that were parsed. */
  readonly paths: readonly string[];
  readonly minified: number;
  readonly functions: number;
  /** Kinds of syntax that were not understood, with how often. */
  readonly unsupported: readonly (readonly [kind: string, count: number])[];
  /** Comments of files that name this program. */
  readonly comments: readonly PlacedComment[];
  readonly notes: readonly (ScanNote | FrontendNote)[];
}

export interface ProgramResult {
  readonly read: ReadSources;
  readonly analysis: AnalysisResult;
}
