/** What the audit saw and did not see, and what of its findings does not count. */
import type { Report, ScanNote } from "../../findings/types.js";
import { countOf } from "../../words.js";
import { isServerFound, NOTE_LABELS, noteText, scopeOf } from "../facts.js";
import { drawFinding, type FindingView } from "./finding.js";
import { type Html, html, sentence } from "./markup.js";

/** Findings that are suppressed or known to the baseline, and those that are gone. */
export function drawSettled(view: FindingView): Html {
  const { suppressed = [], baseline } = view.report;
  const absent = baseline?.absent ?? [];
  const quiet =
    suppressed.length > 0 &&
    html`<section id="suppressed" class="page"><h2>Suppressed</h2><p class="lead">${countOf(suppressed.length, "finding")} that somebody decided not to count.</p><div class="list">${suppressed.map((finding) => drawFinding(view, finding))}</div></section>`;
  const gone =
    absent.length > 0 &&
    html`<section id="mended" class="page"><h2>Mended</h2><p class="lead">In the baseline, and not found any more.</p><ul class="places">${absent.map(({ path, line, ruleId, message }) => html`<li><span class="place">${path}:${line}</span> <code>${ruleId}</code> ${sentence(message)}</li>`)}</ul></section>`;
  return html`${quiet}${gone}`;
}

/** What was read, with every note. */
export function drawCoverage(report: Report): Html {
  const { stats, hidden } = report;
  const unsupported = Object.entries(stats.unsupported).map(([kind, count]) => `${kind} (${count})`);
  const rows: [string, string][] = [
    ["Seen", scopeOf(report) || "nothing of a server"],
    ["Code", `${countOf(stats.functions, "function")} in ${countOf(stats.files, "file")}`],
    ["Rules", countOf(report.rules?.length ?? 0, "rule")],
    ["Not shown", hiddenText(hidden)],
    ["Not followed", unsupported.join(", ")],
  ];
  const facts = rows
    .filter(([, text]) => text !== "")
    .map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`);
  return html`<section id="coverage" class="page"><h2>Coverage</h2>
<p class="lead">What the result is worth: files that were not read, and code that was not followed.</p>
<dl class="facts">${facts}</dl>
${report.notes.length > 0 && html`<table class="notes"><thead><tr><th>What</th><th>Where and why</th></tr></thead><tbody>${report.notes.map((note) => drawNote(report, note))}</tbody></table>`}
</section>`;
}

function drawNote(report: Report, note: ScanNote): Html {
  return html`<tr class="${note.kind}"><td>${NOTE_LABELS[note.kind]}</td><td>${sentence(noteText(report, note))}</td></tr>`;
}

function hiddenText(hidden: Report["hidden"]): string {
  const { byProfile = 0, byThreshold = 0 } = hidden ?? {};
  const parts = [
    ...(byThreshold > 0 ? [`${countOf(byThreshold, "finding")} below the thresholds`] : []),
    ...(byProfile > 0 ? [`${countOf(byProfile, "finding")} for other profiles`] : []),
  ];
  return parts.join("; ");
}

/** What has to be read before anything else. */
export function drawWarnings(report: Report): Html {
  const texts = [
    ...(report.incomplete
      ? ["Incomplete: something could not be read, so findings may be missing. See Coverage."]
      : []),
    ...(isServerFound(report)
      ? []
      : [
          "No MCP server was found: no tool, resource or prompt is registered, so there was nothing to audit. That is not the same as clean.",
        ]),
  ];
  return html`${texts.map((text) => html`<p class="warning" role="note">${text}</p>`)}`;
}
