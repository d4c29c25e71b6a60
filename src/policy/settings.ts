/**
 * The configuration that an audit follows: the one that was named, the tree's own, or none because the tree is
 * not trusted. Glob patterns of it become tests of paths below the audited root.
 */
import { posix, relative, sep } from "node:path";
import { CONFIG_NAMES, type ConfigPlace, findConfig, type LoadedConfig, loadConfig } from "../config/find.js";
import type { ScanNote } from "../findings/types.js";
import type { Patterns } from "./sections.js";

export interface Settings {
  readonly config?: LoadedConfig;
  readonly patterns?: Patterns;
  readonly isIncluded?: (path: string) => boolean;
  readonly isExcluded?: (path: string) => boolean;
  /** The file that says what is excluded. */
  readonly excludedBy?: string;
  /** Rules that are off everywhere, so that they need not run. */
  readonly off: readonly string[];
  /** The configuration that was found and not followed, root-relative. */
  readonly ignored: readonly string[];
}

export interface SettingsWish {
  /** A file, or false for none. */
  readonly config?: string | false;
  readonly untrusted?: boolean;
}

/** Finds and reads the configuration. Throws a UserError for one that is wrong. */
export async function readSettings(
  wish: SettingsWish,
  place: Omit<ConfigPlace, "file">,
  ruleIds: readonly string[],
): Promise<Settings> {
  const { config: named, untrusted } = wish;
  if (named === false && untrusted !== true) return { off: [], ignored: [] };
  const path = findConfig(typeof named === "string" ? { ...place, file: named } : place);
  if (path === undefined) return { off: [], ignored: [] };
  // A file that the user names is the user's own word, wherever it lies.
  if (untrusted === true && typeof named !== "string") {
    return { off: [], ignored: [relative(place.root, path).split(sep).join("/")] };
  }
  const config = await loadConfig(path, place, ruleIds);
  const patterns = await import("../config/patterns.js");
  const { include, exclude, rules = {}, packages = {} } = config.config;
  const test = (globs: readonly string[]): ((path: string) => boolean) => {
    const matches = patterns.matcher(globs);
    return (below) => matches(posix.join(config.rootBelow, below));
  };
  const sections = Object.values(packages);
  return {
    config,
    patterns,
    ...(include === undefined ? {} : { isIncluded: test(include) }),
    ...(exclude === undefined ? {} : { isExcluded: test(exclude), excludedBy: config.name }),
    off: Object.keys(rules).filter(
      (id) => rules[id] === "off" && sections.every(({ rules: own }) => (own?.[id] ?? "off") === "off"),
    ),
    ignored: [],
  };
}

/** Files with the name of a configuration that lie deeper in the tree than the one that is followed. */
export function otherConfigs(paths: readonly string[], { config }: Settings, root: string): string[] {
  const own = config === undefined ? undefined : relative(root, config.path).split(sep).join("/");
  return paths.filter((path) => CONFIG_NAMES.includes(posix.basename(path)) && path !== own);
}

/** Says that a configuration deeper in the tree is not followed. */
export function noteOther(path: string): ScanNote {
  const folder = posix.dirname(path);
  const message = `this configuration is followed only when ${folder} itself is audited; put it under \`packages\` of the one above`;
  return { path, kind: "suppression", message };
}
