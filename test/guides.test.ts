/**
 * What guides on writing MCP servers show, as small servers of our own under fixtures/guides: what they warn of is
 * reported at its line, what they recommend is not, and where a recommendation has a hole, the hole is named.
 *
 *   vulnerable-*   every mark is found
 *   secure-*       nothing of high severity or worse
 *   hole-*         taken for secure, and marked where it is not
 *
 * All of it in the default profile, with every rule; what has no mark is not said.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../src/audit.js";
import { compare, type Mark, readMarks } from "./marks.js";

const root = join(import.meta.dirname, "..", "fixtures", "guides");

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });

function marksOf(folder: string): { readonly path: string; readonly marks: readonly Mark[] }[] {
  return files(folder).map((file) => {
    const { marks, mistakes } = readMarks(readFileSync(file, "utf8"));
    expect(mistakes, file).toEqual([]);
    return { path: relative(folder, file).replaceAll("\\", "/"), marks };
  });
}

describe("what guides show", () => {
  it.each(readdirSync(root).sort())("%s", async (name) => {
    const folder = join(root, name);
    const { findings, notes } = await audit({ paths: [folder], cwd: folder });
    expect(notes).toEqual([]);
    const marked = marksOf(folder);
    const wrong = marked.flatMap(({ path, marks }) => {
      const found = findings.filter((each) => each.location.path === path);
      const reported = found.map((each) => ({ rule: each.ruleId, line: each.location.span.line }));
      return compare(marks, reported).map((text) => `${path}, ${text}`);
    });
    expect(wrong).toEqual([]);
    const count = marked.reduce((sum, { marks }) => sum + marks.length, 0);
    const grave = findings.filter(({ severity }) => severity === "high" || severity === "critical");
    if (name.startsWith("secure-")) expect(grave).toEqual([]);
    else expect(count).toBeGreaterThan(0);
  });

  it("are each of a kind that is known", () => {
    for (const name of readdirSync(root)) expect(name).toMatch(/^(?:vulnerable|secure|hole)-[a-z-]+$/);
  });
});
