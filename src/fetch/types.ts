/** What can be named as a target, and what is known of it once it lies on disk. */

/** A target as it was named, taken apart; nothing has been looked up yet. */
export type TargetSpec =
  | { readonly kind: "npm"; readonly text: string; readonly name: string; readonly version: string }
  | { readonly kind: "pypi"; readonly text: string; readonly name: string; readonly version: string }
  | {
      readonly kind: "git";
      readonly text: string;
      readonly url: string;
      /** Branch, tag or commit; "" for the default branch. */
      readonly ref: string;
      /** Folder of the repository that is audited; "" for all of it. */
      readonly folder: string;
    }
  | { readonly kind: "archive"; readonly text: string; readonly path: string };

/** A command that installing the package runs on the machine of whoever installs it. */
export interface InstallScript {
  /** "postinstall", "setup.py", "node-gyp". */
  readonly name: string;
  readonly command: string;
}

/** One fact about what was fetched that a reader should know; full sentences. */
export interface FetchNote {
  /**
   * "danger" speaks against installing it, "odd" asks for an explanation, "gap" is something that could not
   * be looked at.
   */
  readonly weight: "danger" | "odd" | "gap" | "info";
  readonly text: string;
}

/** The entry of a client's configuration that starts it. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** What was fetched. Texts that come from its publisher are not made safe to show. */
export interface Fetched {
  readonly spec: TargetSpec;
  /** Absolute path of the folder to audit. */
  readonly root: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Hash of what was fetched: "sha512-...", "sha256-...", "commit ...". */
  readonly integrity: string;
  /** When it was published, ISO 8601. */
  readonly published: string | undefined;
  /** Who published this version, or who may publish; empty when the registry does not say. */
  readonly publishers: readonly string[];
  readonly author: string | undefined;
  readonly license: string | undefined;
  readonly description: string | undefined;
  /** URL of the repository it claims to be made from. */
  readonly repository: string | undefined;
  /** Why its publisher advises against it. */
  readonly deprecated: string | undefined;
  readonly installScripts: readonly InstallScript[];
  /** How a client would start this very version. */
  readonly launch: Launch | undefined;
  /** The program that is started: its name, and for npm its file below the package. */
  readonly bin: { readonly name: string; readonly path: string | undefined } | undefined;
  /** Since when the package is there, and how many versions of it. */
  readonly history:
    | { readonly first: string | undefined; readonly versions: number; readonly latest: string | undefined }
    | undefined;
  /** What stands for its publisher; undefined where there is no registry. */
  readonly provenance?: Provenance | undefined;
  readonly notes: readonly FetchNote[];
  /** Taken from the cache, without asking anybody. */
  readonly cached: boolean;
}

/** What a registry vouches for. */
export interface Provenance {
  /**
   * Its signature of name, version and hash: "none" where it serves none, "unchecked" where it serves no key for
   * it, or none that was valid at the time.
   */
  readonly signature: "valid" | "invalid" | "none" | "unchecked";
  /** Kinds of attestation that it serves; not checked unless the source is asked for. */
  readonly attestations: readonly string[];
}

/** What fetching needs of the process it runs in. */
export interface FetchContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Use nothing but the cache. */
  readonly offline: boolean;
  /** Told what is being waited for. */
  readonly onProgress?: (text: string) => void;
}
