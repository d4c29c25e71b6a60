/** Metadata of a rule, as written in rules/<id>/rule.yaml (packed into JSON at build time). */
import type { Confidence, Profile, Severity } from "../findings/types.js";
import type { SinkKind, SourceKind } from "../models/types.js";

/**
 * What the engine says of one flow; a taint rule selects by it.
 *
 * - `verdict`: "open" no check that counts; "weak" a check of the right shape with a known hole, or a
 *   check that does not cover this use.
 * - `extent`: "whole" the caller's value is the whole command, code, query or URL; "part" it is spliced
 *   into something larger; "segment" only a path segment or query of a URL whose host is fixed.
 * - `declared`: the tool's name, description or parameter says that running what the caller sends is its
 *   purpose (run_command, execute_sql, fetch).
 */
export interface FlowSelector {
  readonly verdict?: readonly ("open" | "weak")[];
  readonly extent?: readonly ("whole" | "part" | "segment")[];
  readonly declared?: boolean;
  /** Paths only: joined under a base that was meant to hold it. */
  readonly based?: boolean;
  /** A deny-list of places stands before it. */
  readonly denied?: boolean;
  /** What is executed runs in a container of its own. */
  readonly contained?: boolean;
  /** The language of the query has no statement that changes anything. */
  readonly onlyReads?: boolean;
  /** Queries only: the connection, the session or the call is one that can only read. */
  readonly reading?: boolean;
  /** Queries only: a check keeps out those that read and lets those pass that write. */
  readonly parting?: boolean;
  /** Queries only: the tool says that it is for changing data. */
  readonly changes?: boolean;
  /** Exceptions only: they come from code that the caller sent to be executed. */
  readonly ofSentCode?: boolean;
  /** Only at these kinds of sink. */
  readonly sink?: readonly SinkKind[];
  /** Regular expression that the caller's parameter fits, with the properties on the way ("headers.authorization"). */
  readonly parameter?: string;
}

export interface SeverityCase {
  readonly when: FlowSelector & {
    /** MCP is offered over a network, and in no other way. */
    readonly network?: boolean;
    /** Whoever sends the value may name any file, because a tool is for running commands or queries that do. */
    readonly files?: boolean;
    /** A web request that only programs of the same machine can send, no page in a browser. */
    readonly local?: boolean;
    /** A web request that is handled in a container that is there for it. */
    readonly container?: boolean;
    /** Whoever sends the value may ask the same database anything, because a tool is for that. */
    readonly queries?: boolean;
    readonly source?: readonly SourceKind[];
    /** Exceptions only: their text tells where the server keeps things (see internals.ts). */
    readonly internals?: boolean;
  };
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly profile?: Profile;
  /** What is said of it, and what to do, where the rule's own words do not fit. */
  readonly message?: string;
  readonly fix?: string;
}

export interface RuleMeta {
  readonly id: string;
  /** Noun phrase, e.g. "Command injection". */
  readonly title: string;
  /** "both": flows that it selects, and what its check.ts finds that is no flow. */
  readonly mode: "taint" | "check" | "both";
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  readonly cwe: readonly number[];
  readonly owasp: readonly string[];
  /** One sentence: what is wrong and why it matters (SARIF shortDescription). */
  readonly summary: string;
  /** Sentence template: {entry} (tool `x`), {param}, {sink}, {extent}, {guard}. */
  readonly message: string;
  /** One or two sentences: what to do. */
  readonly fix: string;
  // mode taint
  readonly sources?: readonly SourceKind[];
  readonly sinks?: readonly SinkKind[];
  /** Which flows: all conditions of one selector must hold; of a list, one selector must. */
  readonly select?: FlowSelector | readonly FlowSelector[];
  /** First case that applies changes severity, confidence or profile. */
  readonly cases?: readonly SeverityCase[];
  /** Report once per tool (unrestricted-*) or once per server (a habit) instead of once per cause. */
  readonly per?: "sink" | "entry" | "server";
  readonly languages?: readonly ("javascript" | "python")[];
}
