/**
 * Reads one configuration file: text to checked data, or a UserError that lists every mistake with its line.
 *
 *   mcp-audit.yml:7:3: there is no rule `comand-injection`; did you mean `command-injection`?
 */
import { UserError } from "../errors.js";
import { makeSafe } from "../findings/quote.js";
import { type DocumentProblem, formatProblem, readDocument } from "../models/document.js";
import { nearest } from "../rules/nearest.js";
import { type Config, configFile, type Section } from "./schema.js";

const KEYS = [
  "profile",
  "severity",
  "confidence",
  "rules",
  "ignore",
  "fail-on",
  "include",
  "exclude",
  "baseline",
  "require-reason",
  "strict-suppressions",
  "packages",
  "rule",
  "paths",
  "fingerprint",
  "reason",
  "expires",
];

export interface ReadConfig {
  readonly config: Config;
  /** Line of an entry of a list of ignored findings, for notes about it. `keys` lead to the entry. */
  lineOf(keys: readonly PropertyKey[]): number;
}

/** The configuration in `text`. `name` is what mistakes are shown under; `ruleIds` are all rules there are. */
export function readConfig(text: string, name: string, ruleIds: readonly string[]): ReadConfig {
  // An empty file, or one with comments only, says nothing, which is no mistake.
  const empty = text.replaceAll(/^\s*(?:#.*)?$/gm, "").trim() === "";
  const document = readDocument(empty ? "{}" : text, name, configFile);
  const problems = [...document.problems.map(withSuggestion)];
  const config = document.value;
  if (config !== undefined) problems.push(...unknownRules(config, ruleIds, document.problemAt));
  if (config === undefined || problems.length > 0) throw mistakes(name, problems);
  return { config, lineOf: (keys) => document.problemAt(keys, "").line };
}

function withSuggestion(problem: DocumentProblem): DocumentProblem {
  const key = /^unknown key "(.*)"$/.exec(problem.message)?.[1];
  if (key === undefined) return problem;
  return { ...problem, message: `unknown key \`${key}\`${suggestion(key, KEYS)}` };
}

function suggestion(typed: string, known: readonly string[]): string {
  const near = nearest(typed, known);
  return near.length === 0 ? "" : `; did you mean ${near.map((each) => `\`${each}\``).join(" or ")}?`;
}

type ProblemAt = (keys: readonly PropertyKey[], message: string, atKey?: boolean) => DocumentProblem;

function unknownRules(config: Config, known: readonly string[], problemAt: ProblemAt): DocumentProblem[] {
  const found: DocumentProblem[] = [];
  const check = (id: string, keys: readonly PropertyKey[], atKey: boolean): void => {
    if (known.includes(id)) return;
    found.push(problemAt(keys, `there is no rule \`${id}\`${suggestion(id, known)}`, atKey));
  };
  const checkSection = (section: Section, above: readonly PropertyKey[]): void => {
    for (const id of Object.keys(section.rules ?? {})) check(id, [...above, "rules", id], true);
    section.ignore?.forEach((entry, at) => {
      for (const id of entry.rule ?? []) check(id, [...above, "ignore", at, "rule"], false);
    });
  };
  checkSection(config, []);
  for (const [name, section] of Object.entries(config.packages ?? {}))
    checkSection(section, ["packages", name]);
  return found;
}

function mistakes(name: string, problems: readonly DocumentProblem[]): UserError {
  const count = problems.length === 1 ? "a mistake" : `${problems.length} mistakes`;
  const lines = [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map((problem) => `\n  ${makeSafe(formatProblem(problem))}`);
  return new UserError(
    `The configuration ${name} has ${count}:${lines.join("")}`,
    "Mend it, name another file with --config, or go without it with --no-config.",
  );
}
