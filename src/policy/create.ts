/** Puts the policy of an audit together: from what the user asked for, the configuration, the tree and git. */
import { existsSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { readBaseline } from "../config/baseline-file.js";
import { type ConfigPlace, isWithin } from "../config/find.js";
import { UserError } from "../errors.js";
import type { AbsentFinding, Confidence, Location, Profile, Severity } from "../findings/types.js";
import type { Changes } from "./changes.js";
import { parseDirective } from "./directives.js";
import { AuditPolicy } from "./index.js";
import type { PlacedComment } from "./inline.js";
import { otherConfigs, type Settings, type SettingsWish } from "./settings.js";

/** What the user may ask for; options of the audit satisfy it. */
export interface PolicyWish extends SettingsWish {
  readonly paths: readonly string[];
  readonly profile?: Profile;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly rules?: readonly string[];
  readonly exclude?: readonly string[];
  readonly baseline?: string | false;
  readonly since?: string;
  readonly changed?: boolean;
  readonly requireReason?: boolean;
  readonly today?: string;
}

/** What findings are compared with. */
export interface Known {
  readonly baseline?: { readonly file: string; readonly entries: readonly AbsentFinding[] };
  readonly changes?: Changes;
}

/**
 * Reads the baseline and asks git what changed; before the audit, so that a wrong name is said at once. Throws
 * a UserError for a baseline that is none, and when git cannot say what changed.
 */
export async function readKnown(
  wish: PolicyWish,
  place: PolicyContext["place"],
  settings: Settings,
): Promise<Known> {
  const baseline = findBaseline(wish, place, settings);
  if (wish.since === undefined && wish.changed !== true) return baseline === undefined ? {} : { baseline };
  const { changesInTree, changesSince } = await import("../changes/index.js");
  const changes = wish.since === undefined ? changesInTree(place.root) : changesSince(wish.since, place.root);
  return { changes, ...(baseline === undefined ? {} : { baseline }) };
}

export interface PolicyContext {
  readonly place: Omit<ConfigPlace, "file">;
  readonly settings: Settings;
  readonly comparison: Known;
  readonly tree: {
    readonly artifacts: readonly string[];
    readLines(path: string): readonly string[] | undefined;
  };
  readonly comments: readonly PlacedComment[];
  /** Ids of all rules. */
  readonly known: readonly string[];
  /** The rules that ran. */
  readonly rules: readonly { readonly id: string }[];
}

/** The policy of an audit whose tree was read. */
export function createPolicy(wish: PolicyWish, context: PolicyContext): AuditPolicy {
  const { place, settings, tree, comments, known, rules, comparison } = context;
  const { root, base } = place;
  const { config, patterns, ignored } = settings;
  const { baseline, changes } = comparison;
  const others = otherConfigs(tree.artifacts, settings, root);
  const profile = wish.profile ?? (wish.rules?.length ? "audit" : undefined);
  return new AuditPolicy({
    known,
    ran: rules.map((rule) => rule.id),
    named: wish.rules ?? [],
    ...(profile === undefined ? {} : { profile }),
    ...(wish.severity === undefined ? {} : { severity: wish.severity }),
    ...(wish.confidence === undefined ? {} : { confidence: wish.confidence }),
    requireReason: wish.requireReason ?? config?.config["require-reason"] ?? false,
    ...(config === undefined ? {} : { config }),
    ...(patterns === undefined ? {} : { patterns }),
    today: () => wish.today ?? new Date().toISOString().slice(0, 10),
    comments: wish.untrusted === true ? [] : comments,
    linesOf: (path) => tree.readLines(path),
    ...(baseline === undefined ? {} : { baseline }),
    rootBelowBase: relative(base, root).split(sep).join("/"),
    ...(changes === undefined ? {} : { changes }),
    ...(wish.since === undefined ? {} : { since: wish.since }),
    ...(wish.untrusted === true
      ? { untrusted: { configs: [...new Set([...ignored, ...others])].sort(), comments: attempts(comments) } }
      : {}),
    otherConfigs: others,
    whole: config?.rootBelow === "" && wish.paths.length === 1 && !wish.exclude?.length,
  });
}

function findBaseline(
  { baseline }: PolicyWish,
  place: PolicyContext["place"],
  settings: Settings,
): { readonly file: string; readonly entries: readonly AbsentFinding[] } | undefined {
  if (baseline === false) return undefined;
  if (baseline !== undefined) {
    return { file: baseline, entries: readBaseline(resolve(place.cwd, baseline), baseline) };
  }
  const { config } = settings;
  const file = config?.config.baseline;
  if (config === undefined || file === undefined) return undefined;
  const path = resolve(dirname(config.path), file);
  // A file that is not there is said to be missing; one elsewhere is not even looked at.
  const home = isWithin(config.path, place.base) ? place.base : dirname(config.path);
  if (existsSync(path) && !isWithin(path, home)) {
    throw new UserError(
      `The baseline ${file} that ${config.name} names lies outside of the repository.`,
      "Put it beside the configuration, or name it with --baseline.",
    );
  }
  return { file, entries: readBaseline(path, file) };
}

/** Comments that would suppress something if the tree were trusted. */
function attempts(comments: readonly PlacedComment[]): Location[] {
  return comments.flatMap(({ path, text, span }) => {
    const directive = parseDirective(text);
    const isOne = directive !== undefined && "form" in directive && directive.form !== "end";
    return isOne ? [{ path, span }] : [];
  });
}
