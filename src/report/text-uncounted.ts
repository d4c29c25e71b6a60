/** What a summary says of findings that do not count: who said so, what is new, and what the tree was not believed. */
import type { Report } from "../findings/types.js";
import { countOf } from "../words.js";
import type { Style } from "./text-style.js";

const MOST_GONE = 3;

/** Labels and sentences, in their order. */
export function describeUncounted(report: Report, style: Style): readonly (readonly [string, string])[] {
  const out: [string, string][] = [];
  const { suppressed = [], baseline, change, untrusted } = report;
  const count = (kind: string): number =>
    suppressed.filter((finding) => finding.suppression?.kind === kind).length;
  const parts = [
    count("inline") > 0 ? `${count("inline")} by comments` : "",
    count("config") > 0
      ? `${count("config")} by ${style.show(report.config?.file ?? "the configuration")}`
      : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) {
    out.push(["Suppressed", `${countOf(count("inline") + count("config"), "finding")}: ${parts.join(", ")}`]);
  }
  if (baseline !== undefined) {
    const gone = baseline.absent.slice(0, MOST_GONE).map((entry) => {
      return `${style.show(entry.ruleId)} at ${style.show(entry.path)}:${entry.line}`;
    });
    const more = baseline.absent.length - gone.length;
    const list = [...gone, ...(more > 0 ? [`${more} more`] : [])].join(", ");
    const known = `${baseline.new} new, ${baseline.unchanged} known, ${baseline.absent.length} gone`;
    out.push(["Baseline", `${known}${list === "" ? "" : ` (${list})`}, by ${style.show(baseline.file)}`]);
  }
  if (change !== undefined) {
    const since = change.since === "HEAD" ? "not committed" : `changed since ${style.show(change.since)}`;
    const { outside } = change;
    const elsewhere =
      outside === 0
        ? ""
        : `; ${countOf(outside, "finding")} elsewhere ${outside === 1 ? "is" : "are"} not shown`;
    out.push(["Changes", `${countOf(change.files, "file")} ${since}${elsewhere}`]);
  }
  if (untrusted !== undefined) {
    const { configs, comments } = untrusted;
    const ignored = [
      configs.length > 0 ? `${countOf(configs.length, "configuration file")} of the tree` : "",
      comments.length > 0
        ? `${countOf(comments.length, "comment")} that would suppress findings (${style.show(`${comments[0]?.path}:${comments[0]?.span.line}`)}${comments.length > 1 ? ", ..." : ""})`
        : "",
    ].filter((part) => part !== "");
    out.push([
      "Untrusted",
      ignored.length === 0 ? "the tree says nothing for itself" : `not followed: ${ignored.join(" and ")}`,
    ]);
  }
  return out;
}
