/** SARIF of every fixture, by the schema and by the validator that consumers point to. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { formatSarif } from "../../src/report/sarif.js";
import { root } from "../cli/run.js";
import { temporaryFolder } from "../temporary.js";
import { findMultitool, validateFolder } from "./multitool.js";
import { compileSchema } from "./sarif-schema.js";

const fixtures = join(root, "fixtures");
const trees = ["servers", "polyglot", "hostile"].flatMap((kind) =>
  readdirSync(join(fixtures, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${kind}/${entry.name}`),
);

describe("SARIF of the fixtures", () => {
  const folder = temporaryFolder("sarif");
  const isValid = compileSchema();

  it.each(trees)("is valid and has unique fingerprints: %s", async (tree) => {
    const report = await audit({
      paths: [join(fixtures, tree)],
      profile: "audit",
      pages: true,
      revision: true,
    });
    const text = formatSarif(report, { suppressed: true });
    expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
    const prints = report.findings.map((finding) => finding.fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    writeFileSync(join(folder, `${tree.replaceAll("/", "-")}.sarif`), text);
  });

  // All that the tests before have written, in one start of the validator; it takes most of a minute of a processor.
  it("passes the rules of GitHub code scanning", { timeout: 600_000 }, () => {
    expect(readdirSync(folder)).toHaveLength(trees.length);
    const tool = findMultitool();
    if (tool === undefined || !existsSync(tool))
      throw new Error("run `npm ci`: the SARIF multitool is missing");
    expect(validateFolder(tool, folder)).toEqual([]);
  });

  it("is looked at by a validator that can say no", () => {
    const other = temporaryFolder("sarif");
    const log = { version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results: [{ message: {} }] }] };
    writeFileSync(join(other, "bad.sarif"), JSON.stringify(log));
    expect(validateFolder(findMultitool() ?? "", other).join("\n")).toContain("GH");
  });
});
