import { describe, expect, it } from "vitest";
import { accuracyPage } from "../../bench/accuracy-page.mjs";
import { isAt, isLoud, isOfClass, readFindings } from "../../bench/sarif.mjs";

const location = (uri: string, startLine: number) => ({
  physicalLocation: { artifactLocation: { uri }, region: { startLine } },
});

const log = {
  runs: [
    {
      tool: {
        driver: {
          rules: [
            {
              id: "command-injection",
              defaultConfiguration: { level: "error" },
              properties: { tags: ["security", "external/cwe/cwe-078"] },
            },
          ],
        },
      },
      results: [
        {
          ruleId: "command-injection",
          locations: [location("src/a%20b.ts", 10)],
          relatedLocations: [location("src/c.ts", 40)],
        },
        { ruleId: "command-injection", level: "note", locations: [location("src/c.ts", 1)] },
        { ruleId: "command-injection", suppressions: [{}], locations: [location("src/c.ts", 2)] },
      ],
    },
  ],
};

describe("scoring of a SARIF log", () => {
  const [loud, quiet, ...rest] = readFindings(log);

  it("reads level, weakness and places, and leaves suppressed results out", () => {
    expect(rest).toEqual([]);
    expect([isLoud(loud), isLoud(quiet)]).toEqual([true, false]);
    expect(isOfClass(loud, { class: "argument-injection", cwe: [] })).toBe(true);
    expect(isOfClass(loud, { class: "ssrf", cwe: [918] })).toBe(false);
  });

  it("counts a place within three lines, at any location of the finding, in the right file only", () => {
    expect(isAt(loud, { file: "a b.ts", line: 13 })).toBe(true);
    expect(isAt(loud, { file: "a b.ts", line: 14 })).toBe(false);
    expect(isAt(loud, { file: "b.ts", line: 10 })).toBe(false);
    expect(isAt(loud, { file: "src/c.ts", line: 38 })).toBe(true);
  });
});

describe("page of an accuracy run", () => {
  const row = { manifest: "npm", package: "p", class: "ssrf", analysis: ["c"], findings: 3 };

  it("counts what was fetched, and names misses and what was not fetched", () => {
    const { markdown, summary } = accuracyPage([
      { ...row, id: "A", hit: true, inFile: true, silent: true },
      { ...row, id: "B", hit: true, inFile: true, silent: false },
      { ...row, id: "C", hit: false, inFile: true },
      { ...row, id: "D", unobtainable: "no longer published" },
      { ...row, id: "E", analysis: ["g"], hit: false, inFile: false },
    ]);
    expect(summary).toBe(
      "data flow: found 2/3 (67 %) (in the file 3/3 (100 %)), fix silent 1/2 (50 %), " +
        "told apart 1/2 (50 %), median findings 3, errors 0; not fetched 1",
    );
    expect(markdown).toContain("- C (p, ssrf): across files; found elsewhere in the file");
    expect(markdown).toContain("- B (p, ssrf)\n");
    expect(markdown).toContain("- D (p): no longer published");
    expect(markdown).not.toContain("- E ");
  });
});
