/** The controls beside the list of findings. They are shown once the script is there to act on them. */
import type { Finding } from "../../findings/types.js";
import { countSeverities } from "../facts.js";
import type { FindingView } from "./finding.js";
import { type Html, html } from "./markup.js";

export function drawFilters({ rules, entriesOf }: FindingView, findings: readonly Finding[]): Html {
  const severities = countSeverities(findings).map(
    ({ severity, count }) =>
      html`<label class="check"><input type="checkbox" name="severity" value="${severity}" checked><span class="badge ${severity}">${severity}</span><span class="number">${count}</span></label>`,
  );
  const confidences = (["high", "medium", "low"] as const)
    .map((value) => [value, findings.filter(({ confidence }) => confidence === value).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([value, count]) =>
        html`<label class="check"><input type="checkbox" name="confidence" value="${value}" checked>${value}<span class="number">${count}</span></label>`,
    );
  const ids = count(findings.map(({ ruleId }) => ruleId));
  const entries = count(findings.flatMap(entriesOf));
  return html`<form id="filters" hidden>
<label class="field">Search<input type="search" name="words" placeholder="file, tool, rule, word" autocomplete="off"></label>
<fieldset><legend>Severity</legend>${severities}</fieldset>
<fieldset><legend>Confidence</legend>${confidences}</fieldset>
<label class="field">Rule<select name="rule"><option value="">All rules</option>${ids.map(([id, number]) => html`<option value="${id}">${rules.get(id)?.title ?? id} (${number})</option>`)}</select></label>
${entries.length > 0 && html`<label class="field">Tool<select name="entry"><option value="">All tools</option>${entries.map(([name, number]) => html`<option value="${name}">${name} (${number})</option>`)}</select></label>`}
<p class="buttons"><button type="reset">Clear</button> <button type="button" id="open-all">Open all</button> <button type="button" id="close-all">Close all</button></p>
</form>`;
}

/** Each value with how often it occurs, in the order of first occurrence: worst findings first. */
function count(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}
