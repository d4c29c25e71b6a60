/** The answer to "should I connect this server, and how little can I give it?". Texts in it are safe to show. */

/** Stands for the name of a tool that is put together at run time. */
export const COMPUTED = "(computed)";

/** "unclear": too little could be read to say anything; never to be taken for "connect". */
export type Decision = "connect" | "limits" | "avoid" | "unclear";

export interface Reason {
  /** The documented rule of the decision: "D1". */
  readonly rule: string;
  readonly decision: Decision;
  /** A full sentence. */
  readonly text: string;
}

/** What is known of the package itself; absent for a folder of the user's own. */
export interface PackageFacts {
  readonly kind: "npm" | "pypi" | "git" | "archive";
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly integrity: string;
  readonly description: string | undefined;
  readonly published: string | undefined;
  readonly first: string | undefined;
  readonly versions: number | undefined;
  readonly publishers: readonly string[];
  /** The version that is installed when none is named, if it is another one. */
  readonly latest: string | undefined;
  readonly author: string | undefined;
  readonly license: string | undefined;
  readonly repository: string | undefined;
  /** What the registry vouches for, as far as it was checked; absent where there is no registry. */
  readonly provenance?: { readonly signature: string; readonly attestations: readonly string[] } | undefined;
  readonly installScripts: readonly { readonly name: string; readonly command: string }[];
}

/** One ability, over all tools. */
export interface Ability {
  /** "write files that the caller names" */
  readonly text: string;
  /** The tools that have it; empty when it needs none. */
  readonly tools: readonly string[];
  /** The worst of these speak against connecting without limits. */
  readonly free: boolean;
}

/** An entry of `mcpServers`. */
export interface LaunchEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A way to start the server with nothing but what its inventory justifies. */
export interface Recipe {
  readonly kind: "node" | "docker";
  /** Commands to run once, before. */
  readonly prepare: readonly string[];
  readonly entry: LaunchEntry;
  /** What it keeps from the server, and what it cannot keep from it: full sentences. */
  readonly notes: readonly string[];
}

export interface InstallVerdict {
  readonly target: string;
  readonly decision: Decision;
  /** The gravest first. */
  readonly reasons: readonly Reason[];
  readonly facts: PackageFacts | undefined;
  readonly tools: readonly string[];
  readonly abilities: readonly Ability[];
  /** What could not be looked at: full sentences. */
  readonly unseen: readonly string[];
  /** The tightest first. */
  readonly recipes: readonly Recipe[];
}
