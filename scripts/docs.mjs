/**
 * Writes the generated parts of the documentation, or with --check says which are not current.
 *
 *   README.md       the output of each command in a `<!-- run: ... -->` comment
 *   docs/command-line.md   the same
 *   docs/configuration.md  the table of settings, from the schema of mcp-audit.yml
 *   docs/rules.md   the table of rules
 *   docs/models.md  the tables of kinds, from src/models/kinds.ts
 *   schemas/report.schema.json  the form of the JSON report, from src/report/json-types.ts
 *   schemas/{verdict,inventory,changes,deps}.schema.json  what other commands print, from src/report/published-forms.ts
 *   schemas/lock.schema.json    the lock file, from src/lock/file.ts
 *   schemas/fleet-line.schema.json    a line of a fleet, from src/fleet/line.ts
 *   schemas/config.schema.json  the form of mcp-audit.yml, from src/config/schema.ts
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { createGenerator } from "ts-json-schema-generator";
import { bootstrap, root } from "./bootstrap.mjs";

const FORMS = "src/report/published-forms.ts";
const KINDS = "src/models/kinds.ts";

/** Path -> how its text should be, given how it is. */
const pages = {
  "docs/rules.md": () => rulesPage(),
  "docs/models.md": (text) => modelsPage(text),
  "docs/command-line.md": (text) => runCommands(text),
  "docs/configuration.md": (text) => settingsPage(text),
  "README.md": (text) => runCommands(text),
  "schemas/report.schema.json": () =>
    schemaOf("src/report/json-types.ts", "JsonReport", "The JSON report of mcp-audit"),
  "schemas/verdict.schema.json": () => schemaOf(FORMS, "JsonVerdict", "The verdict of mcp-audit"),
  "schemas/inventory.schema.json": () => schemaOf(FORMS, "JsonInventory", "The inventory of mcp-audit"),
  "schemas/changes.schema.json": () =>
    schemaOf(FORMS, "JsonChanges", "Changes of servers, as mcp-audit tells them"),
  "schemas/deps.schema.json": () =>
    schemaOf(FORMS, "JsonDeps", "Known vulnerabilities of locked dependencies, from mcp-audit"),
  "schemas/lock.schema.json": () => schemaOf("src/lock/file.ts", "LockFile", "The lock file of mcp-audit"),
  "schemas/fleet-line.schema.json": () =>
    schemaOf("src/fleet/line.ts", "FleetLine", "One line of mcp-audit fleet"),
  "schemas/config.schema.json": () => readFileSync(join(root, "dist", "config.schema.json"), "utf8"),
};

/** Generates every page; returns the paths whose content was not current. */
export function generateDocs({ write, only = Object.keys(pages) }) {
  return Object.entries(pages)
    .filter(([path]) => only.includes(path))
    .flatMap(([path, generate]) => {
      const file = join(root, path);
      const before = existsSync(file) ? readFileSync(file, "utf8") : "";
      const after = generate(before);
      if (after === before) return [];
      if (write) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, after);
      }
      return [path];
    });
}

/** Puts the output of each marked command into the code block below it. */
function runCommands(text) {
  return text.replace(
    /<!-- run: (.+?) -->\n```text\n[\s\S]*?```\n<!-- end -->/g,
    (_, command) => `<!-- run: ${command} -->\n\`\`\`text\n${outputOf(command)}\`\`\`\n<!-- end -->`,
  );
}

/** What a command prints for a reader whose terminal has 100 columns. */
function outputOf(command) {
  const { INIT_CWD: _, ...env } = process.env;
  const run = spawnSync("sh", ["-c", command], {
    cwd: root,
    encoding: "utf8",
    env: { ...env, COLUMNS: "100", NO_COLOR: "1" },
  });
  // Findings end with 1; anything else means that the documentation is wrong.
  if (run.status !== 0 && run.status !== 1) throw new Error(`${command}: ${run.stderr || run.stdout}`);
  return `${run.stdout.trimEnd()}\n`;
}

function rulesPage() {
  const rules = JSON.parse(readFileSync(join(root, "dist", "rules.json"), "utf8"));
  const rows = rules.map((rule) => {
    const cwe = rule.cwe.map((number) => `CWE-${number}`).join(", ");
    return `| [${rule.id}](../rules/${rule.id}/README.md) | ${rule.title} | ${rule.severity} | ${rule.profile} | ${cwe} | ${rule.owasp.join(", ")} |`;
  });
  return `# Rules

Made from \`rules/*/rule.yaml\` by \`npm run docs\`; do not edit. Severity is the usual one; a finding may be
rated higher or lower for what is around it. The profile says who wants to see it: \`default\` is what a
maintainer would act on, \`pedantic\` adds hardening, \`audit\` everything worth a reviewer's look. OWASP
numbers are those of the MCP Top 10 of 2025.

| id | title | severity | profile | CWE | OWASP |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

/** Puts the table of settings into the page about them. */
function settingsPage(text) {
  const schema = JSON.parse(readFileSync(join(root, "dist", "config.schema.json"), "utf8"));
  const settings = Object.entries(schema.properties).map(([name, node]) => [name, node]);
  const ignored = Object.entries(schema.properties.ignore.items.properties);
  const rows = settings.flatMap(([name, node]) => [
    [name, node],
    ...(name === "ignore" ? ignored.map(([key, child]) => [`ignore[].${key}`, child]) : []),
  ]);
  const lines = rows.map(([name, node]) => `| \`${name}\` | ${formOf(node)} | ${node.description} |`);
  const table = `| setting | value | meaning |\n| --- | --- | --- |\n${lines.join("\n")}`;
  return text.replace(
    /<!-- settings -->\n[\s\S]*?<!-- end -->/,
    () => `<!-- settings -->\n${table}\n<!-- end -->`,
  );
}

/** The form of a value in a few words. */
function formOf(node) {
  if (node.enum?.length > 10) return "id of a rule";
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.const) return `\`${node.const}\``;
  if (node.anyOf) return [...new Set(node.anyOf.map(formOf))].join(", ");
  if (node.type === "array") return node.items.type === "object" ? "list of entries" : "or a list";
  if (node.pattern) return "day";
  return { object: "map", boolean: "`true`, `false`", string: "text" }[node.type] ?? node.type;
}

/** Replaces each table between `<!-- kinds: TypeName -->` and `<!-- end -->`. */
function modelsPage(text) {
  const types = readFileSync(join(root, KINDS), "utf8");
  return text.replace(/<!-- kinds: (\w+) -->\n[\s\S]*?<!-- end -->/g, (_, name) => {
    const rows = membersOf(types, name).map(([kind, meaning]) => `| \`${kind}\` | ${meaning} |`);
    return `<!-- kinds: ${name} -->\n| kind | meaning |\n| --- | --- |\n${rows.join("\n")}\n<!-- end -->`;
  });
}

/** The JSON schema of something that is printed: the type that describes it, with its comments as descriptions. */
function schemaOf(path, type, title) {
  const schema = createGenerator({
    path: join(root, path),
    tsconfig: join(root, "tsconfig.json"),
    type,
    // The types are checked elsewhere; doing it here again would take most of the time.
    skipTypeCheck: true,
    topRef: false,
    // Fields may be added within a version of the form.
    additionalProperties: true,
  }).createSchema(type);
  const { $schema, description, ...rest } = schema;
  return `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`;
}

/** The members of a union of string literals with their comments. */
function membersOf(source, name) {
  const lines = source.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`export type ${name} =`));
  if (start < 0) throw new Error(`${KINDS} has no type ${name}`);
  const members = [];
  for (const line of lines.slice(start + 1)) {
    const match = /^\s*\| "([\w-]+)";?\s*(?:\/\/\s*(.*))?$/.exec(line);
    if (!match) break;
    members.push([match[1], match[2] ?? ""]);
  }
  return members;
}

if (resolve(process.argv[1] ?? "") === import.meta.filename) {
  const check = process.argv.includes("--check");
  if (!(await bootstrap())) process.exit(2);
  const stale = generateDocs({ write: !check });
  for (const path of stale) console.log(`${path}: ${check ? "not current; run `npm run docs`" : "written"}`);
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}
