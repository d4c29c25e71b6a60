/**
 * Packs rules and models into the JSON files that a scan reads.
 *
 *   rules/<id>/rule.yaml                      -> dist/rules.json
 *   rules/<id>/README.md                      -> dist/pages.txt, read by what shows pages
 *   rules/_models/<language>/<package>.yaml   -> dist/models.<language>.json
 *   src/config/schema.ts and the rules' ids   -> dist/config.schema.json, published as schemas/
 *
 * Everything is validated here, once, so that a scan validates nothing. Mistakes are reported all
 * together, each with file, line and column, and the file is left out. Folders are the registry: there
 * is no list to edit.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "../src/config/json-schema.js";
import type { Language } from "../src/ir/types.js";
import { type DocumentProblem, formatProblem, readDocument } from "../src/models/document.js";
import { modelFile } from "../src/models/schema.js";
import type { ModelFile, SinkKind, SourceKind } from "../src/models/types.js";
import { PAGE_END } from "../src/packed.js";
import { ruleFile } from "../src/rules/schema.js";
import type { RuleMeta } from "../src/rules/types.js";

const languages: readonly Language[] = ["javascript", "python"];

/** Names that stand for no package: rows about them may be spread over several files. */
const sharedPackages = new Set(["global", "builtins", "%value", "%any"]);

/** Kinds that the engine itself finds in programs; they need no row in a model. */
const builtInSinks = new Set<SinkKind>(["settings", "property-key", "tool-result", "code", "module-name"]);
const builtInSources = new Set<SourceKind>([
  "sensitive-file",
  "tool-input",
  "resource-input",
  "prompt-input",
  "tool-output",
  "error",
]);

export interface Packed {
  /** File name in dist/ -> content. */
  readonly files: ReadonlyMap<string, string>;
  /** What must be mended before anything is built. */
  readonly errors: readonly string[];
  /** What is unfinished but harmless. */
  readonly warnings: readonly string[];
}

/** Reads and checks everything under `root`/rules. Writes nothing. */
export function pack(root: string): Packed {
  const problems: DocumentProblem[] = [];
  const warnings: string[] = [];
  const models = new Map(languages.map((language) => [language, readModels(root, language, problems)]));
  const { rules, pages } = readRules(root, problems, warnings);
  warnings.push(...kindsWithoutRows(rules, [...models.values()].flat()));

  const files = new Map<string, string>([
    ["rules.json", `${JSON.stringify(rules)}\n`],
    ["pages.txt", pages.join(PAGE_END)],
    ["config.schema.json", configJsonSchema(rules)],
  ]);
  for (const [language, list] of models) files.set(`models.${language}.json`, `${JSON.stringify(list)}\n`);
  return { files, errors: problems.map(formatProblem), warnings };
}

function readModels(root: string, language: Language, problems: DocumentProblem[]): ModelFile[] {
  const folder = join("rules", "_models", language);
  const owner = new Map<string, string>();
  const models: ModelFile[] = [];
  for (const name of list(join(root, folder))) {
    const path = join(folder, name);
    if (!name.endsWith(".yaml")) {
      problems.push({ path, line: 1, column: 1, message: "models are files that end in .yaml" });
      continue;
    }
    const before = problems.length;
    const document = readDocument(readFileSync(join(root, path), "utf8"), path, modelFile);
    problems.push(...document.problems);
    const model = document.value;
    if (model === undefined) continue;
    if (model.language !== language) {
      problems.push(document.problemAt(["language"], `this folder holds models for ${language}`));
    }
    model.packages.forEach((each, index) => {
      const other = owner.get(each);
      if (other !== undefined && !sharedPackages.has(each)) {
        problems.push(document.problemAt(["packages", index], `${each} is also described in ${other}`));
      }
      owner.set(each, path);
    });
    for (const section of [
      "sinks",
      "sources",
      "flows",
      "guards",
      "types",
      "callbacks",
      "entities",
      "hosting",
      "places",
    ] as const) {
      const seen = new Map<string, number>();
      model[section]?.forEach((row, index) => {
        const key = JSON.stringify(row);
        if (seen.has(key)) problems.push(document.problemAt([section, index], "the same row stands above"));
        seen.set(key, index);
      });
    }
    if (problems.length === before) models.push(model);
  }
  return models;
}

/** The rules by id, and their pages in the same order. */
function readRules(
  root: string,
  problems: DocumentProblem[],
  warnings: string[],
): { rules: RuleMeta[]; pages: string[] } {
  const rules: RuleMeta[] = [];
  const pages: string[] = [];
  for (const id of list(join(root, "rules"))) {
    if (id.startsWith("_") || id.startsWith(".")) continue;
    const folder = join("rules", id);
    const path = join(folder, "rule.yaml");
    const before = problems.length;
    const has = (name: string) => existsSync(join(root, folder, name));
    const missing = (name: string, why: string) =>
      problems.push({ path: join(folder, name), line: 1, column: 1, message: why });
    if (!has("rule.yaml")) {
      missing("rule.yaml", "every folder of rules/ needs a rule.yaml");
      continue;
    }
    const document = readDocument(readFileSync(join(root, path), "utf8"), path, ruleFile);
    problems.push(...document.problems);
    const rule = document.value;
    if (rule === undefined) continue;
    if (rule.id !== id)
      problems.push(document.problemAt(["id"], `the id must be the folder's name, "${id}"`));
    if (rule.mode !== "taint" && !has("check.ts"))
      missing("check.ts", "a rule of mode check needs this file");
    if (rule.mode === "taint" && has("check.ts")) {
      problems.push(document.problemAt(["mode"], "a rule of mode taint has no check.ts"));
    }
    if (!has("README.md")) missing("README.md", "a rule needs its page");
    if (!has("cases")) warnings.push(`${folder}: no cases/ yet; nothing shows that this rule works`);
    const page = has("README.md") ? readFileSync(join(root, folder, "README.md"), "utf8") : "";
    if (page !== "" && !page.startsWith("# ")) missing("README.md", "a page begins with a heading (`# ...`)");
    if (page.includes(PAGE_END)) missing("README.md", "a page has no control characters");
    if (problems.length > before) continue;
    rules.push(rule);
    pages.push(page);
  }
  return { rules, pages };
}

/** Sink and source kinds that rules ask for and no model provides, or models provide and no rule asks for. */
function kindsWithoutRows(rules: readonly RuleMeta[], models: readonly ModelFile[]): string[] {
  const rows = {
    sink: new Set<string>([...builtInSinks, ...models.flatMap((m) => m.sinks?.map((row) => row.kind) ?? [])]),
    source: new Set<string>([
      ...builtInSources,
      ...models.flatMap((m) => m.sources?.map((row) => row.kind) ?? []),
    ]),
  };
  const asked = {
    sink: new Set<string>(rules.flatMap((rule) => rule.sinks ?? [])),
    source: new Set<string>(rules.flatMap((rule) => rule.sources ?? [])),
  };
  const warnings: string[] = [];
  for (const what of ["sink", "source"] as const) {
    for (const kind of asked[what]) {
      if (!rows[what].has(kind)) warnings.push(`${what} kind ${kind}: rules ask for it, no model has a row`);
    }
  }
  const unasked = new Set(models.flatMap((model) => model.sinks?.map((row) => row.kind) ?? []));
  for (const kind of unasked) {
    if (!asked.sink.has(kind)) warnings.push(`sink kind ${kind}: models have rows, no rule asks for it`);
  }
  return warnings.sort();
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
