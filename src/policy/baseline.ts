/**
 * Compares findings with a baseline: which are known, which are new, and which known ones are gone.
 *
 * Equal places share the first part of their fingerprints. Among those, a finding is paired with the entry of
 * the same fingerprint in the same file first, then with any in the same file, then with any: so that a new
 * twin is new, wherever it was put.
 */
import { fingerprintKey } from "../findings/fingerprint.js";
import type { AbsentFinding, Finding } from "../findings/types.js";

export interface Comparison {
  readonly unchanged: ReadonlySet<Finding>;
  readonly absent: readonly AbsentFinding[];
}

/** `pathOf` gives the path of a finding as the baseline has it. */
export function compareWithBaseline(
  findings: readonly Finding[],
  entries: readonly AbsentFinding[],
  pathOf: (finding: Finding) => string,
): Comparison {
  const unchanged = new Set<Finding>();
  const left = new Map<string, AbsentFinding[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const list = left.get(key);
    if (list === undefined) left.set(key, [entry]);
    else list.push(entry);
  }
  const tests: readonly ((finding: Finding, entry: AbsentFinding) => boolean)[] = [
    (finding, entry) => entry.path === pathOf(finding) && entry.fingerprint === finding.fingerprint,
    (finding, entry) => entry.path === pathOf(finding),
    (finding, entry) => entry.fingerprint === finding.fingerprint,
    () => true,
  ];
  for (const test of tests) {
    for (const finding of findings) {
      if (unchanged.has(finding)) continue;
      const list = left.get(keyOf(finding)) ?? [];
      const at = list.findIndex((entry) => test(finding, entry));
      if (at < 0) continue;
      list.splice(at, 1);
      unchanged.add(finding);
    }
  }
  return { unchanged, absent: [...left.values()].flat() };
}

function keyOf({ ruleId, fingerprint }: { readonly ruleId: string; readonly fingerprint: string }): string {
  return `${ruleId} ${fingerprintKey(fingerprint)}`;
}
