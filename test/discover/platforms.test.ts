/** What differs between systems: separators, drives, the case of names, the ends of lines. */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { commonFolder } from "../../src/discover/common-folder.js";
import type { Report } from "../../src/findings/types.js";
import { root } from "../cli/run.js";
import { makeTree } from "./make-tree.js";

describe("commonFolder", () => {
  it.each([
    [["/srv/a/b", "/srv/a/c"], "/srv/a"],
    [["/srv/a", "/srv/ab"], "/srv"],
    [["/srv/a", "/srv/A"], "/srv"],
    [["/a", "/b"], "/"],
    [["/a"], "/a"],
  ])("of %j is %s", (folders, common) => expect(commonFolder(folders, posix)).toBe(common));

  it.each([
    [["C:\\srv\\a\\b", "C:\\srv\\a\\c"], "C:\\srv\\a"],
    [["C:\\srv\\a", "c:\\SRV\\ab"], "C:\\srv"],
    [["C:\\a", "C:\\b"], "C:\\"],
    [["\\\\host\\share\\a", "\\\\host\\share\\b"], "\\\\host\\share\\"],
    [["C:\\a", "D:\\a"], undefined],
    [["C:\\a", "\\\\host\\share\\a"], undefined],
  ])("of %j on Windows is %s", (folders, common) => expect(commonFolder(folders, win32)).toBe(common));
});

describe("ends of lines", () => {
  const told = (report: Report) =>
    report.findings.map(({ ruleId, location, message, fingerprint, excerpt, flow }) => ({
      ...{ ruleId, line: location.span.line, message, fingerprint, excerpt },
      frames: flow.map((step) => step.excerpt),
    }));

  it.each(["servers/weak", "polyglot/first-word-allow-list"])(
    "as on Windows change nothing of what is found in %s",
    async (fixture) => {
      const tree = makeTree({});
      cpSync(join(root, "fixtures", fixture), tree, { recursive: true });
      const options = { paths: [tree], profile: "audit", details: true } as const;
      const before = told(await audit(options));
      expect(before.length).toBeGreaterThan(0);
      for (const name of readdirSync(tree, { recursive: true, encoding: "utf8" })) {
        const path = join(tree, name);
        if (statSync(path).isFile()) {
          writeFileSync(path, readFileSync(path, "utf8").replace(/\r?\n/g, "\r\n"));
        }
      }
      expect(told(await audit(options))).toEqual(before);
    },
  );
});

describe("the case of names", () => {
  it("does not hide a file", async () => {
    const read = (name: string): string => readFileSync(join(root, "fixtures/servers/weak", name), "utf8");
    const tree = makeTree({ "SERVER.TS": read("src/server.ts"), DOCKERFILE: read("Dockerfile") });
    const { findings } = await audit({ paths: [tree] });
    expect(findings.map(({ location }) => location.path)).toContain("SERVER.TS");
    expect(findings.map(({ ruleId, location }) => [ruleId, location.path])).toContainEqual([
      "container-root",
      "DOCKERFILE",
    ]);
  });
});
