import { describe, expect, it } from "vitest";
import { parseOutput, planOutputs } from "../../src/cli/output.js";

describe("parseOutput", () => {
  it.each([
    ["json", { format: "json" }],
    ["sarif=out.sarif", { format: "sarif", file: "out.sarif" }],
    ["text=a=b.txt", { format: "text", file: "a=b.txt" }],
  ])("reads %s", (value, output) => expect(parseOutput(value)).toEqual(output));

  it.each([
    ["xml", "Allowed choices are text"],
    ["sarif=", "Name a file"],
    ["=x", "Allowed choices"],
  ])("refuses %s", (value, message) => expect(parseOutput(value)).toContain(message));
});

describe("planOutputs", () => {
  it.each([
    [[], undefined, [{ format: "text" }]],
    [[], "r.sarif", [{ format: "sarif", file: "r.sarif" }]],
    [[], "report.txt", [{ format: "text", file: "report.txt" }]],
    [["json"], "r.sarif", [{ format: "json", file: "r.sarif" }]],
    [["sarif=a"], undefined, [{ format: "sarif", file: "a" }]],
    [["text", "sarif=a"], undefined, [{ format: "text" }, { format: "sarif", file: "a" }]],
    [
      ["sarif=a"],
      "b.json",
      [
        { format: "json", file: "b.json" },
        { format: "sarif", file: "a" },
      ],
    ],
  ] as const)("%j with --output %s", (wanted, file, plan) => {
    const outputs = wanted.map(parseOutput).filter((each) => typeof each !== "string");
    expect(planOutputs(outputs, file)).toEqual(plan);
  });

  it("puts one form on standard output only", () => {
    expect(() => planOutputs([{ format: "text" }, { format: "json" }], undefined)).toThrow(
      "text and json were asked for",
    );
  });

  it("speaks to GitHub Actions there, unless it is told otherwise", () => {
    expect(planOutputs([], undefined, true)).toEqual([{ format: "github" }]);
    expect(planOutputs([{ format: "sarif", file: "a" }], undefined, true)).toEqual([
      { format: "github" },
      { format: "sarif", file: "a" },
    ]);
    expect(planOutputs([{ format: "text" }], undefined, true)).toEqual([{ format: "text" }]);
    expect(planOutputs([], "r.sarif", true)).toEqual([{ format: "sarif", file: "r.sarif" }]);
  });
});
