/** The same tree gives the same bytes, whatever the process around the audit is like. */
import { cpSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/report/index.js";
import { makeTree } from "../discover/make-tree.js";
import { root, run } from "./run.js";

/** Text is for the person at this terminal: its paths can be opened from where it was started. */
const portable = FORMATS.filter((format) => format !== "text" && format !== "github");

describe("the bytes of a report", () => {
  it("depend on neither working directory, locale, time zone nor the place of the tree", () => {
    const tree = makeTree({});
    const copy = makeTree({});
    for (const folder of [tree, copy])
      cpSync(join(root, "fixtures/servers/weak"), folder, { recursive: true });
    const reports = (folder: string, cwd: string, target: string, env: Record<string, string>): string[] => {
      const out = makeTree({});
      const wanted = portable.flatMap((format) => ["--format", `${format}=${join(out, format)}`]);
      expect(run([target, "--quiet", ...wanted], { cwd, env }).code, folder).toBe(1);
      return portable.map((format) => readReport(out, format, target));
    };
    const usual = reports(tree, tree, ".", {});
    const elsewhere = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati", COLUMNS: "40" };
    expect(reports(copy, copy, ".", elsewhere)).toEqual(usual);
    expect(reports(tree, "/", tree, { LC_ALL: "C", TZ: "America/St_Johns" })).toEqual(usual);
    expect(reports(tree, dirname(tree), tree, {})).toEqual(usual);
  });
});

/** What was typed is part of the JSON report and of the page, and differs here by nature. */
function readReport(folder: string, format: string, target: string): string {
  const text = readFileSync(join(folder, format), "utf8");
  if (format === "json") return text.replace(`"target": ${JSON.stringify(target)}`, '"target": "."');
  if (format === "html" && target !== ".") return text.replaceAll(basename(target), "this folder");
  return text;
}

describe("the build", () => {
  it("reads the revision as the sources do", () => {
    const tree = makeTree({
      "server.ts": "export {};",
      ".git/HEAD": "0123456789abcdef0123456789abcdef01234567\n",
      ".git/config": '[remote "origin"]\n\turl = git@github.com:o/r.git\n',
    });
    expect(JSON.parse(run([tree, "--format", "json"]).stdout).versionControl).toEqual({
      repository: "ssh://github.com/o/r.git",
      commit: "0123456789abcdef0123456789abcdef01234567",
      branch: null,
    });
  });
});
