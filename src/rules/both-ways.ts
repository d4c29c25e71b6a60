/**
 * A test of a query that only chooses how it is run keeps nothing out:
 *
 *   return isSelect(query) ? db.prepare(query).all() : db.prepare(query).run();
 *
 * Behind a check with a hole, the same query of the same tool may run on the other side of the check, too; then the
 * tool runs any query, which is said of it there.
 */
import type { Check } from "../taint/checks.js";
import type { GradedFlow } from "./grade.js";

export class BothWays {
  private readonly ways = new Set<string>();

  /** A flow that is reported: the tests that it has met, and what they said. */
  add(g: GradedFlow): void {
    if (g.flow.hit.row.kind !== "sql" || g.tool === "") return;
    for (const check of g.flow.checks) this.note(g, check);
  }

  private note(g: GradedFlow, { fact, options }: Check): void {
    if (options === undefined) this.ways.add(keyOf(g, fact.site.id, fact.negated));
    else for (const option of options) for (const check of option) this.note(g, check);
  }

  /** Is a query that reads, as a check has it, run where the check says the contrary as well? */
  only(g: GradedFlow): boolean {
    if (g.verdict.status !== "weak" || g.verdict.parting === true) return false;
    const tests = g.verdict.holes.flatMap(({ check }) => check ?? []);
    return tests.length > 0 && tests.every(({ site, negated }) => this.ways.has(keyOf(g, site.id, !negated)));
  }
}

const keyOf = (g: GradedFlow, site: number, negated: boolean): string =>
  `${g.flow.source.id}|${g.tool}|${g.parameter}|${site}|${negated}`;
