import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { createRule } from "../../scripts/new-rule.mjs";
import { pack } from "../../scripts/pack.js";
import { temporaryFolder } from "../temporary.js";

describe("new-rule", () => {
  const base = temporaryFolder("new-rule");
  cpSync(join(root, "rules", "_template"), join(base, "rules", "_template"), { recursive: true });

  it("makes a rule that packs without a mistake", () => {
    expect(createRule(base, "careless-thing")).toBeUndefined();
    const { errors, files } = pack(base);
    expect(errors).toEqual([]);
    expect(JSON.parse(files.get("rules.json") ?? "")).toMatchObject([
      { id: "careless-thing", title: "Careless thing" },
    ]);
    const page = readFileSync(join(base, "rules/careless-thing/README.md"), "utf8");
    expect(page).toMatch(/^# Careless thing\n/);
    expect(page).toContain("// expect: careless-thing");
  });

  it("refuses a name that is taken or no id", () => {
    createRule(base, "other-thing", "Another thing");
    expect(createRule(base, "other-thing")).toContain("exists already");
    expect(createRule(base, "../outside")).toContain("usage");
    expect(createRule(base, "")).toContain("usage");
  });
});
