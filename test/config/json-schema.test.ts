/** The published schema says the same as the check that the program makes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/bootstrap.mjs";
import { readConfig } from "../../src/config/read.js";
import { loadRules } from "../../src/rules/load.js";

const schema = JSON.parse(readFileSync(join(root, "schemas", "config.schema.json"), "utf8"));
const validate = new Ajv({ allErrors: true }).compile(schema);
const ids = loadRules().map((rule) => rule.id);

function isAccepted(text: string): boolean {
  try {
    readConfig(text, "mcp-audit.yml", ids);
    return true;
  } catch {
    return false;
  }
}

describe("schemas/config.schema.json", () => {
  it.each([
    ["{}", true],
    ["profile: pedantic", true],
    ["profile: loud", false],
    ["rules: { ssrf: off, command-injection: high }", true],
    ["rules: { ssrf: loud }", false],
    ["rules: { no-such-rule: off }", false],
    ["ignore: [{ rule: ssrf, reason: r, expires: 2027-01-31 }]", true],
    ["ignore: [{ rule: [ssrf, command-injection], paths: [a, b] }]", true],
    ["ignore: [{ rule: no-such-rule }]", false],
    ["ignore: [{ rule: ssrf, why: r }]", false],
    ["ignore: [{ rule: ssrf, expires: soon }]", false],
    ["fail-on: never", true],
    ["fail-on: sometimes", false],
    ["include: a\nexclude: [b]", true],
    ["include: []", false],
    ["packages: { a: { rules: { ssrf: on }, severity: low } }", true],
    ["packages: { a: { fail-on: high } }", false],
    ["baseline: b.json\nrequire-reason: true\nstrict-suppressions: false", true],
    ["require-reason: 1", false],
  ])("judges %j as the program does", (text, good) => {
    expect([validate(parse(text)), isAccepted(text)]).toEqual([good, good]);
  });

  it("explains every setting and every rule to editors", () => {
    for (const [name, node] of Object.entries<{ description?: string }>(schema.properties))
      expect(node.description, name).toMatch(/[.]$/);
    expect(Object.keys(schema.properties.rules.properties)).toEqual(ids);
    expect(schema.properties.rules.properties.ssrf.description).toContain("`off`");
  });
});
