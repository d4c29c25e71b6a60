/** Turns a rule match into a finding: the sentence, the path, the guards, every entry that reaches it. */
import type { RawFinding } from "../findings/finish.js";
import type { FlowStep, GuardNote, Location, Origin } from "../findings/types.js";
import type { CallStep, Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";
import { lastName } from "../taint/machine.js";
import { locate, type Site } from "../taint/site.js";
import type { GradedFlow, RuleMatch } from "./grade.js";

const KIND_NAMES: Record<string, string> = {
  "tool-input": "tool",
  "resource-input": "resource",
  "prompt-input": "prompt",
  "http-input": "http",
  "remote-input": "remote",
  "tool-output": "remote",
  "cli-input": "cli",
  "env-secret": "secret",
  environment: "environment",
  "sensitive-file": "file",
  "host-facts": "host",
  "private-data": "private",
  error: "exception",
  "error-detail": "exception",
};

function originOf(g: GradedFlow): Origin {
  const { source } = g.flow;
  const kind = KIND_NAMES[source.kind] ?? source.kind;
  // What the client was asked for while the tool runs is an answer.
  if (kind === "tool" && source.entity === undefined)
    return {
      kind: "remote",
      name: lastName(source.label),
      parameter: g.parameter,
    };
  const named = kind === "tool" || kind === "resource" || kind === "prompt";
  return { kind, name: named ? g.tool : (g.route ?? source.label), parameter: g.parameter };
}

/** A web request is named by the path of its route where that is known, otherwise by what is read of it (`req.body`). */
const isRoute = (o: Origin): boolean => o.name.startsWith("/");

function entryText(o: Origin): string {
  switch (o.kind) {
    case "tool":
    case "resource":
    case "prompt":
      return o.name === "" ? `a ${o.kind}` : `${o.kind} ${ticked(o.name)}`;
    case "http":
      return isRoute(o) ? `the request to ${ticked(o.name)}` : `the HTTP request (${ticked(o.name)})`;
    case "remote":
      return `the answer of ${ticked(o.name)}`;
    case "cli":
      return `the command line (${ticked(o.name)})`;
    case "secret":
      return `the secret ${ticked(o.name)}`;
    case "environment":
      return `the environment (${ticked(shortPath(o.name))})`;
    case "file":
      return `the content of ${ticked(o.name)}`;
    case "host":
      return `a fact about the machine (${ticked(shortPath(o.name))})`;
    case "private":
      return `what ${ticked(shortPath(o.name))} gives`;
    case "exception":
      return exceptionText(shortPath(o.name).replace(/^(%caught\.)?error\./, ""));
    default:
      return ticked(o.name);
  }
}

/** Its stack, its request and the like have names; what it says has many. */
function exceptionText(what: string): string {
  return /^(?:message|args|(?:str|repr|String|toString)\(\))$/.test(what)
    ? "the text of an exception"
    : `the exception (${ticked(what)})`;
}

/** An access path without the package that holds names nobody imports. */
const shortPath = (path: string): string => path.replace(/^(global|builtins|%caught)\./, "");

/** A name for a sentence; its own backticks would end it too soon. */
function ticked(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

/** An element of something without a name, as in `query.get("who")`, has no name either. */
const isNamed = (o: Origin): boolean => o.parameter.replaceAll("[]", "") !== "";
const parameterText = (o: Origin): string => (isNamed(o) ? ticked(o.parameter) : "the value");

export function sinkLabel(g: GradedFlow): string {
  const { row, path } = g.flow.hit;
  if (row.label !== undefined) return `${ticked(row.label)}${row.inFile === true ? " in a file" : ""}`;
  const parts = path
    .replace(/^(global|builtins|%value|%any)\./, "")
    .replace(/\(\)/g, "")
    .split(".");
  const short = parts.length > 2 ? parts.slice(-2).join(".") : parts.join(".");
  return `${ticked(`${short.slice(short.lastIndexOf("/") + 1)}()`)}`;
}

export function findingOf(match: RuleMatch): RawFinding {
  const main = match.flows[0] as GradedFlow;
  const { rule, applied } = match;
  const origins: Origin[] = [];
  for (const g of match.flows) {
    const o = originOf(g);
    if (!origins.some((x) => x.kind === o.kind && x.name === o.name && x.parameter === o.parameter))
      origins.push(o);
  }
  const first = origins[0] as Origin;
  const guards = guardNotes(main);
  // The parts of a request are one entry.
  const entries = new Set(
    origins.map((o) => (o.kind === "http" && !isRoute(o) ? o.kind : `${o.kind}:${o.name}`)),
  );
  const others = entries.size - 1;
  let message = (applied?.message ?? rule.message)
    .replaceAll("{entry}", entryText(first))
    .replaceAll("{param}", parameterText(first))
    .replaceAll("{sink}", sinkLabel(main))
    .replaceAll("{extent}", main.verdict.extent)
    .replaceAll("{guard}", guards[0]?.text ?? "the check does not cover this use");
  message = message.charAt(0).toUpperCase() + message.slice(1);
  if (others > 0)
    message += ` ${others === 1 ? "One other entry reaches" : `${others} other entries reach`} the same place.`;
  const location = locate(main.flow.hit.site);
  const related: { location: Location; text: string }[] = [];
  for (const g of match.flows) {
    const other = locate(g.flow.hit.site);
    if (other.path === location.path && other.span.line === location.span.line) continue;
    if (
      related.some((r) => r.location.path === other.path && r.location.span.line === other.span.line) ||
      related.length >= 150
    )
      continue;
    related.push({ location: other, text: `also reaches ${sinkLabel(g)}` });
  }
  const place = (site: Site | undefined, text: string) => {
    if (site === undefined) return;
    const at = locate(site);
    if (at.path === location.path && at.span.line === location.span.line) return;
    if (
      !related.some((r) => r.location.path === at.path && r.location.span.line === at.span.line) &&
      related.length < 160
    )
      related.push({ location: at, text });
  };
  for (const h of main.verdict.holes) {
    place(h.check?.through, "the check that does not hold");
    place(h.check?.site, "what it compares");
  }
  if (main.verdict.extent === "part")
    for (const s of main.flow.steps) if (s.op.op === "concat") place(s.site, "spliced into the text here");
  return {
    ruleId: rule.id,
    severity: applied?.severity ?? rule.severity,
    confidence: applied?.confidence ?? rule.confidence,
    profile: applied?.profile ?? rule.profile,
    message,
    location,
    related,
    flow: stepsOf(main, first),
    guards,
    origins,
    ...(applied?.fix === undefined ? {} : { fix: applied.fix }),
    ...(rule.per === "entry" ? { anchor: [`${first.kind} ${first.name} ${first.parameter}`] } : {}),
    ...(rule.per === "server"
      ? {
          scope: "server" as const,
          anchor: [`case ${applied === undefined ? -1 : rule.cases?.indexOf(applied)}`],
        }
      : {}),
  };
}

function guardNotes(g: GradedFlow): GuardNote[] {
  return g.verdict.holes
    .map((h) => ({
      location: locate(h.check?.through ?? h.check?.site ?? g.flow.hit.site),
      verdict: h.partial === true ? ("partial" as const) : ("hole" as const),
      text: h.text,
    }))
    .slice(0, 4);
}

/** Source, operations and calls in order, guards where they stand, sink. */
function stepsOf(g: GradedFlow, origin: Origin): FlowStep[] {
  const out: FlowStep[] = [];
  const { flow } = g;
  const start = flow.source.site;
  out.push({
    location: locate(start),
    role: "source",
    text: `${isNamed(origin) ? `parameter ${ticked(origin.parameter)}` : "input"} of ${entryText(origin)}`,
  });
  const add = (site: Site | undefined, text: string, role: FlowStep["role"] = "step") => {
    if (site === undefined) return;
    const location = locate(site);
    const last = out[out.length - 1];
    if (
      last !== undefined &&
      last.location.path === location.path &&
      last.location.span.line === location.span.line &&
      last.text === text
    )
      return;
    out.push({ location, role, text });
  };
  let call = 0;
  const calls = (at: number) => {
    for (; call < flow.calls.length && (flow.calls[call] as CallStep).at <= at; call++) {
      const c = flow.calls[call] as CallStep;
      if (c.site === start) continue;
      add(
        c.site,
        c.callee === "" || c.callee.startsWith("%")
          ? "passed to a function"
          : `passed to ${ticked(`${c.callee}()`)}`,
      );
    }
  };
  flow.steps.forEach((s, i) => {
    calls(i);
    const text = stepText(s);
    if (text !== undefined) add(s.site, text);
  });
  calls(Number.MAX_SAFE_INTEGER);
  for (const h of g.verdict.holes) if (h.check !== undefined) add(h.check.site, h.text, "guard");
  out.push({ location: locate(flow.hit.site), role: "sink", text: `reaches ${sinkLabel(g)}` });
  return out;
}

/** What is no call and has a name all the same. */
const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["/", "goes through `/`"],
  ["argv", "joined with the other words into one command line"],
  ["encoded parts", "put together from encoded parts"],
]);

function stepText(s: Step): string | undefined {
  const { op } = s;
  switch (op.op) {
    case "prop":
    case "schema":
      return undefined;
    case "concat":
      return spliceText(op);
    case "flow":
      if (op.flow === "identity" || op.flow === "collect" || op.label === "") return undefined;
      if (op.flow === "written") return `written to a file by ${ticked(`${op.label}()`)}`;
      if (op.flow === "element") return "an element of it is taken";
      return OPERATIONS.get(op.label) ?? `goes through ${ticked(`${op.label}()`)}`;
  }
}

function spliceText(op: Extract<Op, { op: "concat" }>): string {
  const cut = (t: string, end: boolean) =>
    t.length <= 24 ? t : end ? `…${t.slice(-24)}` : `${t.slice(0, 24)}…`;
  const show = (t: string, end: boolean) => cut(t.replace(/[\uFFFB\uFFFC]/g, "…").replace(/\s+/g, " "), end);
  return `spliced into text: ${ticked(`${show(op.before, true)}⟨value⟩${show(op.after, false)}`)}`;
}
