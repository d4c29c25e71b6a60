/**
 * Runs the whole audit over everything that carries marks, with every rule on, and holds the findings
 * against the marks line by line in both directions (see marks.ts):
 *
 *   fixtures/polyglot/<construct>/case.<ext> or case-<language>/   the same flow in each language
 *   rules/<id>/cases/*                                             a rule's own cases: a source file, a file
 *                                                                  around the code, or a folder of both
 *   rules/<id>/README.md                                           the fenced blocks of its page
 *
 * A file or a folder is one server and one test. Dropping a file in makes it one; there is no list.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type AuditOptions, audit } from "../src/audit.js";
import { processIo } from "../src/cli/io.js";
import { knownVulnerabilities } from "../src/cli/known-vulnerabilities.js";
import { compare, intended, type Mark, type Reported, readMarks } from "./marks.js";
import { temporaryFolder } from "./temporary.js";

const root = join(import.meta.dirname, "..");
const polyglot = join(root, "fixtures", "polyglot");
const ruleFolder = join(root, "rules");
const SOURCE = /\.(?:[cm]?[jt]sx?|py)$/;
/** Files around the code that may carry marks, too. */
const ARTIFACT =
  /\.(?:jsonc?|ya?ml|toml|env|txt|md|sh|cfg|ini|dockerfile)$|^(?:Dockerfile|\.env|\.npmrc)[\w.-]*$|\.lock$/i;
const FENCES: Record<string, string> = {
  ts: "ts",
  typescript: "ts",
  tsx: "tsx",
  js: "js",
  javascript: "js",
  jsx: "jsx",
  json: "json",
  jsonc: "json",
  yaml: "yaml",
  toml: "toml",
  dockerfile: "dockerfile",
  dotenv: "env",
  py: "py",
  python: "py",
};

const scratch = temporaryFolder("fixtures");

const folders = (path: string): string[] =>
  list(path).filter((name) => statSync(join(path, name)).isDirectory() && !name.startsWith("_"));

function list(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

/** A file's text; an unfinished rule is the business of the packer's test. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * Rules that check a server as a whole, and those of the audit profile (what every second server does), have
 * fixtures of their own; elsewhere they would speak of every one.
 */
const checks = new Set(
  folders(ruleFolder).filter((id) => {
    const rule = parse(readText(join(ruleFolder, id, "rule.yaml"))) as {
      mode?: string;
      profile?: string;
    } | null;
    return rule?.mode === "check" || rule?.profile === "audit";
  }),
);

/** Source files below a path, as root-relative names with their text. */
function sources(path: string, from = path): { name: string; text: string }[] {
  if (statSync(path).isFile()) return [{ name: basename(path), text: readFileSync(path, "utf8") }];
  return list(path).flatMap((name) => {
    const child = join(path, name);
    if (statSync(child).isDirectory()) return sources(child, from);
    if (!SOURCE.test(name) && !ARTIFACT.test(name)) return [];
    return [{ name: relative(from, child).replaceAll("\\", "/"), text: readFileSync(child, "utf8") }];
  });
}

/** A folder `osv` in a case is the export in which its dependencies are looked up. */
function asked(path: string): Pick<AuditOptions, "askAbout"> {
  const osv = join(path, "osv");
  if (!list(path).includes("osv")) return {};
  return { askAbout: (folder) => knownVulnerabilities(folder, { osv }, processIo()) };
}

/** Fails with all that does not agree in one server; `compared` chooses the rules that are looked at. */
async function agree(path: string, compared: (rule: string) => boolean): Promise<void> {
  const report = await audit({ paths: [path], cwd: root, profile: "audit", include: ["**"], ...asked(path) });
  const files = sources(path);
  const reported = new Map<string, Reported[]>(files.map((file) => [file.name, []]));
  for (const { ruleId: rule, location, related } of report.findings) {
    if (!compared(rule)) continue;
    // Dangerous calls of one cause are one finding; each of them has its mark. Other places have none.
    const calls = related
      .filter((each) => each.text.startsWith("also reaches "))
      .map((each) => each.location);
    for (const place of [location, ...calls]) {
      const name = files.length === 1 ? (files[0]?.name ?? "") : place.path;
      const known = reported.get(name) ?? [];
      reported.set(name, [...known, { rule, line: place.span.line }]);
    }
  }
  const failed = report.notes.filter((note) => note.kind === "failed" || note.kind === "partial");
  const wrong = failed.map((note) => `${note.path}: ${note.message}`);
  for (const [name, findings] of reported) {
    const { marks, mistakes } = readMarks(files.find((file) => file.name === name)?.text ?? "");
    const all = [
      ...mistakes,
      ...compare(
        marks.filter((mark) => compared(mark.rule)),
        findings,
      ),
    ];
    wrong.push(...all.map((text) => (files.length === 1 ? text : `${name}, ${text}`)));
  }
  if (wrong.length > 0) expect.fail(wrong.join("\n"));
}

const marksOf = (path: string): Mark[] => sources(path).flatMap((file) => [...readMarks(file.text).marks]);

describe("polyglot fixtures", () => {
  for (const construct of folders(polyglot)) {
    const folder = join(polyglot, construct);
    const cases = list(folder).filter((name) => name.startsWith("case"));
    describe(construct, () => {
      it("means the same in every language", () => {
        expect(cases.map((name) => name.replace(/^case[.-]/, "")).sort()).toEqual(["js", "py", "ts"]);
        const [first, ...others] = cases.map((name) => intended(marksOf(join(folder, name))));
        for (const other of others) expect(other).toEqual(first);
        // Rules with a check of their own are not compared here: a mark of theirs would hold nothing.
        expect(first?.filter((rule) => checks.has(rule))).toEqual([]);
      });
      it.each(cases)("%s", async (name) => {
        await agree(join(folder, name), (rule) => !checks.has(rule));
      });
    });
  }
});

describe("rules", () => {
  for (const id of folders(ruleFolder)) {
    const compared = (rule: string) => rule === id || !checks.has(rule);
    const cases = list(join(ruleFolder, id, "cases")).filter(
      (name) =>
        SOURCE.test(name) ||
        ARTIFACT.test(name) ||
        statSync(join(ruleFolder, id, "cases", name)).isDirectory(),
    );
    if (cases.length > 0) {
      it.each(cases)(`${id}: cases/%s`, async (name) => {
        await agree(join(ruleFolder, id, "cases", name), compared);
      });
    }
    const blocks = fencedBlocks(id);
    if (blocks.length > 0) {
      it.each(blocks)(`${id}: README.md, $where`, async ({ path }) => {
        await agree(path, compared);
      });
    }
  }
});

/** The vulnerable and safe blocks of a rule's page, each written to a file of its own. */
function fencedBlocks(id: string): { where: string; path: string }[] {
  const page = readText(join(ruleFolder, id, "README.md"));
  const out: { where: string; path: string }[] = [];
  let heading = "";
  let open: { extension: string; line: number; body: string[] } | undefined;
  page.split(/\r?\n/).forEach((text, index) => {
    if (open !== undefined) {
      if (!text.startsWith("```")) {
        open.body.push(text);
        return;
      }
      const path = join(scratch, `${id}-${open.line}.${open.extension}`);
      writeFileSync(path, `${open.body.join("\n")}\n`);
      out.push({ where: `line ${open.line} (${heading})`, path });
      open = undefined;
      return;
    }
    heading = /^#+ (.*)$/.exec(text)?.[1] ?? heading;
    const extension = FENCES[/^```(\w+)/.exec(text)?.[1] ?? ""];
    const runs = /^(?:vulnerable|safe)\b/i.test(heading);
    if (runs && extension !== undefined) open = { extension, line: index + 1, body: [] };
  });
  return out;
}
