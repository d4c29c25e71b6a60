/**
 * Decides whether a server should be connected, by few rules that stand in docs/before-you-install.md:
 *
 *   A  do not connect     it harms, deceives, or lets whoever speaks to the model run commands here
 *   U  cannot be said     too little of it could be read
 *   L  with limits        a weakness that a limit contains, or a free hand that only a limit can tie
 *   C  connect            none of these
 *
 * A wins over U, U over L. Nothing is weighed or counted: each reason is a sentence with its rule.
 */

import type { Fetched, InstallScript } from "../fetch/types.js";
import type { Decision, Reason } from "../findings/install-verdict.js";
import type { Inventory, InventoryItem } from "../findings/inventory.js";
import { abilitiesOf, isFree, listed } from "../findings/inventory-words.js";
import { makeSafe } from "../findings/quote.js";
import type { Finding, Report } from "../findings/types.js";
import { CODE_IN_ADDRESS, LOADED_UNREAD, UNREADABLE } from "../unread.js";
import { countOf } from "../words.js";

/** What somebody does on purpose. */
const HARM: ReadonlySet<string> = new Set([
  "known-malicious",
  "malicious-behaviour",
  "data-exfiltration",
  "remote-code-load",
  "tool-poisoning",
  "hidden-unicode",
  "obfuscated-code",
  "install-script",
  "lookalike-package",
]);
/** What lets a text that the model reads run commands on the machine. */
const TAKEOVER: ReadonlySet<string> = new Set([
  "command-injection",
  "code-injection",
  "unsafe-deserialization",
  "template-injection",
]);
/** About containers and clients of the package's own repository, which whoever installs it does not use. */
const ELSEWHERE = /^(?:container|config)-/;
/** Of a bundle of a client: how the client starts it. */
const BUNDLE = "manifest.json";
const MOST_NAMED = 3;

export interface Judged {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly fetched: Fetched | undefined;
  /** What installing a folder of the user's own would run; of what was fetched it is known. */
  readonly installScripts?: readonly InstallScript[];
  /** The day of the verdict, ISO 8601; without it nothing is said of age. */
  readonly today?: string;
}

/** Every reason that holds, the gravest first, and the decision they make. */
export function decide(judged: Judged): { readonly decision: Decision; readonly reasons: readonly Reason[] } {
  const reasons = [...stops(judged), ...unclear(judged), ...limits(judged)];
  const order: readonly Decision[] = ["avoid", "unclear", "limits"];
  const decision = order.find((each) => reasons.some((reason) => reason.decision === each)) ?? "connect";
  return { decision, reasons };
}

function stops({ report, fetched }: Judged): Reason[] {
  const out: Reason[] = [];
  const add = (rule: string, text: string): void => void out.push({ rule, decision: "avoid", text });
  for (const note of fetched?.notes ?? []) if (note.weight === "danger") add("A1", makeSafe(note.text));
  for (const finding of oncePerRule(report.findings.filter(isHarm))) add("A2", first(finding));
  for (const finding of oncePerRule(report.findings.filter(isTakeover)))
    add("A3", `${first(finding)} Whoever gets a text in front of the model can use that.`);
  return out;
}

function isHarm(finding: Finding): boolean {
  const starts = finding.ruleId === "config-shell" && finding.location.path === BUNDLE;
  return (starts || HARM.has(finding.ruleId)) && isGrave(finding);
}

function isTakeover(finding: Finding): boolean {
  return TAKEOVER.has(finding.ruleId) && isGrave(finding);
}

const isGrave = ({ severity, confidence }: Finding): boolean =>
  (severity === "critical" || severity === "high") && confidence !== "low";

/** Is it a client of other servers? */
function isBridge(inventory: Inventory): boolean {
  return (
    inventory.unfollowed.some(({ ability }) => ability === "server") ||
    allItems(inventory).some(({ call }) => /(?:SSE|HTTP|WebSocket|Stdio)ClientTransport\b/.test(call))
  );
}

function unclear({ report, inventory, fetched }: Judged): Reason[] {
  const out: Reason[] = [];
  const add = (rule: string, text: string): void => void out.push({ rule, decision: "unclear", text });
  const { server, stats, notes } = report;
  if (notes.some((note) => note.message.startsWith("all code here is minified")))
    add("U1", "All of its code is minified: it can be run, but nobody can read it.");
  const none = server.entities.length === 0 && server.dynamic.length === 0;
  if (none && isBridge(inventory))
    add(
      "U5",
      "It has no tools of its own: it passes on those of another server, which was not looked at and may change at any time.",
    );
  else if (none)
    add(
      "U2",
      stats.files === 0
        ? "It holds no source code that could be read."
        : "No tool, resource or prompt was found in its code, so what it offers is not known.",
    );
  if (report.incomplete)
    add("U3", "Some of it could not be read or analyzed; what is missing is listed below.");
  const machineCode = (fetched?.notes ?? []).find((note) => note.text.includes("machine code"));
  if (machineCode !== undefined && stats.files === 0) add("U4", makeSafe(machineCode.text));
  return out;
}

function limits({ report, inventory, fetched, installScripts = [], today }: Judged): Reason[] {
  const out: Reason[] = [];
  const add = (rule: string, text: string): void => void out.push({ rule, decision: "limits", text });
  const weak = report.findings.filter(
    (finding) =>
      !(fetched !== undefined && ELSEWHERE.test(finding.ruleId) && finding.location.path !== BUNDLE) &&
      !isHarm(finding) &&
      !isTakeover(finding) &&
      ["medium", "high", "critical"].includes(finding.severity),
  );
  for (const finding of oncePerRule(weak).slice(0, MOST_NAMED)) add("L1", first(finding));
  const more = new Set(weak.map((finding) => finding.ruleId)).size - MOST_NAMED;
  if (more > 0)
    add("L1", `${countOf(more, "more kind of weakness was", "more kinds of weakness were")} found.`);
  const free = [...abilitiesOf(allItems(inventory).filter(isFree)).keys()];
  if (free.length > 0)
    add("L2", `It can ${listed(free.slice(0, MOST_NAMED))}${free.length > MOST_NAMED ? ", and more" : ""}.`);
  for (const { ability, modules } of inventory.unfollowed)
    if (ability === "program" || ability === "network")
      add(
        "L7",
        `It loads ${listed(modules)} to ${ability === "program" ? "start programs" : "contact hosts"}, and which ones was not found.`,
      );
  for (const script of fetched?.installScripts ?? installScripts)
    add(
      "L3",
      `Installing it runs a command on your machine: ${script.name} (${cut(makeSafe(script.command))}).`,
    );
  for (const note of fetched?.notes ?? []) if (note.weight === "odd") add("L6", makeSafe(note.text));
  if (report.notes.some(({ message }) => message === UNREADABLE))
    add("L6", "What runs is minified; that it was made from the sources beside it cannot be seen.");
  const unread = unreadOf(report);
  if (unread.length > 0)
    add("L8", `It loads ${listed(unread.slice(0, MOST_NAMED))}, which could not be read.`);
  const since = fetched?.history?.first ?? (fetched?.spec.kind === "npm" ? fetched.published : undefined);
  const days = since === undefined || today === undefined ? undefined : age(since, today);
  if (days !== undefined && days < 30)
    add(
      "L4",
      `It was published for the first time ${days < 2 ? "a day ago or less" : `${days} days ago`}, so few have looked at it.`,
    );
  if (fetched?.deprecated !== undefined)
    add("L5", `Its publisher advises against it: ${cut(makeSafe(fetched.deprecated))}.`);
  return out;
}

/** Files that it loads and that nobody read. */
function unreadOf({ notes }: Report): string[] {
  const unread = notes.filter(({ message }) => message.startsWith(LOADED_UNREAD));
  return [
    ...new Set(
      unread.map(({ path, message }) =>
        message === CODE_IN_ADDRESS ? `code in an address that ${path} imports` : path,
      ),
    ),
  ];
}

/** The first sentence of a finding's message, with its rule. */
function first({ message, ruleId }: Finding): string {
  const sentence = /^.*?[.!?](?=\s+[A-Z]|$)/s.exec(message)?.[0] ?? message;
  return `${sentence.replace(/[.!?]$/, "")} (${ruleId}).`;
}

function oncePerRule(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => !seen.has(finding.ruleId) && seen.add(finding.ruleId));
}

function age(from: string, to: string): number | undefined {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return Number.isFinite(days) && days >= 0 ? days : undefined;
}

/** The items of all tools and of start-up. */
export function allItems(inventory: Inventory): readonly InventoryItem[] {
  return [...inventory.tools.flatMap((tool) => tool.items), ...inventory.startup];
}

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim().replace(/[.]$/, "");
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};
