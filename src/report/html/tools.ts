/** The tools, resources and prompts of the server: what each says of itself, and what its code can do. */
import { SEVERITIES } from "../../findings/order.js";
import type { Capability, EntitySummary, Finding, Report } from "../../findings/types.js";
import { countOf } from "../../words.js";
import { placeText } from "../facts.js";
import type { FindingView } from "./finding.js";
import { type Html, html } from "./markup.js";

/** What a kind of call means to somebody who decides about a server; kinds that mean the same are one. */
const ABILITIES: readonly {
  readonly kinds: readonly string[];
  readonly text: string;
  readonly grave: boolean;
}[] = [
  { kinds: ["os-command", "program", "program-args"], text: "Runs programs", grave: true },
  { kinds: ["code", "module-name", "deserialize"], text: "Runs code", grave: true },
  { kinds: ["browser-code"], text: "Runs code in a browser", grave: false },
  { kinds: ["file-delete"], text: "Deletes files", grave: true },
  { kinds: ["file-write", "archive-extract"], text: "Writes files", grave: true },
  { kinds: ["file-read", "file-list"], text: "Reads files", grave: false },
  { kinds: ["url", "upload"], text: "Talks to the network", grave: false },
  { kinds: ["sql", "nosql"], text: "Queries a database", grave: false },
  { kinds: ["ldap"], text: "Queries a directory", grave: false },
  { kinds: ["launch-url"], text: "Opens addresses on this machine", grave: true },
];

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
</section>`;
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
${entity.kind === "tool" && drawAbilities(report, entity.capabilities)}
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

function drawAbilities(report: Report, capabilities: readonly Capability[] = []): Html {
  const rows = ABILITIES.flatMap(({ kinds, text, grave }) => {
    const found = capabilities.filter(({ kind }) => kinds.includes(kind));
    if (found.length === 0) return [];
    const calls = new Map(
      found.flatMap((each) =>
        each.calls.map((call) => [`${placeText(report, call.location)} ${call.name}`, call] as const),
      ),
    );
    const items = [...calls.values()].map(
      (call) =>
        html`<li><code>${call.name}</code> <span class="place">${placeText(report, call.location)}</span></li>`,
    );
    return [
      html`<details class="ability${grave ? " grave" : ""}"><summary>${text}</summary><ul>${items}</ul></details>`,
    ];
  });
  if (rows.length === 0)
    return html`<p class="muted">No call that reads, writes, runs or sends was seen.</p>`;
  return html`<div class="abilities">${rows}</div>`;
}

function drawCount(name: string | undefined, findings: readonly Finding[]): Html {
  const [worst] = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
  if (worst === undefined || name === undefined) return html`<p class="count muted">No finding</p>`;
  return html`<p class="count"><a href="#findings" class="show" data-entry="${name}"><span class="badge ${worst.severity}">${worst.severity}</span> ${countOf(findings.length, "finding")}</a></p>`;
}
