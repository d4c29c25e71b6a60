/** Loads the packed metadata of the rules, and the code of those with mode "check" when they run. */
import { readPacked } from "../packed.js";
import type { RuleMeta } from "./types.js";

let rules: readonly RuleMeta[] | undefined;

/** Metadata and pages of every rule, ordered by id. Read on first use, then kept. */
export function loadRules(): readonly RuleMeta[] {
  rules ??= readPacked<readonly RuleMeta[]>("rules.json");
  return rules;
}

/**
 * The module rules/<id>/check.ts. There is no list of checks to edit: the build puts those of all rule
 * folders into one lazily loaded file.
 */
export async function loadCheckModule(id: string): Promise<unknown> {
  return import(`../../rules/${id}/check.ts`);
}
