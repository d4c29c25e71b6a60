import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadModels } from "../../src/models/load.js";
import { loadCheckModule, loadPage, loadRules } from "../../src/rules/load.js";

describe("packed rules", () => {
  const rules = loadRules();
  const checks = rules.filter((rule) => rule.mode !== "taint").map((rule) => rule.id);

  it("are ordered by id and read once", () => {
    const ids = rules.map((rule) => rule.id);
    expect(ids).toEqual([...ids].sort());
    expect(loadRules()).toBe(rules);
  });

  it("have the page that lies in their folder", () => {
    for (const { id } of rules)
      expect(loadPage(id)).toBe(
        readFileSync(new URL(`../../rules/${id}/README.md`, import.meta.url), "utf8"),
      );
    expect(loadPage("no-such-rule")).toBe("");
  });

  it.each(checks)("find the code of %s by its folder", async (id) => {
    expect(await loadCheckModule(id)).toHaveProperty("check");
  });
});

describe("packed models", () => {
  it.each(["javascript", "python"] as const)("of %s are there and read once", (language) => {
    const models = loadModels(language);
    expect(models.length).toBeGreaterThan(0);
    expect(models.every((model) => model.language === language)).toBe(true);
    expect(loadModels(language)).toBe(models);
  });
});
