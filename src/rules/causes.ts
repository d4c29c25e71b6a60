/**
 * Puts groups of flows with one cause together, so that there is one finding a cause: a check with a hole,
 * whatever stands behind it; or the same parameters of the same tools, however many calls they reach. A call
 * that only some of these parameters reach is another place of the same finding.
 */
import type { GradedFlow } from "./grade.js";
import type { RuleMeta } from "./types.js";

export interface Group {
  readonly rule: RuleMeta;
  readonly flows: GradedFlow[];
}

/** Groups by place to groups by cause. What many parameters reach at many places stays a flow for each of them. */
export function mergeCauses(groups: ReadonlyMap<string, Group>): Group[] {
  const merged = new Map<string, Group>();
  const add = (key: string, { rule, flows }: Group) => {
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { rule, flows: [...flows] });
    else if (known.flows.length + flows.length <= MANY) known.flows.push(...flows);
    else known.flows.push(...oneOfEach(flows));
  };
  const byOrigin: { readonly group: Group; readonly origins: ReadonlySet<string> }[] = [];
  for (const [own, group] of groups) {
    const check = holeOf(group.flows);
    if (group.rule.per === "server") add(own, group);
    else if (check !== undefined) add(`${group.rule.id}|check ${check}`, group);
    else byOrigin.push({ group, origins: originsOf(group.flows) });
  }
  for (const { group, origins } of byOrigin) {
    const wider = byOrigin
      .filter((x) => x.group.rule === group.rule && isWithin(origins, x.origins))
      .sort((a, b) => b.origins.size - a.origins.size)[0];
    add(`${group.rule.id}|${[...(wider?.origins ?? origins)].sort().join("|")}`, group);
  }
  return [...merged.values()];
}

/** The check whose hole is the cause of all of them. */
function holeOf(flows: readonly GradedFlow[]): number | undefined {
  const hole = flows[0]?.verdict.holes[0]?.check;
  return hole !== undefined && flows.every((g) => g.verdict.holes[0]?.check?.site === hole.site)
    ? hole.site.id
    : undefined;
}

/** Flows of one cause that are all kept. */
const MANY = 400;

const originOf = (g: GradedFlow): string => `${g.flow.source.id}.${g.tool}.${g.parameter}`;

/** The first flow from each origin. */
function oneOfEach(flows: readonly GradedFlow[]): readonly GradedFlow[] {
  const first = new Map<string, GradedFlow>();
  for (const g of flows) if (!first.has(originOf(g))) first.set(originOf(g), g);
  return [...first.values()];
}

function originsOf(flows: readonly GradedFlow[]): ReadonlySet<string> {
  return new Set(flows.map(originOf));
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return some.size <= all.size && [...some].every((each) => all.has(each));
}
