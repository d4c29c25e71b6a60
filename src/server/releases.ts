/**
 * Rows of models that hold for some releases of a package only: does such a row hold for the code of a module?
 *
 * Which release that code gets is for the caller to say, who has read the manifests.
 */
import type { Location } from "../findings/types.js";
import type { ModuleIR } from "../ir/types.js";
import type { ReleaseCondition } from "../models/types.js";

/** What is known of the release behind a row. */
export interface Standing {
  readonly condition: ReleaseCondition;
  /** The release of the package, where the tree says it. */
  readonly release: string | undefined;
  /** It is pinned; otherwise the newest one that is allowed was taken. */
  readonly exact: boolean;
  /** Where the tree says so. */
  readonly at: Location | undefined;
  /** Where the tree says nothing, the newest release is assumed. */
  readonly holds: boolean;
}

export interface KnownReleases {
  of(condition: ReleaseCondition, module: ModuleIR): Standing;
}

/** For a tree without manifests: the newest releases. */
export const NEWEST: KnownReleases = { of: (condition) => unstated(condition) };

/** A package whose release is not stated: what holds from some release on is taken to hold. */
export function unstated(condition: ReleaseCondition): Standing {
  return {
    condition,
    release: undefined,
    exact: false,
    at: undefined,
    holds: !condition.range.includes("<"),
  };
}
