/**
 * JUnit XML, which nearly every build server draws as a table of tests: a suite a rule, a failed case a
 * finding, one passed case where a rule found nothing. Suppressed findings and skipped files are skipped
 * cases, unreadable files are errors.
 */
import { makeSafe } from "../findings/quote.js";
import type { Finding, Report, ScanNote } from "../findings/types.js";
import { fixOf, gapsOf, isServerFound, noteText, placeText, rulesOf, stepTexts, toolName } from "./facts.js";
import { toBasePath } from "./paths.js";

interface Case {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly message?: string;
  readonly type?: string;
  readonly body?: string;
}

/** The report as XML text, ending in a newline. */
export function formatJunit(report: Report): string {
  const suites = [...rulesOf(report).keys()].map((id) => suite(id, casesOf(report, id)));
  const gaps = gapsCases(report);
  if (gaps.length > 0) suites.push(suite("audit", gaps));
  const all = suites.reduce((sum, each) => add(sum, each.counts), NOTHING);
  const head = tag("testsuites", { name: toolName(report), ...all }, false);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(({ text }) => text).join("")}</testsuites>\n`;
}

function casesOf(report: Report, ruleId: string): Case[] {
  const of = (findings: readonly Finding[] = []): Finding[] =>
    findings.filter((finding) => finding.ruleId === ruleId);
  const cases = [
    ...of(report.findings).map((finding) => failedCase(report, finding)),
    ...of(report.suppressed).map((finding) => skippedCase(report, finding)),
  ];
  return cases.length === 0 ? [{ name: "no findings", outcome: "passed" }] : cases;
}

function failedCase(report: Report, finding: Finding): Case {
  const fix = fixOf(finding, rulesOf(report).get(finding.ruleId));
  const steps = stepTexts(report, finding).map(({ place, text }) => `  ${place} ${text}`);
  const path = steps.length === 0 ? [] : ["", ...steps];
  const body = [
    `${placeText(report, finding.location)}:${finding.location.span.col + 1}`,
    finding.message,
    ...path,
    ...(fix === undefined ? [] : ["", `Fix: ${fix}`]),
  ];
  return {
    ...placedCase(report, finding),
    outcome: "failure",
    message: finding.message,
    type: finding.severity,
    body: body.join("\n"),
  };
}

function skippedCase(report: Report, finding: Finding): Case {
  const { kind = "config", reason } = finding.suppression ?? {};
  const message = `suppressed (${kind})${reason === undefined ? "" : `: ${reason}`}`;
  return { ...placedCase(report, finding), outcome: "skipped", message };
}

function placedCase(report: Report, finding: Finding): Pick<Case, "name" | "attributes"> {
  return {
    name: `${placeText(report, finding.location)} [${finding.fingerprint.slice(0, 8)}]`,
    attributes: {
      file: toBasePath(report, finding.location.path),
      line: Math.max(1, finding.location.span.line),
    },
  };
}

function gapsCases(report: Report): Case[] {
  const nothing: Case[] = isServerFound(report)
    ? []
    : [
        {
          name: "server",
          outcome: "skipped",
          message: "no MCP server was found; that is not the same as clean",
        },
      ];
  const cases = gapsOf(report).map((note): Case => ({ ...gapCase(report, note) }));
  return [...nothing, ...cases];
}

function gapCase(report: Report, note: ScanNote): Case {
  const message = noteText(report, note);
  return note.kind === "failed"
    ? { name: message, outcome: "error", message, type: "incomplete" }
    : { name: message, outcome: "skipped", message };
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

const NOTHING: Counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };

function add(a: Counts, b: Counts): Counts {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
  };
}

function suite(name: string, cases: readonly Case[]): { readonly text: string; readonly counts: Counts } {
  const of = (outcome: Case["outcome"]): number => cases.filter((each) => each.outcome === outcome).length;
  const counts = {
    tests: cases.length,
    failures: of("failure"),
    errors: of("error"),
    skipped: of("skipped"),
  };
  const lines = cases.map((each) => drawCase(name, each));
  return {
    text: `  ${tag("testsuite", { name, ...counts }, false)}\n${lines.join("")}  </testsuite>\n`,
    counts,
  };
}

function drawCase(
  suiteName: string,
  { name, attributes = {}, outcome, message = "", type, body }: Case,
): string {
  const own = { classname: `mcp-audit.${suiteName}`, name, ...attributes };
  if (outcome === "passed") return `    ${tag("testcase", own, true)}\n`;
  const inner = { message, ...(type === undefined ? {} : { type }) };
  const result =
    body === undefined
      ? tag(outcome, inner, true)
      : `${tag(outcome, inner, false)}${toXml(body)}</${outcome}>`;
  return `    ${tag("testcase", own, false)}\n      ${result}\n    </testcase>\n`;
}

function tag(name: string, attributes: Readonly<Record<string, string | number>>, closed: boolean): string {
  const list = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${toXml(makeSafe(String(value)))}"`,
  );
  return `<${name}${list.join("")}${closed ? "/" : ""}>`;
}

/** Control characters have no place in XML, not even escaped; the newlines of a body are its own. */
function toXml(text: string): string {
  return text
    .split("\n")
    .map(makeSafe)
    .join("\n")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
