/**
 * Decides what becomes of each finding: what the configuration makes of it, whether somebody said that it does
 * not count, whether it is in the baseline, whether it has to do with a change.
 *
 * Comments, configuration and baseline are asked about every finding, also about those that a profile or a
 * threshold leaves out: a suppression that covers one of these is not unused.
 */
import type { LoadedConfig } from "../config/find.js";
import type { Judgement, Policy } from "../findings/finish.js";
import type {
  AbsentFinding,
  Confidence,
  Finding,
  Profile,
  Report,
  ScanNote,
  Severity,
  Suppression,
  UntrustedSummary,
} from "../findings/types.js";
import { compareWithBaseline } from "./baseline.js";
import { type Changes, isTouched } from "./changes.js";
import { InlineSuppressions, type PlacedComment } from "./inline.js";
import { type Patterns, Sections } from "./sections.js";
import { noteOther } from "./settings.js";

export interface PolicyInput {
  /** Ids of all rules, and of those that ran. */
  readonly known: readonly string[];
  readonly ran: readonly string[];
  /** What the user asked for; it wins over the configuration. */
  readonly profile?: Profile;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** Rules that the user named: they are reported whatever the configuration says. */
  readonly named: readonly string[];
  readonly requireReason: boolean;
  readonly config?: LoadedConfig;
  readonly patterns?: Patterns;
  /** Today as YYYY-MM-DD. */
  readonly today: () => string;
  readonly comments: readonly PlacedComment[];
  readonly linesOf: (path: string) => readonly string[] | undefined;
  readonly baseline?: { readonly file: string; readonly entries: readonly AbsentFinding[] };
  /** Path of the audited root below the base that baselines are relative to. */
  readonly rootBelowBase: string;
  readonly changes?: Changes;
  /** What the user named to compare with. */
  readonly since?: string;
  /** What the tree says for itself, when it is not believed. */
  readonly untrusted?: UntrustedSummary;
  /** Configuration deeper in the tree. */
  readonly otherConfigs: readonly string[];
  /** The audit saw the whole tree that configuration and comments speak of. */
  readonly whole: boolean;
}

/** The policy of an audit, and what it has to say in the end. */
export class AuditPolicy implements Policy {
  private readonly inline: InlineSuppressions;
  private readonly sections: Sections | undefined;
  private unchanged: ReadonlySet<string> = new Set();
  private absent: readonly AbsentFinding[] = [];

  constructor(private readonly input: PolicyInput) {
    const { config, patterns, comments } = input;
    this.inline = new InlineSuppressions(comments, input);
    this.sections =
      config === undefined || patterns === undefined ? undefined : new Sections(config, patterns, input);
  }

  see(findings: readonly Finding[]): void {
    const { baseline, ran } = this.input;
    if (baseline === undefined) return;
    const { unchanged, absent } = compareWithBaseline(findings, baseline.entries, (finding) =>
      this.inBase(finding.location.path),
    );
    this.unchanged = new Set([...unchanged].map((finding) => finding.fingerprint));
    // Of what was not looked at, nothing is known.
    this.absent = absent.filter((entry) => ran.includes(entry.ruleId) && this.isInside(entry.path));
  }

  judge(finding: Finding): Judgement {
    const { path } = finding.location;
    const { input, sections } = this;
    const named = input.named.includes(finding.ruleId);
    const setting = sections?.settingFor(path, finding.ruleId);
    const suppression = this.suppressionOf(finding);
    const state = this.unchanged.has(finding.fingerprint) ? "unchanged" : "new";
    const severity =
      setting === undefined || setting === "on" || setting === "off" ? finding.severity : setting;
    const profile = setting === undefined ? finding.profile : "default";
    return {
      finding: {
        ...finding,
        severity,
        profile,
        ...(suppression === undefined ? {} : { suppression }),
        ...(input.baseline === undefined ? {} : { baselineState: state }),
      },
      off: setting === "off" && !named,
      outside: input.changes !== undefined && !isTouched(finding, input.changes),
      thresholds: {
        profile: input.profile ?? sections?.valueFor(path, "profile") ?? "default",
        severity: input.severity ?? sections?.valueFor(path, "severity") ?? "info",
        confidence: input.confidence ?? sections?.valueFor(path, "confidence") ?? "low",
      },
    };
  }

  /** What is to be said about suppressions. */
  notes(): ScanNote[] {
    const { ran, whole, otherConfigs, untrusted } = this.input;
    if (untrusted !== undefined) return [];
    const rules = new Set(ran);
    return [
      ...this.inline.notes(rules),
      ...(this.sections?.notes(rules, whole) ?? []),
      ...otherConfigs.map(noteOther),
    ];
  }

  /** The parts of a report that tell how findings came to be left out. */
  summaries(
    findings: readonly Finding[],
    suppressed: readonly Finding[],
    outside: number,
  ): Pick<Report, "baseline" | "change" | "untrusted" | "config"> {
    const { baseline, changes, untrusted, config, since } = this.input;
    const unchanged = suppressed.filter((finding) => finding.baselineState === "unchanged").length;
    return {
      ...(baseline === undefined
        ? {}
        : { baseline: { file: baseline.file, new: findings.length, unchanged, absent: this.absent } }),
      ...(changes === undefined ? {} : { change: { since: since ?? "HEAD", files: changes.size, outside } }),
      ...(untrusted === undefined ? {} : { untrusted }),
      ...(config === undefined ? {} : { config: gateOf(config) }),
    };
  }

  private suppressionOf(finding: Finding): Suppression | undefined {
    // All are asked, so that each knows which of its entries are of use.
    const inline = this.inline.match(finding);
    const config = this.sections?.match(finding);
    const baseline: Suppression | undefined = this.unchanged.has(finding.fingerprint)
      ? { kind: "baseline" }
      : undefined;
    return inline ?? config ?? baseline;
  }

  private inBase(path: string): string {
    return [this.input.rootBelowBase, path].filter((part) => part !== "").join("/");
  }

  private isInside(path: string): boolean {
    const { rootBelowBase } = this.input;
    return rootBelowBase === "" || path.startsWith(`${rootBelowBase}/`);
  }
}

function gateOf({ name, config }: LoadedConfig): NonNullable<Report["config"]> {
  const failOn = config["fail-on"];
  return {
    file: name,
    ...(failOn === undefined ? {} : { failOn }),
    ...(config["strict-suppressions"] === true ? { strictSuppressions: true } : {}),
  };
}
