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

/** Groups by place to groups by cause; `most` flows are kept of each. */
export function mergeCauses(groups: ReadonlyMap<string, Group>, most: number): Group[] {
  const merged = new Map<string, Group>();
  const add = (key: string, { rule, flows }: Group) => {
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { rule, flows: [...flows] });
    else known.flows.push(...flows.slice(0, Math.max(0, most - known.flows.length)));
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

function originsOf(flows: readonly GradedFlow[]): ReadonlySet<string> {
  return new Set(flows.map((g) => `${g.flow.source.id}.${g.tool}.${g.parameter}`));
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return some.size <= all.size && [...some].every((each) => all.has(each));
}
