/** The tools, resources and prompts of the server: what each says of itself, and what its code can do. */
import { type InventoryItem, NO_INVENTORY } from "../../findings/inventory.js";
import { abilitiesOf, isFree } from "../../findings/inventory-words.js";
import { SEVERITIES } from "../../findings/order.js";
import type { EntitySummary, Finding, Report } from "../../findings/types.js";
import { countOf } from "../../words.js";
import { placeText } from "../facts.js";
import type { FindingView } from "./finding.js";
import { type Html, html } from "./markup.js";

/** Calls that are named of one ability. */
const MOST_CALLS = 12;

/** The hints of the protocol in words. */
const HINTS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  readOnlyHint: ["says it only reads", "says it changes things"],
  destructiveHint: ["says it may destroy", "says it does not destroy"],
  idempotentHint: ["says repeating is harmless", "says repeating matters"],
  openWorldHint: ["says it reaches outside", "says it stays inside"],
};

/** The section; empty when there is nothing of a server. */
export function drawTools(view: FindingView): Html {
  const { report } = view;
  const { entities, dynamic } = report.server;
  if (entities.length === 0 && dynamic.length === 0) return html``;
  const unnamed = dynamic.length;
  return html`<section id="tools" class="page"><h2>Tools</h2>
<p class="lead">What each tool, resource and prompt says of itself, and what the code that runs for it can do. What a library does that mcp-audit knows nothing of is missing.</p>
<ul class="tools">${entities.map((entity) => drawEntity(view, entity))}</ul>
${unnamed > 0 && html`<p class="muted">${countOf(unnamed, "registration")} under a name that is computed at run time.</p>`}
${drawStartup(report)}
</section>`;
}

/** What the tool of this registration can do. */
function itemsOf({ inventory }: Report, { name, location }: EntitySummary): readonly InventoryItem[] {
  const found = inventory?.tools.find((tool) =>
    name === undefined
      ? tool.location.path === location.path && tool.location.span.line === location.span.line
      : tool.name === name,
  );
  return found?.items ?? [];
}

function drawEntity({ report, entriesOf }: FindingView, entity: EntitySummary): Html {
  const name = entity.name ?? "(computed at run time)";
  const findings =
    entity.name === undefined
      ? []
      : report.findings.filter((finding) => entriesOf(finding).includes(entity.name as string));
  const place = placeText(report, entity.handler ?? entity.location);
  return html`<li class="tool">
<h3><code>${name}</code> ${entity.kind !== "tool" && html`<span class="kind">${entity.kind}</span>`}</h3>
<p class="place">${place}${entity.handler === undefined && ", handler not resolved"}</p>
${entity.description !== undefined && entity.description !== "" && html`<blockquote>${entity.description}</blockquote>`}
<ul class="hints">${hintsOf(entity)}</ul>
${entity.kind === "tool" && drawAbilities(report, itemsOf(report, entity))}
${drawCount(entity.name, findings)}
</li>
`;
}

function hintsOf({ annotations = {} }: EntitySummary): Html[] {
  return Object.entries(HINTS).flatMap(([hint, [yes, no]]) => {
    const value = annotations[hint];
    return typeof value === "boolean" ? [html`<li>${value ? yes : no}</li>`] : [];
  });
}

/** Each ability once, with the calls that give it; what is a caller's free hand stands out. */
function drawAbilities(report: Report, items: readonly InventoryItem[]): Html {
  const told = items.filter(({ kind, subject }) => kind !== "environment" || subject === "");
  const rows = [...abilitiesOf(told)].map(([text, group]) => {
    const shown = group.slice(0, MOST_CALLS).map((item) => drawItem(report, item));
    const more = group.length - shown.length;
    return html`<details class="ability${group.some(isFree) ? " grave" : ""}"><summary>${text.charAt(0).toUpperCase() + text.slice(1)}</summary><ul>${shown}${more > 0 && html`<li class="muted">${countOf(more, "more call")}</li>`}</ul></details>`;
  });
  const variables = drawVariables(report, items);
  if (rows.length === 0 && variables === undefined)
    return html`<p class="muted">No call that reads, writes, runs or sends was seen.</p>`;
  return html`<div class="abilities">${rows}${variables}</div>`;
}

/** A call with its place, and the calls of own functions that lead to it. */
function drawItem(report: Report, { call, location, way }: InventoryItem): Html {
  const steps = way.map(
    ({ callee, location: place }) =>
      html`<li><code>${callee}</code> <span class="place">${placeText(report, place)}</span></li>`,
  );
  return html`<li><code>${call === "" ? "read" : call}</code> <span class="place">${placeText(report, location)}</span>${steps.length > 0 && html`<ol class="way" aria-label="through">${steps}</ol>`}</li>`;
}

function drawVariables(report: Report, items: readonly InventoryItem[]): Html | undefined {
  const variables = items.filter(({ kind, subject }) => kind === "environment" && subject !== "");
  if (variables.length === 0) return undefined;
  const rows = variables.map(
    ({ subject, secret, location }) =>
      html`<li><code>${subject}</code>${secret === true && ", a secret"} <span class="place">${placeText(report, location)}</span></li>`,
  );
  return html`<details class="ability"><summary>Reads ${countOf(variables.length, "variable")} of its environment</summary><ul>${rows}</ul></details>`;
}

/** What happens without any tool being called, and what was not followed. */
function drawStartup(report: Report): Html {
  const { startup, unknown, unfollowed } = report.inventory ?? NO_INVENTORY;
  if (startup.length === 0 && unknown.length === 0 && unfollowed.length === 0) return html``;
  const loaded = unfollowed.flatMap(({ modules }) => modules);
  return html`<section class="tool startup"><h3>Without any tool being called</h3>
${startup.length > 0 && drawAbilities(report, startup)}
${loaded.length > 0 && html`<p class="muted">Loaded, and not seen where it is used: ${loaded.join(", ")}.</p>`}
${unknown.length > 0 && html`<p class="muted">Nothing is known of what it does through ${unknown.join(", ")}.</p>`}
</section>`;
}

function drawCount(name: string | undefined, findings: readonly Finding[]): Html {
  const [worst] = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
  if (worst === undefined || name === undefined) return html`<p class="count muted">No finding</p>`;
  return html`<p class="count"><a href="#findings" class="show" data-entry="${name}"><span class="badge ${worst.severity}">${worst.severity}</span> ${countOf(findings.length, "finding")}</a></p>`;
}
