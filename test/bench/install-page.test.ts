import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installPage } from "../../bench/install-page.mjs";
import { root } from "../cli/run.js";

const read = (name: string) => JSON.parse(readFileSync(join(root, "bench", "install", name), "utf8"));

describe("the bench of packages", () => {
  it("names twenty packages of each registry in exact versions, with their integrity", () => {
    const packages = read("packages.json");
    for (const kind of ["npm", "pypi"])
      expect(packages.filter((each: { kind: string }) => each.kind === kind)).toHaveLength(20);
    const pairs = read("pairs.json").flatMap((pair: Record<string, unknown>) => [
      pair["vulnerable"],
      pair["fixed"],
    ]);
    for (const { version, integrity } of [...packages, ...pairs]) {
      expect(version).toMatch(/^\d+\.\d+/);
      expect(integrity).toMatch(/^(?:sha512-|sha256-[0-9a-f]{64})/);
    }
  });

  it("says what was not asked, quotes the fix first, and counts what is left", () => {
    const verdict = {
      decision: "limits",
      reasons: [{ rule: "L1", text: "It | does (path-traversal)." }],
      tools: ["a"],
      findings: { info: 0, low: 0, medium: 1, high: 2, critical: 1 },
    };
    const change = (kind: string, text: string) => ({ kind, grave: kind === "new-tool", text });
    const page = installPage({
      packages: [
        { kind: "npm", name: "x", version: "1.0.0", verdict, lock: { changes: [] } },
        { kind: "npm", name: "y", version: "1.0.0", verdict: { error: "gone" }, lock: { error: "gone" } },
      ],
      pairs: [
        {
          title: "x 1 -> 2",
          ids: ["CVE-1"],
          changes: [
            ...Array.from({ length: 6 }, (_, i) => change("new-tool", `Tool ${i} is new.`)),
            change("finding-gone", "No longer found: ``` it."),
          ],
        },
      ],
    });
    expect(page).toContain("| x 1.0.0 | with limits | 1 | 3 | 1 | path-traversal |");
    expect(page).toContain("| y 1.0.0 | not asked: gone |");
    expect(page).toContain("1 of 2 judged");
    expect(page.indexOf("No longer found: ''' it.")).toBeLessThan(page.indexOf("! Tool 0 is new."));
    expect(page).toContain("and 2 more of this kind");
  });
});
