/**
 * Every flow is one finding: the taint rules divide the flows among themselves. For each sink kind and
 * source kind, and each verdict on a flow, at most one rule selects it, and one does wherever a caller's
 * value reaches a sink that rules ask for.
 */
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { pack } from "../../scripts/pack.js";
import type { SinkKind } from "../../src/models/types.js";
import type { FlowSelector, RuleMeta } from "../../src/rules/types.js";

const rules = (JSON.parse(pack(root).files.get("rules.json") ?? "[]") as RuleMeta[]).filter(
  (rule) => rule.mode !== "check",
);

interface Flow {
  readonly verdict: "open" | "weak";
  readonly extent: "whole" | "part" | "segment";
  readonly declared: boolean;
  readonly based: boolean;
  /** Only commands are known to run in a container. */
  readonly contained: boolean;
  /** Only whole queries are told apart by whether they read. */
  readonly parting: boolean;
}

/** Whole queries may stand behind a check that parts those that read from those that write. */
const QUERIES: ReadonlySet<SinkKind> = new Set(["sql", "nosql", "ldap", "xpath"]);

const flowsInto = (sink: SinkKind): Flow[] =>
  (["open", "weak"] as const).flatMap((verdict) =>
    (["whole", "part", "segment"] as const).flatMap((extent) =>
      [true, false].flatMap((declared) =>
        [true, false].flatMap((based) =>
          (sink === "os-command" ? [true, false] : [false]).flatMap((contained) =>
            (QUERIES.has(sink) && verdict === "weak" ? [true, false] : [false]).map((parting) => ({
              verdict,
              extent,
              declared,
              based,
              contained,
              parting,
            })),
          ),
        ),
      ),
    ),
  );

function selects(rule: RuleMeta, flow: Flow, sink: SinkKind): boolean {
  const select = rule.select ?? {};
  const list: readonly FlowSelector[] = Array.isArray(select) ? select : [select as FlowSelector];
  return list.some(
    (each) =>
      (each.sink?.includes(sink) ?? true) &&
      (each.verdict?.includes(flow.verdict) ?? true) &&
      (each.extent?.includes(flow.extent) ?? true) &&
      (each.declared ?? flow.declared) === flow.declared &&
      (each.based ?? flow.based) === flow.based &&
      (each.contained ?? flow.contained) === flow.contained &&
      (each.parting ?? flow.parting) === flow.parting,
  );
}

const show = (flow: Flow) =>
  `${flow.verdict} ${flow.extent}${flow.declared ? " declared" : ""}${flow.based ? " based" : ""}${flow.contained ? " contained" : ""}${flow.parting ? " parting" : ""}`;

describe("taint rules", () => {
  const sinks = [...new Set(rules.flatMap((rule) => rule.sinks ?? []))].sort();
  const sources = [...new Set(rules.flatMap((rule) => rule.sources ?? []))].sort();

  it.each(sinks)("one rule at most for a flow into %s", (sink) => {
    const clashes = sources.flatMap((source) => {
      const asking = rules.filter((rule) => rule.sinks?.includes(sink) && rule.sources?.includes(source));
      return flowsInto(sink)
        .map((flow) => ({
          flow,
          ids: asking.filter((rule) => selects(rule, flow, sink)).map((rule) => rule.id),
        }))
        .filter(({ ids }) => ids.length > 1)
        .map(({ flow, ids }) => `${source}, ${show(flow)}: ${ids.join(", ")}`);
    });
    expect(clashes).toEqual([]);
  });

  it.each(sinks)("no flow of a tool's argument into %s is lost", (sink) => {
    const asking = rules.filter((rule) => rule.sinks?.includes(sink) && rule.sources?.includes("tool-input"));
    if (asking.length === 0) return;
    // A working folder chosen by the caller is no weakness in itself; a check with a hole before it is.
    if (sink === "work-dir") return;
    const lost = flowsInto(sink).filter((flow) => !asking.some((rule) => selects(rule, flow, sink)));
    expect(lost.map(show)).toEqual([]);
  });
});
