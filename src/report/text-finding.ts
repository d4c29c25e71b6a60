/**
 * One finding as a block that explains itself: what, where, the code, how the caller's value gets
 * there and what the checks on the way are worth, and what to do.
 */
import type { Finding, FlowStep, GuardNote, Origin, Report, RuleInfo } from "../findings/types.js";
import { countOf } from "../words.js";
import { toDisplayPlace } from "./paths.js";
import { drawFrame } from "./text-frame.js";
import { drawProof } from "./text-proof.js";
import { columns, pad, type Style } from "./text-style.js";

export interface FindingContext {
  readonly report: Report;
  readonly rule: RuleInfo | undefined;
  readonly style: Style;
  readonly cwd: string;
  readonly verbose: boolean;
  /** Also the call that would reach the place. */
  readonly proof?: boolean;
}

/** Of a longer flow, the steps in the middle are left out unless verbose. */
const MAX_STEPS = 12;
const MAX_ORIGINS = 20;
const MAX_RELATED = 5;
const LABEL = 9;

/** The block, without an empty line at its end. */
export function drawFinding(finding: Finding, context: FindingContext): string {
  const { style, rule } = context;
  const paragraphs = [
    drawHeader(finding, context),
    drawSuppression(finding, context),
    style.wrap(style.sentence(finding.message), "  ", "  "),
    finding.excerpt === undefined ? "" : drawFrame(finding.excerpt, style, "    "),
    drawFlow(finding, context),
    drawDetails(finding, rule, context),
    context.proof === true ? drawProof(finding, style) : "",
  ];
  return paragraphs.filter((part) => part !== "").join("\n\n");
}

function drawHeader(finding: Finding, { report, rule, style, cwd }: FindingContext): string {
  const title = style.paint.bold(style.show(rule?.title ?? finding.ruleId));
  const id = style.paint.dim(`[${finding.ruleId}]`);
  const doubt = finding.confidence === "high" ? "" : style.paint.dim(`, ${finding.confidence} confidence`);
  const place = style.show(toDisplayPlace(report, finding.location, cwd));
  const head = `${style.badge(finding.severity)}  ${title} ${id}${doubt}`;
  return `${style.wrap(head, "", "  ")}\n${style.paint.cyan(place)}`;
}

/** Why it does not count, before what it says. */
function drawSuppression({ suppression }: Finding, { report, style, cwd }: FindingContext): string {
  if (suppression === undefined) return "";
  const { kind, reason, expires, location } = suppression;
  const by = { inline: "by a comment", config: "by the configuration", baseline: "known to the baseline" };
  const where = location === undefined ? "" : ` at ${style.show(toDisplayPlace(report, location, cwd))}`;
  const until = expires === undefined ? "" : `, until ${expires}`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return style.wrap(
    `${style.paint.yellow("Does not count,")} ${by[kind]}${where}${until}${style.show(why)}`,
    "  ",
    "  ",
  );
}

interface DrawnStep {
  readonly glyph: string;
  readonly place: string;
  readonly text: string;
}

function drawFlow(finding: Finding, context: FindingContext): string {
  const { style } = context;
  if (finding.flow.length === 0) return "";
  const steps = fold(
    finding.flow.map((step, at) => drawStep(step, at, finding, context)),
    context,
  );
  const widest = Math.max(...steps.map((step) => columns(step.place)));
  const indent = "  ";
  const beside = widest <= style.width * 0.42;
  const lines = steps.map(({ glyph, place, text }) => {
    const mark = `${indent}${style.paint.dim(glyph)} `;
    const below = `${indent}${style.paint.dim(glyph === style.glyph.end ? "  " : style.glyph.step)} `;
    if (place === "") return `${mark}${style.paint.dim(text)}`;
    const width = Math.min(style.width, style.prose + (beside ? widest : 0));
    if (!beside) {
      return `${style.wrap(text, mark, below)}\n${below}  ${style.paint.dim(place)}`;
    }
    return style.wrap(
      text,
      `${mark}${style.paint.dim(pad(place, widest))}  `,
      below + " ".repeat(widest + 2),
      width,
    );
  });
  return lines.join("\n");
}

function drawStep(
  step: FlowStep,
  at: number,
  finding: Finding,
  { report, style, cwd }: FindingContext,
): DrawnStep {
  const place = style.show(toDisplayPlace(report, step.location, cwd));
  const guard = step.role === "guard" ? guardAt(step, finding) : undefined;
  const glyph =
    at === finding.flow.length - 1
      ? style.glyph.end
      : at === 0
        ? style.glyph.start
        : step.role === "guard"
          ? style.glyph.guard
          : style.glyph.step;
  return { glyph, place, text: guard === undefined ? stepText(step, style) : guardText(guard, style) };
}

function stepText(step: FlowStep, style: Style): string {
  const text = style.sentence(step.text);
  return step.role === "sink" || step.role === "source" ? style.paint.bold(text) : text;
}

function guardText(guard: GuardNote, style: Style): string {
  const label = guard.verdict === "hole" ? "check with a hole:" : "check that does not cover this:";
  return `${style.paint.yellow(label)} ${style.sentence(guard.text)}`;
}

function guardAt(step: FlowStep, finding: Finding): GuardNote | undefined {
  return finding.guards.find(
    (guard) =>
      guard.location.path === step.location.path && guard.location.span.line === step.location.span.line,
  );
}

/** Leaves out the middle of a long flow; checks stay, because they are what has to be judged. */
function fold(steps: DrawnStep[], { style, verbose }: FindingContext): DrawnStep[] {
  if (verbose || steps.length <= MAX_STEPS) return steps;
  const head = steps.slice(0, 4);
  const tail = steps.slice(-5);
  const middle = steps.slice(4, -5);
  const kept = middle.filter((step) => step.glyph === style.glyph.guard);
  const left = middle.length - kept.length;
  const text = `${style.glyph.cut} ${countOf(left, "more step")} (--verbose shows them)`;
  return [...head, { glyph: style.glyph.step, place: "", text }, ...kept, ...tail];
}

function drawDetails(finding: Finding, rule: RuleInfo | undefined, context: FindingContext): string {
  const { report, style, cwd, verbose } = context;
  const lines: string[] = [];
  const add = (label: string, text: string): void => {
    lines.push(style.wrap(text, `  ${style.paint.bold(pad(label, LABEL))}`, " ".repeat(LABEL + 2)));
  };
  const shown = new Set(finding.flow.map((step) => `${step.location.path}:${step.location.span.line}`));
  for (const guard of finding.guards) {
    if (shown.has(`${guard.location.path}:${guard.location.span.line}`)) continue;
    add(
      "Check",
      `${style.paint.dim(style.show(toDisplayPlace(report, guard.location, cwd)))} ${guardText(guard, style)}`,
    );
  }
  const related = verbose ? finding.related : finding.related.slice(0, MAX_RELATED);
  related.forEach((place, at) => {
    const where = style.show(toDisplayPlace(report, place.location, cwd));
    add(at === 0 ? "Also at" : "", `${style.paint.dim(where)} ${style.sentence(place.text)}`);
  });
  const unshown = finding.related.length - related.length;
  if (unshown > 0) add("", style.paint.dim(`and ${countOf(unshown, "more place")} (--verbose shows them)`));
  const reached = describeOrigins(finding.origins, verbose);
  if (reached !== "") add("Reached", style.sentence(reached));
  const fix = finding.fix ?? rule?.fix;
  if (fix !== undefined) add("Fix", style.sentence(fix));
  add("More", drawMore(finding, rule, style));
  return lines.join("\n");
}

/** What a kind of origin is called in a sentence, and many of them, where an "s" does not do. */
const ORIGIN_NOUNS: Readonly<Record<string, readonly [one: string, many?: string]>> = {
  http: ["part of the HTTP request", "parts of the HTTP request"],
  remote: ["remote answer"],
  cli: ["command-line argument"],
  environment: ["environment variable"],
  private: ["private value"],
};

/** "from 13 tools: `a`, `b`, ..." when more than one entry leads here. */
function describeOrigins(origins: readonly Origin[], verbose: boolean): string {
  const byKind = new Map<string, Set<string>>();
  for (const { kind, name } of origins) {
    if (name === "") continue;
    byKind.set(kind, (byKind.get(kind) ?? new Set()).add(name));
  }
  const parts = [...byKind].map(([kind, names]) => {
    const listed = [...names].slice(0, verbose ? undefined : MAX_ORIGINS).map((name) => `\`${name}\``);
    const rest = names.size - listed.length;
    const list = rest > 0 ? `${listed.join(", ")} and ${rest} more` : listed.join(", ");
    const [one, many] = ORIGIN_NOUNS[kind] ?? [kind];
    return names.size === 1 ? `${one} ${list}` : `${countOf(names.size, one, many)}: ${list}`;
  });
  const total = [...byKind.values()].reduce((sum, names) => sum + names.size, 0);
  return total > 1 ? `from ${parts.join("; from ")}` : "";
}

function drawMore(finding: Finding, rule: RuleInfo | undefined, style: Style): string {
  const facts = [
    ...(rule?.cwe ?? []).map((cwe) => `CWE-${cwe}`),
    ...(rule?.owasp ?? []).map((id) => `OWASP ${id}`),
    ...(finding.profile === "default" ? [] : [`profile ${finding.profile}`]),
  ];
  const list = facts.length === 0 ? "" : style.paint.dim(` (${facts.join(", ")})`);
  return `mcp-audit explain ${finding.ruleId}${list}`;
}
