/**
 * The servers that a newcomer can audit first, in two languages: one with the mistakes that the rules are about,
 * and its hardened twin, of which nothing is said. All are audited as they come, with every rule of the default
 * profile.
 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../src/audit.js";

const folder = (name: string): string => join(import.meta.dirname, "..", "fixtures", "servers", name);
const reportOn = async (name: string) => await audit({ paths: [folder(name)], cwd: folder(name) });

const EXPECTED = [
  ["annotation-mismatch", "src/server.ts"],
  ["code-injection", "src/server.ts"],
  ["command-injection", "src/server.ts"],
  ["container-root", "Dockerfile"],
  ["container-secret", "Dockerfile"],
  ["hardcoded-secret", "src/server.ts"],
  ["leaky-error", "src/server.ts"],
  ["missing-audit-log", "src/server.ts"],
  ["missing-auth", "src/server.ts"],
  ["path-traversal", "src/server.ts"],
  ["predictable-token", "src/server.ts"],
  ["secret-in-result", "src/server.ts"],
  ["sql-injection", "src/server.ts"],
  ["ssrf", "src/server.ts"],
  ["tool-poisoning", "src/server.ts"],
  ["weak-path-guard", "src/server.ts"],
];

const EXPECTED_IN_PYTHON = [
  ["annotation-mismatch", "weak/server.py"],
  ["broad-env-access", "weak/server.py"],
  ["code-injection", "weak/server.py"],
  ["command-injection", "weak/server.py"],
  ["container-root", "Dockerfile"],
  ["container-secret", "Dockerfile"],
  ["hardcoded-secret", "weak/server.py"],
  ["leaky-error", "weak/server.py"],
  ["missing-audit-log", "weak/server.py"],
  ["missing-auth", "weak/server.py"],
  ["mutable-description", "weak/server.py"],
  ["path-traversal", "weak/server.py"],
  ["secret-in-result", "weak/server.py"],
  ["sql-injection", "weak/server.py"],
  ["ssrf", "weak/server.py"],
  ["tls-verification-disabled", "weak/server.py"],
  ["tool-poisoning", "weak/server.py"],
  ["unrestricted-execution", "weak/server.py"],
  ["untrusted-tool-output", "weak/portal.py"],
  ["weak-path-guard", "weak/server.py"],
  ["xss", "weak/server.py"],
];

describe("servers for newcomers", () => {
  it("reports each mistake of the weak one once", async () => {
    const report = await reportOn("weak");
    expect(report.findings.map(({ ruleId, location }) => [ruleId, location.path]).sort()).toEqual(EXPECTED);
    expect(report.server.entities).toHaveLength(7);
  });

  it("reports each mistake of the weak one in Python once", async () => {
    const report = await reportOn("weak-python");
    const found = report.findings.map(({ ruleId, location }) => [ruleId, location.path]).sort();
    expect(found).toEqual(EXPECTED_IN_PYTHON);
    expect(report.server.entities).toHaveLength(9);
  });

  it("has nothing to say of the hardened one in Python", async () => {
    const report = await reportOn("hardened-python");
    expect(report.findings).toEqual([]);
    expect(report.server.entities).toHaveLength(9);
    expect(report.notes).toEqual([]);
  });

  it("has nothing to say of the hardened one", async () => {
    const report = await reportOn("hardened");
    expect(report.findings).toEqual([]);
    expect(report.server.entities).toHaveLength(6);
    expect(report.notes).toEqual([]);
  });
});
