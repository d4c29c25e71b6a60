/**
 * Applies the taint rules to the sink hits of a program: grades every flow, picks the rule that selects it,
 * and puts flows with one cause together.
 */
import type { Severity } from "../findings/types.js";
import type { Language } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Entity } from "../server/entity.js";
import { type RouteNames, routeNames } from "../server/route-names.js";
import { type Flow, flowsInto, type Interest, Ways } from "../taint/flows.js";
import { lazily } from "../taint/lazily.js";
import type { SourceInfo } from "../taint/lineage.js";
import type { Machine } from "../taint/machine.js";
import type { SinkHit } from "../taint/summary.js";
import { grade, type Verdict } from "../verdicts/index.js";
import { BothWays } from "./both-ways.js";
import { mergeCauses } from "./causes.js";
import { type Circumstances, circumstancesOf, type ProgramFacts } from "./circumstances.js";
import { isOfSentCode, tellsInternals } from "./internals.js";
import { parameterOf } from "./parameter.js";
import { declares, declaresChange } from "./purpose.js";
import { Reading } from "./reading.js";
import type { FlowSelector, RuleMeta, SeverityCase } from "./types.js";

export interface GradedFlow {
  readonly flow: Flow;
  readonly verdict: Verdict;
  readonly declared: boolean;
  readonly entity: Entity | undefined;
  readonly tool: string;
  /** Of a flow from a web request: the path that it is served under. */
  readonly route: string | undefined;
  readonly parameter: string;
  /** Of a flow from a caught exception: its text tells where the server keeps things. */
  readonly internals: () => boolean;
  /** Of a flow from a caught exception: the code that the caller sent raised it. */
  readonly ofSentCode: () => boolean;
  /** Of a query: whoever asks can only read. */
  readonly reading: () => boolean;
  /** Of a query: the tool says that changing data is what it is for. */
  readonly changes: () => boolean;
}

export interface RuleMatch {
  readonly rule: RuleMeta;
  /** Worst first; all of one cause. */
  readonly flows: readonly GradedFlow[];
  readonly applied: SeverityCase | undefined;
}

/** All matches, one per rule and cause (sink place, or tool for `per: entry`). */
export function matchRules(
  program: ProgramFacts,
  rules: readonly RuleMeta[],
  descriptions: ReadonlyMap<string, string>,
): RuleMatch[] {
  const { m } = program;
  const routes = lazily(() => routeNames(m));
  const reading = lazily(() => new Reading(program.deployment().calls));
  const describeFlow = (flow: Flow, verdict: Verdict): GradedFlow => ({
    ...describe(m, flow, verdict, descriptions, routes),
    reading: lazily(() => reading().holds(flow.hit)),
  });
  const circumstances = circumstancesOf(program, (flow, verdict) => describeFlow(flow, verdict).declared);
  const taint = rules.filter((r) => r.mode !== "check" && r.sinks !== undefined);
  const rulesAbout = ruleFinder(taint);
  const groups = new Map<string, { rule: RuleMeta; flows: GradedFlow[] }>();
  const seen = new Map<string, Ways>();
  const flowsAt = new FlowsAt();
  const both = new BothWays();
  for (const hit of m.hits.values()) {
    const { kind } = hit.row;
    if (!taint.some((r) => r.sinks?.includes(kind))) continue;
    const { language } = hit.site.module;
    const place = `${hit.site.id}|${hit.row.kind}|${hit.row.text ?? ""}|${hit.index ?? ""}`;
    let ways = seen.get(place);
    if (ways === undefined) seen.set(place, (ways = new Ways()));
    const usableFor = (source: SourceInfo) => rulesAbout(kind, source.kind, language);
    for (const flow of flowsAt.into(hit, ways, (source) => interestOf(usableFor(source)))) {
      // What is done with a file may be done with what was written to it.
      const usable = rulesAbout(flow.hit.row.kind, flow.source.kind, language);
      const verdict = grade(m, flow);
      if (verdict.status === "clear") continue;
      const graded = describeFlow(flow, verdict);
      const rule = usable.find((r) => selects(r, graded));
      if (rule === undefined) continue;
      both.add(graded);
      const key =
        rule.per === "server"
          ? `${rule.id}|${caseIndex(rule, graded, circumstances)}`
          : rule.per === "entry"
            ? `${rule.id}|${graded.tool}|${flow.source.id}`
            : `${rule.id}|${hit.site.id}`;
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { rule, flows: [] }));
      keep(group.flows, graded);
    }
  }
  for (const [key, group] of groups) {
    const left = group.flows.filter((g) => !both.only(g));
    if (left.length === 0) groups.delete(key);
    else group.flows = left;
  }
  return mergeCauses(groups).map(({ rule, flows }) => {
    // One call may read and write: the worse of the two is what it is reported for.
    const harm = new Map(
      flows.map((g) => [g, SEVERITIES.indexOf(caseOf(rule, g, circumstances)?.severity ?? rule.severity)]),
    );
    const ordered = [...flows].sort(
      (a, b) => (harm.get(b) ?? 0) - (harm.get(a) ?? 0) || rank(b) - rank(a) || length(a) - length(b),
    );
    return { rule, flows: ordered, applied: caseOf(rule, ordered[0] as GradedFlow, circumstances) };
  });
}

/** Flows into the hits of one call: a text that may be of several languages is a hit of each, and the flows are the same. */
class FlowsAt {
  private call = "";
  private readonly known = new Map<string, readonly Flow[]>();

  into(hit: SinkHit, ways: Ways, interest: Interest): readonly Flow[] {
    if (hit.row.text === undefined) return flowsInto(hit, ways, interest);
    const call = `${hit.summary?.id ?? 0}|${hit.site.id}`;
    if (call !== this.call) this.known.clear();
    this.call = call;
    const value = `${hit.row.kind}|${hit.index ?? ""}|${hit.node.id}`;
    const found = this.known.get(value);
    if (found !== undefined) return found.map((flow) => ({ ...flow, hit }));
    const flows = flowsInto(hit, ways, interest);
    this.known.set(value, flows);
    return flows;
  }
}

/** The rules about values of one kind that arrive at one kind of place; hits are many and kinds few. */
function ruleFinder(
  rules: readonly RuleMeta[],
): (sink: SinkKind, source: string, language: Language) => readonly RuleMeta[] {
  const known = new Map<string, readonly RuleMeta[]>();
  return (sink, source, language) => {
    const key = `${sink}|${source}|${language}`;
    let found = known.get(key);
    if (found === undefined) {
      found = rules.filter(
        (r) =>
          r.sinks?.includes(sink) === true &&
          r.sources?.includes(source as never) === true &&
          (r.languages?.includes(language) ?? true),
      );
      known.set(key, found);
    }
    return found;
  };
}

/** Ways from one source that are looked at where it is a reviewer's matter only. */
const FEW = 3;

/** How many ways from one source these rules want to see. */
const interestOf = (rules: readonly RuleMeta[]): number =>
  rules.length === 0 ? 0 : rules.some((r) => r.profile === "default") ? Number.POSITIVE_INFINITY : FEW;

const SEVERITIES: readonly Severity[] = ["info", "low", "medium", "high", "critical"];
const MAX_FLOWS = 400;
const MAX_PER_ORIGIN = 6;

/** Adds a flow to those of a place; of one parameter's, the worst and shortest are enough. */
function keep(flows: GradedFlow[], flow: GradedFlow): void {
  const same = (g: GradedFlow) => g.tool === flow.tool && g.parameter === flow.parameter;
  if (flows.length >= MAX_FLOWS || flows.filter(same).length >= MAX_PER_ORIGIN) {
    const least = flows.findIndex(
      (g) => same(g) && (rank(g) < rank(flow) || (rank(g) === rank(flow) && length(g) > length(flow))),
    );
    if (least >= 0) flows[least] = flow;
    return;
  }
  flows.push(flow);
}

const length = (g: GradedFlow): number => g.flow.steps.length + g.flow.calls.length;
const rank = (g: GradedFlow): number =>
  (g.verdict.status === "open" ? 4 : 0) +
  (g.verdict.extent === "part" ? 2 : g.verdict.extent === "whole" ? 1 : 0);

function describe(
  m: Machine,
  flow: Flow,
  verdict: Verdict,
  descriptions: ReadonlyMap<string, string>,
  routes: () => RouteNames,
): Omit<GradedFlow, "reading"> {
  const entity = flow.source.entity as Entity | undefined;
  // Behind a dispatcher that was not understood, the only tool there is is meant.
  const only = entity?.kind === "call" && descriptions.size === 1 ? [...descriptions.keys()][0] : undefined;
  const tool = entity?.name ?? flow.selected[0] ?? only ?? "";
  const parameter = parameterOf(flow);
  const route = flow.source.kind === "http-input" ? routes()(flow.source.site) : undefined;
  const description = entity?.description ?? descriptions.get(tool) ?? "";
  const { kind } = flow.hit.row;
  // One of several tools: what any of them says is taken for it.
  const unnamed = tool === "" && entity !== undefined && entity.kind !== "resource";
  return {
    flow,
    verdict,
    entity,
    tool,
    route,
    parameter,
    changes: lazily(() => declaresChange(tool, description)),
    internals: lazily(() => flow.source.kind === "error" && tellsInternals(m, flow)),
    ofSentCode: lazily(() => isOfSentCode(m, flow)),
    declared:
      declares(kind, route ?? tool, description, parameter) ||
      (unnamed && [...descriptions].some(([name, text]) => declares(kind, name, text, parameter))),
  };
}

function selects(rule: RuleMeta, g: GradedFlow): boolean {
  if (rule.select === undefined) return true;
  const list: readonly FlowSelector[] = Array.isArray(rule.select)
    ? (rule.select as readonly FlowSelector[])
    : [rule.select as FlowSelector];
  return list.some((s) => fits(s, g));
}

function fits(s: FlowSelector, g: GradedFlow): boolean {
  const { verdict } = g;
  return (
    (s.verdict === undefined || s.verdict.includes(verdict.status as "open" | "weak")) &&
    (s.extent === undefined || s.extent.includes(verdict.extent)) &&
    (s.declared === undefined || s.declared === g.declared) &&
    (s.based === undefined || s.based === verdict.based) &&
    (s.sink === undefined || s.sink.includes(g.flow.hit.row.kind)) &&
    (s.denied === undefined || s.denied === (verdict.denied ?? false)) &&
    (s.contained === undefined || s.contained === (g.flow.hit.row.contained ?? false)) &&
    (s.onlyReads === undefined || s.onlyReads === (g.flow.hit.row.onlyReads ?? false)) &&
    (s.reading === undefined || s.reading === g.reading()) &&
    (s.parting === undefined || s.parting === (verdict.parting ?? false)) &&
    (s.changes === undefined || s.changes === g.changes()) &&
    (s.ofSentCode === undefined || s.ofSentCode === g.ofSentCode()) &&
    (s.parameter === undefined || new RegExp(s.parameter, "i").test(g.parameter))
  );
}

/** What is of another severity or profile is another finding of the server. */
function caseIndex(rule: RuleMeta, g: GradedFlow, circumstances: Circumstances): number {
  const applied = caseOf(rule, g, circumstances);
  return applied === undefined ? -1 : (rule.cases ?? []).indexOf(applied);
}

function caseOf(rule: RuleMeta, g: GradedFlow, circumstances: Circumstances): SeverityCase | undefined {
  return rule.cases?.find(
    ({ when }) =>
      fits(when, g) &&
      (when.source === undefined || when.source.includes(g.flow.source.kind as never)) &&
      (when.network === undefined || when.network === circumstances.network) &&
      (when.files === undefined || when.files === circumstances.mayNameFiles(g.flow)) &&
      (when.container === undefined || when.container === circumstances.inContainer(g.flow)) &&
      (when.local === undefined || when.local === circumstances.isLocal(g.flow)) &&
      (when.queries === undefined || when.queries === circumstances.mayQuery(g.flow)) &&
      (when.internals === undefined || when.internals === g.internals()),
  );
}
