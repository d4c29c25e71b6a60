/** The program passes its own audit, as a server whose tools agents call; what is suppressed has its reason. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { root } from "../cli/run.js";

describe("mcp-audit", () => {
  it("has no findings of its own", { timeout: 600_000 }, async () => {
    const report = await audit({ paths: [join(root, "src")], cwd: root, requireReason: true });
    expect(report.server.entities.map((entity) => entity.name).sort()).toEqual([
      "audit_folder",
      "check_package",
      "explain_rule",
      "list_rules",
    ]);
    expect(
      report.findings.map(({ ruleId, location }) => `${ruleId} ${location.path}:${location.span.line}`),
    ).toEqual([]);
    expect(report.notes.filter(({ kind }) => kind === "failed")).toEqual([]);
    // How far the engine follows a program of this size changes with the program, and so does whether each of
    // these is needed. None may lack its reason.
    for (const { suppression } of report.suppressed ?? []) expect(suppression?.reason).toBeDefined();
  });
});
