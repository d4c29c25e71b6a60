/** A mistake of this program in the analysis of some code loses no more than what that code says. */
import { expect, it, vi } from "vitest";
import { audit } from "../../src/audit.js";
import { makeTree } from "../discover/make-tree.js";

vi.mock(import("../../src/rules/run.js"), async (original) => {
  const { analyze } = await original();
  return {
    analyze: async (input) => {
      if (input.modules.length > 0) throw new TypeError("nothing has no length");
      return await analyze(input);
    },
  };
});

it("reports what is around the code, says what failed, and is incomplete", async () => {
  const tree = makeTree({
    "package.json": '{ "name": "s", "version": "1.0.0" }',
    "src/index.ts": "export const one = 1;\n",
    Dockerfile: 'FROM node:22\nENV API_KEY=sk-live-4f9a8c2e7b1d6035\nCMD ["node", "index.js"]\n',
  });
  const report = await audit({ paths: ["."], cwd: tree, profile: "audit" });
  expect(report.incomplete).toBe(true);
  expect(report.notes.filter(({ kind }) => kind === "failed")).toMatchObject([
    { path: "src", message: expect.stringContaining("TypeError: nothing has no length") },
  ]);
  expect(report.findings.map(({ location }) => location.path)).toContain("Dockerfile");
});
