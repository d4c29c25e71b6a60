/**
 * The report as one page for a person: findings to filter and to follow through the code, the tools with
 * what they can do, and what was not seen.
 *
 * The page is complete without its script, asks for nothing from anywhere, and says so to the browser: its
 * policy lets only the one style and the one script in that it carries, named by their hashes.
 */
import { createHash } from "node:crypto";
import type { Report } from "../../findings/types.js";
import { countOf } from "../../words.js";
import { countSeverities, rulesOf, scopeOf, toolName, verdictOf } from "../facts.js";
import { rootBelowBase } from "../paths.js";
import base from "./base.css?raw";
import { drawCoverage, drawSettled, drawWarnings } from "./coverage.js";
import { findEntries } from "./entries.js";
import { drawFilters } from "./filters.js";
import { drawFinding } from "./finding.js";
import findings from "./findings.css?raw";
import { Html, html } from "./markup.js";
import script from "./page.js?raw";
import media from "./print.css?raw";
import tools from "./tools.css?raw";
import { drawTools } from "./tools.js";

const style = [base, findings, tools, media].join("");

/** A browser has to hold them all at once. */
const MOST_FINDINGS = 2000;

/** The page, ending in a newline; with `proof`, findings come with a call that shows them. */
export function formatHtml(report: Report, { proof = false }: { readonly proof?: boolean } = {}): string {
  const rules = rulesOf(report);
  const view = { report, rules, proof, entriesOf: findEntries(report) };
  const shown = report.findings.slice(0, MOST_FINDINGS);
  const left = report.findings.length - shown.length;
  const name = nameOf(report);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${`mcp-audit: ${name}`}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<header class="top">
<p class="brand">mcp-audit</p>
<h1>${name}</h1>
<p class="verdict">${leadOf(report)}</p>
<ul class="counts">${countSeverities(report.findings).map(({ severity, count }) => html`<li class="${severity}"><strong>${count}</strong> ${severity}</li>`)}</ul>
${drawRevision(report)}
<nav aria-label="Sections">${drawNavigation(report)}</nav>
</header>
<main>
${drawWarnings(report)}
<section id="findings" class="page"><h2>Findings</h2>
${shown.length === 0 ? html`<p class="lead">None.</p>` : html`<div class="columns">${drawFilters(view, shown)}<div class="results"><p id="shown" class="muted" role="status">${countOf(shown.length, "finding")}, worst first</p><div class="list">${shown.map((finding) => drawFinding(view, finding))}</div>${left > 0 && html`<p class="warning">${countOf(left, "more finding")} are not on this page; the JSON report has all.</p>`}</div></div>`}
</section>
${drawTools(view)}
${drawSettled(view)}
${drawCoverage(report)}
</main>
<footer><p>Made by ${toolName(report)}, which reads code and runs none of it. Names, descriptions and code on this page are those of the audited server.</p></footer>
<script>${new Html(script)}</script>
</body>
</html>
`;
  return page.text;
}

/** The folder in its repository, the repository, or what was named. */
function nameOf(report: Report): string {
  const below = rootBelowBase(report);
  const repository = report.versionControl?.repository
    ?.replace(/\.git$/, "")
    .split("/")
    .pop();
  if (below !== "") return repository === undefined ? below : `${repository}: ${below}`;
  // Of a path of this machine, its last part.
  return (
    repository ??
    (report.target === "." ? "this folder" : (report.target.split(/[\\/]/).filter(Boolean).pop() ?? "/"))
  );
}

/** The counts by severity stand below it. */
function leadOf(report: Report): string {
  const scope = scopeOf(report);
  const verdict = report.findings.length > 0 ? countOf(report.findings.length, "finding") : verdictOf(report);
  return scope === "" ? `${verdict}.` : `${verdict} in ${scope.replace(/^(.*); (?=[^;]*$)/, "$1, ")}.`;
}

function drawRevision({ versionControl }: Report): Html {
  if (versionControl?.commit === undefined) return html``;
  const { commit, branch, repository } = versionControl;
  return html`<p class="revision">Commit <code>${commit.slice(0, 12)}</code>${branch !== undefined && html` on <code>${branch}</code>`}${repository !== undefined && html` of <code>${repository}</code>`}</p>`;
}

function drawNavigation(report: Report): Html {
  const { server, suppressed = [], baseline, notes } = report;
  const links: [string, string, number][] = [
    ["findings", "Findings", report.findings.length],
    ["tools", "Tools", server.entities.length],
    ["suppressed", "Suppressed", suppressed.length],
    ["mended", "Mended", baseline?.absent.length ?? 0],
    ["coverage", "Coverage", notes.length],
  ];
  const always = new Set(["findings", "coverage"]);
  return html`${links
    .filter(([id, , count]) => count > 0 || always.has(id))
    .map(([id, title, count]) => html`<a href="#${id}">${title} <span class="number">${count}</span></a>`)}`;
}

function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
