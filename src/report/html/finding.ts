/** One finding: a line that can be opened, with the fact, the path through the code, and what to do. */
import { proofOf } from "../../findings/poc.js";
import type { Finding, GuardNote, Report, RuleInfo } from "../../findings/types.js";
import { fixOf, guardText, placeText } from "../facts.js";
import { cweName, cweUrl, owaspName } from "../taxonomies.js";
import { drawFrame } from "./frame.js";
import { escapeHtml, Html, html, sentence } from "./markup.js";

const ROLES = { source: "Source", step: "Step", guard: "Check", sink: "Sink" } as const;

export interface FindingView {
  readonly report: Report;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  /** Whether the calls that show findings are wanted. */
  readonly proof: boolean;
  /** The names of the tools and other entries that a finding belongs to. */
  readonly entriesOf: (finding: Finding) => readonly string[];
}

/** The finding as an element with what filters look at in its attributes. */
export function drawFinding({ report, rules, entriesOf, proof }: FindingView, finding: Finding): Html {
  const rule = rules.get(finding.ruleId);
  const { severity, confidence, ruleId, fingerprint } = finding;
  const entries = entriesOf(finding);
  const place = placeText(report, finding.location);
  const words = [rule?.title ?? "", ruleId, place, finding.message, ...entries].join(" ").toLowerCase();
  const fix = fixOf(finding, rule);
  return html`<details class="finding" id="f-${fingerprint}" data-severity="${severity}" data-confidence="${confidence}" data-rule="${ruleId}" data-entries="${JSON.stringify(entries)}" data-words="${words}">
<summary><span class="badge ${severity}">${severity}</span><span class="title">${rule?.title ?? ruleId}</span><span class="place">${place}</span>${entries.length > 0 && html`<span class="entries">${shortList(entries)}</span>`}</summary>
<div class="body">
<p class="message">${sentence(finding.message)}</p>
${drawNotes(finding)}
${finding.flow.length === 0 ? drawFrame(finding.excerpt) : drawPath(report, finding)}
${drawChecks(report, finding)}
${drawRelated(report, finding)}
${fix !== undefined && html`<div class="fix"><h4>What to do</h4><p>${sentence(fix)}</p></div>`}
${proof && drawProof(finding)}
${drawFacts(finding, rule)}
</div>
</details>
`;
}

/** "read_note, write_note and 3 more". */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 2).join(", ");
  return names.length > 2 ? `${shown} and ${names.length - 2} more` : shown;
}

function drawNotes({ suppression, baselineState }: Finding): Html {
  if (suppression !== undefined) {
    const until = suppression.expires === undefined ? "" : `, until ${suppression.expires}`;
    return html`<p class="aside">Does not count (${suppression.kind}${until}): ${suppression.reason ?? "no reason was given"}</p>`;
  }
  return baselineState === "new" ? html`<p class="aside">New since the baseline.</p>` : html``;
}

function drawPath(report: Report, finding: Finding): Html {
  const total = finding.flow.length;
  const steps = finding.flow.map((step, at) => {
    const guard = step.role === "guard" ? guardAt(finding, step.location) : undefined;
    const text = guard === undefined ? step.text : guardText(guard);
    const frame = drawFrame(at === total - 1 ? (step.excerpt ?? finding.excerpt) : step.excerpt);
    return html`<li class="step ${step.role}">
<div class="what"><span class="role">${ROLES[step.role]}</span><span class="text">${sentence(text)}</span><span class="place">${placeText(report, step.location)}</span></div>
${frame}
</li>
`;
  });
  return html`<section class="path"><header><h4>Path</h4><span class="muted">${total} steps from the caller to the call</span><span class="walk" hidden><button type="button" class="previous">Previous</button><output>1 / ${total}</output><button type="button" class="next">Next</button></span></header>
<ol>${steps}</ol></section>`;
}

function guardAt(
  finding: Finding,
  { path, span }: Finding["flow"][number]["location"],
): GuardNote | undefined {
  return finding.guards.find(({ location }) => location.path === path && location.span.line === span.line);
}

/** Checks that the path does not show. */
function drawChecks(report: Report, finding: Finding): Html {
  const shown = new Set(finding.flow.map(({ location }) => placeText(report, location)));
  const others = finding.guards.filter(({ location }) => !shown.has(placeText(report, location)));
  return listOf(
    "Checks on the way",
    others.map((guard) => [placeText(report, guard.location), guardText(guard)]),
  );
}

function drawRelated(report: Report, finding: Finding): Html {
  return listOf(
    "Also at",
    finding.related.map(({ location, text }) => [placeText(report, location), text]),
  );
}

/** The request that would reach the place, to be sent to a server of one's own. */
function drawProof(finding: Finding): Html {
  const proof = proofOf(finding);
  if (proof === undefined) return html``;
  const request = JSON.stringify(proof.request, null, 2);
  return html`<div class="proof"><h4>A call that shows it</h4><p>Sent to a server of your own: ${proof.expect}.</p><pre class="frame" tabindex="0"><code>${new Html(request.split("\n").map(escapeHtml).join("\n"))}</code></pre></div>`;
}

function listOf(title: string, items: readonly (readonly [string, string])[]): Html {
  if (items.length === 0) return html``;
  const rows = items.map(
    ([place, text]) => html`<li><span class="place">${place}</span> ${sentence(text)}</li>`,
  );
  return html`<h4>${title}</h4><ul class="places">${rows}</ul>`;
}

function drawFacts(finding: Finding, rule: RuleInfo | undefined): Html {
  const weaknesses = (rule?.cwe ?? []).map(
    (id) => html`<li><a href="${cweUrl(id)}" rel="noopener noreferrer">CWE-${id}</a> ${cweName(id)}</li>`,
  );
  const risks = (rule?.owasp ?? []).map((id) => html`<li>OWASP ${id} ${owaspName(id)}</li>`);
  return html`<dl class="facts">
<div><dt>Rule</dt><dd><code>${finding.ruleId}</code></dd></div>
<div><dt>Confidence</dt><dd>${finding.confidence}</dd></div>
<div><dt>Profile</dt><dd>${finding.profile}</dd></div>
<div><dt>Fingerprint</dt><dd><code>${finding.fingerprint}</code></dd></div>
${weaknesses.length + risks.length > 0 && html`<div class="wide"><dt>Known as</dt><dd><ul>${weaknesses}${risks}</ul></dd></div>`}
</dl>`;
}
