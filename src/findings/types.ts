/** What the tool reports: findings, what was seen of the server, and what could not be read. */
import type { Span } from "../ir/types.js";
import type { Inventory } from "./inventory.js";

export type Severity = "info" | "low" | "medium" | "high" | "critical";
export type Confidence = "low" | "medium" | "high";
export type Profile = "default" | "pedantic" | "audit";

export interface Location {
  /** Root-relative path with forward slashes. */
  readonly path: string;
  readonly span: Span;
}

/** One step of the way from the caller's value to the dangerous call. */
export interface FlowStep {
  readonly location: Location;
  /** "source", "step" (assignment, call, return), "guard" (a check met on the way) or "sink". */
  readonly role: "source" | "step" | "guard" | "sink";
  /** Short sentence, e.g. "parameter `path` of tool `read_file`" or "passed to `resolvePath()`". Quoted text from the tree is already made safe. */
  readonly text: string;
  /** The code of the place, where the report was asked for details. */
  readonly excerpt?: Excerpt;
}

/** A check on the way and what it is worth. */
export interface GuardNote {
  readonly location: Location;
  /** "holds" never appears in a finding; "hole": right shape, known hole; "partial": other value, one branch, other purpose. */
  readonly verdict: "hole" | "partial";
  /** e.g. "`startsWith(base)` without a separator: `/srv/data-old` passes for `/srv/data`". */
  readonly text: string;
}

/** The tool parameter (or other entry) a finding starts from. */
export interface Origin {
  /** "tool", "resource", "prompt", "http", "remote", "cli", "env", ... */
  readonly kind: string;
  /** Tool name, route, or "" when unknown. */
  readonly name: string;
  /** Parameter, as a path: "path", "options.url". "" for the whole value. */
  readonly parameter: string;
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  /** One or two sentences stating the fact, with names. */
  readonly message: string;
  /** The primary location: the sink, or the place a check is about. */
  readonly location: Location;
  /** Other places that belong to the finding (other sinks of the same cause). */
  readonly related: readonly { readonly location: Location; readonly text: string }[];
  /** Ordered from source to sink; empty for findings that are no flow. */
  readonly flow: readonly FlowStep[];
  readonly guards: readonly GuardNote[];
  /** Every entry that reaches it, first the one shown in `flow`. Empty for non-flow findings. */
  readonly origins: readonly Origin[];
  /** What to do about it here; falls back to the rule's fix text. */
  readonly fix?: string;
  /** Stable over moved lines: hex string. */
  readonly fingerprint: string;
  /** Why it does not count. Only on findings of `Report.suppressed`. */
  readonly suppression?: Suppression;
  /** How it stands to the baseline, when there is one: "unchanged" findings are in it. */
  readonly baselineState?: "new" | "unchanged";
  /** The code around the primary location, already made safe to show. Absent when the file cannot be read again. */
  readonly excerpt?: Excerpt;
}

/** A decision that a finding is known and does not count. */
export interface Suppression {
  /** A comment in the code, an entry of the configuration, or the baseline. */
  readonly kind: "inline" | "config" | "baseline";
  /** What was written as the reason, made safe to show. */
  readonly reason?: string;
  /** Where it was written, when that is a file of the audited tree. */
  readonly location?: Location;
  /** The last day on which it applies, as YYYY-MM-DD. */
  readonly expires?: string;
}

/** A finding of the baseline that is not there any more. */
export interface AbsentFinding {
  readonly ruleId: string;
  readonly fingerprint: string;
  /** Relative to the base of the report (not to the root), with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** How the findings compare with a baseline. All findings are counted, whether shown or not. */
export interface BaselineSummary {
  /** The file, as the user named it. */
  readonly file: string;
  readonly new: number;
  readonly unchanged: number;
  /** Mended since, or gone with their code. */
  readonly absent: readonly AbsentFinding[];
}

/** What a report on changes only was compared with. */
export interface ChangeSummary {
  /** What the user named, or "HEAD" for `--changed`. */
  readonly since: string;
  /** Number of files of the tree that changed. */
  readonly files: number;
  /** Findings left out because nothing of their path changed. */
  readonly outside: number;
}

/** What the audited tree said for itself and was not believed. */
export interface UntrustedSummary {
  /** Configuration files of the tree, root-relative. */
  readonly configs: readonly string[];
  /** Comments that would have suppressed findings. */
  readonly comments: readonly Location[];
}

/** A few lines of the audited tree, cut around the place in question and with unsafe characters made visible. */
export interface Excerpt {
  readonly lines: readonly ExcerptLine[];
}

export interface ExcerptLine {
  /** 1-based line number in the file. */
  readonly number: number;
  /** Safe text; a cut is shown as an ellipsis. */
  readonly text: string;
  /** Columns of `text` to underline, end exclusive. Absent on context lines. */
  readonly mark?: { readonly start: number; readonly end: number };
}

/** What a report says of a rule; rule metadata satisfies it. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly cwe: readonly number[];
  readonly owasp: readonly string[];
  readonly summary: string;
  readonly fix: string;
  /** Markdown page, when it was asked for. */
  readonly page?: string;
}

/** A tool, resource or prompt found. */
export interface EntitySummary {
  readonly kind: "tool" | "resource" | "prompt";
  /** Name after constant folding; undefined when it is computed at run time. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly location: Location;
  /** Where the handler is, when it was resolved to a function of the tree. */
  readonly handler: Location | undefined;
  readonly annotations: Readonly<Record<string, unknown>> | undefined;
}

export interface ServerSummary {
  readonly entities: readonly EntitySummary[];
  /** Registrations whose name or handler is computed at run time. */
  readonly dynamic: readonly Location[];
  readonly transports: readonly string[];
}

/** What a repository says of itself; a folder that is none says nothing. */
export interface VersionControl {
  /** Where it is kept, as a URL without credentials. */
  readonly repository?: string;
  /** The hash of the commit that is checked out. */
  readonly commit?: string;
  readonly branch?: string;
}

export interface ScanNote {
  readonly path: string;
  readonly line?: number;
  /** "suppression": a suppression or a piece of configuration that has no effect, or none that can be trusted. */
  readonly kind: "partial" | "failed" | "skipped" | "suppression" | "info";
  readonly message: string;
}

export interface Report {
  readonly tool: { readonly name: "mcp-audit"; readonly version: string; readonly homepage?: string };
  /** Absolute path of the audited root on this machine; reporters must not print it in portable formats. */
  readonly root: string;
  /** What the user typed. */
  readonly target: string;
  readonly findings: readonly Finding[];
  readonly server: ServerSummary;
  readonly notes: readonly ScanNote[];
  readonly stats: {
    readonly files: number;
    readonly bytes: number;
    readonly functions: number;
    readonly unsupported: Readonly<Record<string, number>>;
  };
  /** True when something failed so that findings may be missing. */
  readonly incomplete: boolean;
  /** Absolute path that portable reports make paths relative to: repository root or working directory. */
  readonly base?: string;
  /** The rules that ran, ordered by id. */
  readonly rules?: readonly RuleInfo[];
  /** Files that configure clients or list tools, when the tree has no code but these. */
  readonly configuration?: readonly string[];
  /** What the program can do; present when it was asked for. */
  readonly inventory?: Inventory;
  /** Findings that the chosen profile and thresholds left out. */
  readonly hidden?: {
    readonly byProfile: number;
    readonly byThreshold: number;
    /** Of rules that the configuration turns off for their place. */
    readonly byConfig?: number;
    /** That have to do with no change, when only changes were asked for. */
    readonly byChange?: number;
  };
  /** The revision that was audited, where the report was asked for it and the repository says so. */
  readonly versionControl?: VersionControl;
  /** Findings that do not count, in the order of findings: each has its `suppression`. */
  readonly suppressed?: readonly Finding[];
  /** Present when there is a baseline. */
  readonly baseline?: BaselineSummary;
  /** Present when only changes were asked for. */
  readonly change?: ChangeSummary;
  /** The configuration that was followed, and what it says of the exit code. */
  readonly config?: {
    /** As the user would name it. */
    readonly file: string;
    readonly failOn?: Severity | "never";
    readonly strictSuppressions?: boolean;
  };
  /** Present when the tree is not trusted. */
  readonly untrusted?: UntrustedSummary;
}
