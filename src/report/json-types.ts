/**
 * The form of the JSON report. `schemas/report.schema.json` is made of these types, comments included, and
 * docs/json-report.md explains them; within one version fields are added, never changed or taken away.
 */
import type {
  Confidence,
  EntitySummary,
  FlowStep,
  GuardNote,
  Profile,
  ScanNote,
  Severity,
  Suppression,
} from "../findings/types.js";

/** The report of mcp-audit on one target. */
export interface JsonReport {
  /** Version of this form. */
  formatVersion: 1;
  tool: JsonTool;
  /** What was named on the command line. */
  target: string;
  /** The audited folder, relative to the repository it lies in; "." when it is the same, or in no repository. */
  root: string;
  /** The revision that is checked out, as far as the repository says. */
  versionControl: JsonVersionControl | null;
  /** True when something could not be read or analyzed, so that findings may be missing (exit code 4). */
  incomplete: boolean;
  summary: JsonSummary;
  /** Findings that count, worst first, then by path and line. */
  findings: JsonFinding[];
  /** Findings that do not count, each with its reason. */
  suppressed: JsonSuppressedFinding[];
  hidden: JsonHidden;
  /** How the findings compare with a baseline, when there is one. */
  baseline: JsonBaseline | null;
  /** What a report on changes only was compared with. */
  change: JsonChange | null;
  /** What the audited tree said for itself and was not believed; null when the tree is trusted. */
  untrusted: JsonUntrusted | null;
  server: JsonServer;
  /** What was left out, skipped or not read. */
  notes: JsonNote[];
  stats: JsonStats;
}

export interface JsonTool {
  name: "mcp-audit";
  version: string;
  homepage?: string;
}

export interface JsonVersionControl {
  /** Address of the repository, without credentials. */
  repository: string | null;
  /** Hash of the commit. */
  commit: string | null;
  branch: string | null;
}

/** The number of findings that count, in total and by severity. */
export interface JsonSummary {
  findings: Count;
  critical: Count;
  high: Count;
  medium: Count;
  low: Count;
  info: Count;
}

export interface JsonFinding {
  /** Id of the rule; `mcp-audit explain ID` prints its page. */
  rule: string;
  /** The harm if it is real. */
  severity: Severity;
  /** How sure it is that it is real. */
  confidence: Confidence;
  /** Who wants to know. */
  profile: Profile;
  /** The fact, in a sentence. */
  message: string;
  /** The dangerous call, or what a check is about. */
  location: JsonPlace;
  /** Every entry that reaches it; the first is the one that `flow` shows. */
  origins: JsonOrigin[];
  /** The steps from the caller's value to the place. */
  flow: JsonStep[];
  /** Checks met on the way. */
  guards: JsonGuard[];
  /** Other places of the same cause. */
  related: JsonRelated[];
  /** What to do here, or null when the rule's own advice applies. */
  fix: string | null;
  /** The code around the place. */
  excerpt: JsonExcerpt | null;
  /** Stays the same when lines move, files are renamed or the message is reworded. */
  fingerprint: string;
  /** How it stands to the baseline; null without one. */
  baselineState: "new" | "unchanged" | null;
}

export interface JsonSuppressedFinding extends JsonFinding {
  /** Why it does not count. */
  suppression: JsonSuppression;
}

export interface JsonSuppression {
  /** A comment in the code, an entry of the configuration, or the baseline. */
  kind: Suppression["kind"];
  /** What was written as the reason. */
  reason: string | null;
  /** Where it was written, when that is a file of the audited tree. */
  location: JsonPlace | null;
  /** The last day on which it applies, as YYYY-MM-DD. */
  expires: string | null;
}

/** Lines and columns count from one, columns in UTF-16 code units; the end column is exclusive. */
export interface JsonPlace {
  /** Relative to `root`, with forward slashes. */
  path: string;
  line: Count;
  column: Count;
  endLine: Count;
  endColumn: Count;
}

export interface JsonOrigin {
  /** "tool", "resource", "prompt", "http", "environment", ... */
  kind: string;
  /** Name of the tool, route or variable; empty when it is not known. */
  name: string;
  /** Parameter, as a path: "options.url"; empty for the whole value. */
  parameter: string;
}

export interface JsonStep {
  role: FlowStep["role"];
  text: string;
  location: JsonPlace;
}

export interface JsonGuard {
  /** "hole": of the right shape, with a known hole; "partial": does not cover this use. */
  verdict: GuardNote["verdict"];
  text: string;
  location: JsonPlace;
}

export interface JsonRelated {
  text: string;
  location: JsonPlace;
}

export interface JsonExcerpt {
  lines: JsonLine[];
}

export interface JsonLine {
  number: Count;
  text: string;
  /** Columns of `text` to underline, counted from zero, the end exclusive. */
  mark?: JsonMark;
}

export interface JsonMark {
  start: Count;
  end: Count;
}

/** Findings that the chosen profile and thresholds left out. */
export interface JsonHidden {
  byProfile: Count;
  byThreshold: Count;
  /** Of rules that the configuration turns off for their place. */
  byConfig: Count;
  /** That have to do with no change, when only changes were asked for. */
  byChange: Count;
}

export interface JsonBaseline {
  /** The file, as it was named. */
  file: string;
  new: Count;
  unchanged: Count;
  /** Findings of the baseline that are not there any more. */
  absent: JsonAbsent[];
}

export interface JsonAbsent {
  rule: string;
  fingerprint: string;
  /** Relative to the repository, with forward slashes. */
  path: string;
  line: Count;
  message: string;
}

export interface JsonChange {
  /** The revision that was named. */
  since: string;
  /** Number of files of the tree that changed. */
  files: Count;
  /** Findings left out because nothing of their path changed. */
  outside: Count;
}

export interface JsonUntrusted {
  /** Configuration files that were not followed. */
  configs: string[];
  /** Comments that would have suppressed findings. */
  comments: JsonPlace[];
}

export interface JsonServer {
  /** How it can be reached: "stdio", "http", "sse", "websocket". */
  transports: string[];
  /** Tools, resources and prompts. */
  entities: JsonEntity[];
  /** Places that register something whose name or handler is computed at run time. */
  dynamic: JsonPlace[];
}

export interface JsonEntity {
  kind: EntitySummary["kind"];
  /** Null when it is computed at run time. */
  name: string | null;
  description: string | null;
  /** Of the registration. */
  location: JsonPlace;
  /** Null when it was not resolved to a function of the tree. */
  handler: JsonPlace | null;
  /** What the server says of it: `readOnlyHint` and the like. */
  annotations: { [hint: string]: string | number | boolean } | null;
}

export interface JsonNote {
  kind: ScanNote["kind"];
  /** "." for the whole tree. */
  path: string;
  line: Count | null;
  message: string;
}

/** How much was read. */
export interface JsonStats {
  files: Count;
  bytes: Count;
  functions: Count;
  /** Language constructs that were not followed, with their number. */
  unsupported: { [construct: string]: Count };
}

/**
 * @asType integer
 * @minimum 0
 */
export type Count = number;
