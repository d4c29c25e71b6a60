/**
 * What the configuration says of a finding: on, off or of another severity, for which profile, known and
 * ignored. Sections for packages win over the whole file, and of two packages the one named last.
 */
import type { LoadedConfig } from "../config/find.js";
import type { Ignore, RuleSetting, Section } from "../config/schema.js";
import type { Finding, ScanNote, Suppression } from "../findings/types.js";

/** Compiled patterns; the caller brings them, so that a scan without configuration loads no glob library. */
export interface Patterns {
  matcher(patterns: readonly string[]): (path: string) => boolean;
  folderNamed(pattern: string): (path: string) => string | undefined;
}

interface CompiledSection {
  readonly section: Section;
  /** Path below the section's folder, or undefined for a file outside. */
  readonly below: (path: string) => string | undefined;
  readonly ignores: CompiledIgnore[];
}

interface CompiledIgnore {
  readonly entry: Ignore;
  readonly keys: readonly PropertyKey[];
  readonly matches: (path: string) => boolean;
  readonly fault: string | undefined;
  used: boolean;
}

export interface SectionOptions {
  readonly requireReason: boolean;
  /** Today as YYYY-MM-DD. Asked for only when an entry expires. */
  readonly today: () => string;
}

/** The configuration, ready to be asked about findings. Paths are relative to the audited root. */
export class Sections {
  private readonly all: readonly CompiledSection[];
  private readonly cache = new Map<string, readonly CompiledSection[]>();

  constructor(
    private readonly loaded: LoadedConfig,
    patterns: Patterns,
    options: SectionOptions,
  ) {
    const { config } = loaded;
    const compile = (
      section: Section,
      keys: readonly PropertyKey[],
      below: CompiledSection["below"],
    ): CompiledSection => ({
      section,
      below,
      ignores: (section.ignore ?? []).map((entry, at) => ({
        entry,
        keys: [...keys, "ignore", at],
        matches: entry.paths === undefined ? () => true : patterns.matcher(entry.paths),
        fault: faultOf(entry, options),
        used: false,
      })),
    });
    this.all = [
      compile(config, [], (path) => path),
      ...Object.entries(config.packages ?? {}).map(([name, section]) => {
        const folder = patterns.folderNamed(name);
        return compile(section, ["packages", name], (path) => {
          const found = folder(path);
          if (found === undefined) return undefined;
          return found === "" ? path : path.slice(found.length + 1);
        });
      }),
    ];
  }

  /** The value that the innermost section gives for a file. */
  valueFor<K extends "profile" | "severity" | "confidence">(path: string, key: K): Section[K] | undefined {
    return this.sectionsOf(path).findLast(({ section }) => section[key] !== undefined)?.section[key];
  }

  /** What is said about a rule in a file. */
  settingFor(path: string, rule: string): RuleSetting | undefined {
    return this.sectionsOf(path).findLast(({ section }) => section.rules?.[rule] !== undefined)?.section
      .rules?.[rule];
  }

  /** The entry that says that a finding is known. Marks it as used. */
  match(finding: Finding): Suppression | undefined {
    const path = this.toOwn(finding.location.path);
    let found: CompiledIgnore | undefined;
    for (const { ignores, below } of this.sectionsOf(finding.location.path)) {
      for (const ignore of ignores) {
        const { entry } = ignore;
        if (entry.rule !== undefined && !entry.rule.includes(finding.ruleId)) continue;
        if (entry.fingerprint !== undefined && !entry.fingerprint.includes(finding.fingerprint)) continue;
        if (!ignore.matches(below(path) ?? path)) continue;
        ignore.used = true;
        if (ignore.fault === undefined) found = ignore;
      }
    }
    if (found === undefined) return undefined;
    const { reason, expires } = found.entry;
    return {
      kind: "config",
      ...(reason === undefined ? {} : { reason }),
      ...(expires === undefined ? {} : { expires }),
    };
  }

  /** Entries that have no effect. `whole`: the audit saw all that the configuration is about. */
  notes(ran: ReadonlySet<string>, whole: boolean): ScanNote[] {
    return this.all.flatMap(({ ignores }) =>
      ignores.flatMap(({ entry, keys, fault, used }): ScanNote[] => {
        const line = this.loaded.lineOf(keys);
        const { name, pathInRoot } = this.loaded;
        const say = (message: string): ScanNote[] =>
          pathInRoot === undefined
            ? [{ path: ".", kind: "suppression", message: `${name}:${line}: ${message}` }]
            : [{ path: pathInRoot, line, kind: "suppression", message }];
        if (fault !== undefined) return say(fault);
        const couldMatch = entry.rule === undefined || entry.rule.some((rule) => ran.has(rule));
        return used || !whole || !couldMatch
          ? []
          : say("this entry ignores nothing: there is no such finding.");
      }),
    );
  }

  private sectionsOf(path: string): readonly CompiledSection[] {
    let found = this.cache.get(path);
    if (found === undefined) {
      const own = this.toOwn(path);
      found = this.all.filter(({ below }) => below(own) !== undefined);
      this.cache.set(path, found);
    }
    return found;
  }

  /** The path relative to the folder of the configuration. */
  private toOwn(path: string): string {
    return this.loaded.rootBelow === "" ? path : `${this.loaded.rootBelow}/${path}`;
  }
}

function faultOf(entry: Ignore, { requireReason, today }: SectionOptions): string | undefined {
  if (requireReason && entry.reason === undefined)
    return "this entry gives no reason, which is required, and ignores nothing.";
  if (entry.expires !== undefined && entry.expires < today())
    return `this entry expired after ${entry.expires} and ignores nothing any more.`;
  return undefined;
}
