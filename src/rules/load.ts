/** Loads the packed metadata of the rules, their pages, and the code of those with mode "check" when they run. */
import { PAGE_END, readPacked, readPackedText } from "../packed.js";
import type { RuleMeta } from "./types.js";

let rules: readonly RuleMeta[] | undefined;

/** Metadata of every rule, ordered by id. Read on first use, then kept. */
export function loadRules(): readonly RuleMeta[] {
  rules ??= readPacked<readonly RuleMeta[]>("rules.json");
  return rules;
}

let pages: ReadonlyMap<string, string> | undefined;

/** The Markdown page (rules/<id>/README.md) of a rule. All pages are read on first use; most scans show none. */
export function loadPage(id: string): string {
  if (pages === undefined) {
    const texts = readPackedText("pages.txt").split(PAGE_END);
    pages = new Map(loadRules().map((rule, index) => [rule.id, texts[index] ?? ""]));
  }
  return pages.get(id) ?? "";
}

/**
 * The module rules/<id>/check.ts. There is no list of checks to edit: the build puts those of all rule
 * folders into one lazily loaded file.
 */
export async function loadCheckModule(id: string): Promise<unknown> {
  return import(`../../rules/${id}/check.ts`);
}
