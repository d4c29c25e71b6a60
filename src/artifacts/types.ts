/**
 * The files around the code, as checks see them: data with places, and what it means for an MCP server.
 *
 * Everything has a place, so that a finding can point at the very line. Values are as written; nothing is
 * expanded, fetched or run.
 */
import type { Location } from "../findings/types.js";

/** Read access to the files besides code. */
export interface ArtifactFiles {
  readonly artifacts: readonly string[];
  readArtifact(path: string): string | undefined;
}

/** JSON, YAML and TOML are one thing here. */
export type DataNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: "map";
  readonly at: Location;
  readonly entries: readonly DataEntry[];
}
export interface DataEntry {
  readonly key: string;
  readonly keyAt: Location;
  readonly value: DataNode;
}
export interface ListNode {
  readonly kind: "list";
  readonly at: Location;
  readonly items: readonly DataNode[];
}
export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Location;
  readonly value: string | number | boolean | null;
}

/** A text and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly at: Location;
}
/** `NAME=value`, `NAME: value`. */
export interface Setting {
  readonly name: string;
  readonly value: PlacedText;
}

/** A data file and its documents (YAML may hold several). */
export interface DataFile {
  readonly path: string;
  readonly text: string;
  readonly format: "json" | "yaml" | "toml";
  readonly documents: readonly DataNode[];
  /** What of it was left out because there is too much, as sentences. */
  readonly cut?: readonly string[];
}

/** A file of lines: .env, requirements.txt, .npmrc, shell scripts, keys. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly kind: "env" | "requirements" | "script" | "settings" | "lock" | "key";
}

/** One server that a client is told to start or to connect to. */
export interface ConfiguredServer {
  readonly path: string;
  /** Whose configuration: "Claude", "VS Code", ...; for a sentence. */
  readonly client: string;
  readonly name: string;
  readonly nameAt: Location;
  readonly at: Location;
  /** The list it stands in: names have to differ within one. */
  readonly scope: Location;
  readonly command: PlacedText | undefined;
  readonly args: readonly PlacedText[];
  readonly env: readonly Setting[];
  readonly url: PlacedText | undefined;
  readonly headers: readonly Setting[];
  /** Tools that run without being asked about; "*" for all. */
  readonly approved: readonly PlacedText[];
  readonly disabled: boolean;
}

export interface ClientConfig {
  readonly path: string;
  readonly client: string;
  readonly servers: readonly ConfiguredServer[];
  /** Settings that let tools run without being asked about, for all servers. */
  readonly approvals: readonly PlacedText[];
}

/** A tool as a JSON list or a manifest describes it. */
export interface ListedTool {
  readonly name: PlacedText | undefined;
  readonly description: PlacedText | undefined;
  readonly at: Location;
  /** Every other text that a model reads: parameter names and descriptions, defaults, enum values. */
  readonly texts: readonly PlacedText[];
}

export interface Dependency {
  readonly ecosystem: "npm" | "pypi";
  readonly name: string;
  /** As written: "^1.2.0", "latest", "git+https://...", ">=2,<3", "" for none. */
  readonly version: string;
  readonly at: Location;
  /** "lock": the version that is installed. "dev": needed to work on the package only. */
  readonly kind: "runtime" | "dev" | "lock";
}

export interface NpmPackage {
  readonly path: string;
  readonly name: PlacedText | undefined;
  readonly version: PlacedText | undefined;
  readonly scripts: readonly Setting[];
}

export interface PythonProject {
  readonly path: string;
  readonly name: PlacedText | undefined;
  readonly version: PlacedText | undefined;
}

export interface DockerInstruction {
  /** Upper case: "RUN". */
  readonly name: string;
  /** Arguments with continued lines joined. */
  readonly text: string;
  readonly at: Location;
  /** ENV, ARG and LABEL: what is set. */
  readonly settings: readonly Setting[];
  /** Words of the arguments, flags left out. */
  readonly words: readonly PlacedText[];
}
export interface DockerStage {
  readonly name: string | undefined;
  /** As written after FROM, with ARG defaults filled in. */
  readonly image: PlacedText;
  /** The stage that it starts from, where `image` names one. */
  readonly base: DockerStage | undefined;
  readonly instructions: readonly DockerInstruction[];
}
export interface Dockerfile {
  readonly path: string;
  readonly stages: readonly DockerStage[];
}

/** A container that Compose or Kubernetes starts. */
export interface Workload {
  readonly path: string;
  readonly system: "compose" | "kubernetes";
  readonly name: string;
  readonly at: Location;
  readonly image: PlacedText | undefined;
  /** Switches that are on, e.g. "privileged", "host-network", "host-pid", "host-ipc", "root-user". */
  readonly switches: readonly { readonly what: WorkloadSwitch; readonly at: Location }[];
  readonly capabilities: readonly PlacedText[];
  /** Folders and sockets of the host. */
  readonly mounts: readonly PlacedText[];
  readonly env: readonly Setting[];
}
export type WorkloadSwitch =
  | "privileged"
  | "host-network"
  | "host-pid"
  | "host-ipc"
  | "escalation"
  | "unconfined"
  | "root-user";

export interface ArtifactNote {
  readonly path: string;
  readonly line?: number;
  readonly kind: "skipped" | "info";
  readonly message: string;
}

export interface Artifacts {
  readonly data: readonly DataFile[];
  readonly texts: readonly TextFile[];
  /** Markdown and plain text that a program may load; each begins at the first line of its file. */
  readonly prose: readonly PlacedText[];
  readonly clients: readonly ClientConfig[];
  readonly tools: readonly ListedTool[];
  readonly dependencies: readonly Dependency[];
  readonly npm: readonly NpmPackage[];
  readonly python: readonly PythonProject[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly workloads: readonly Workload[];
  /** Folders of the whole tree that have a lock file, "" for the root. */
  readonly locked: readonly string[];
  readonly notes: readonly ArtifactNote[];
}
