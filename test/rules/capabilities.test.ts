import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import type { Report } from "../../src/findings/types.js";
import { root } from "../cli/run.js";

let report: Report;
beforeAll(async () => {
  report = await audit({ paths: [join(root, "fixtures/servers/weak")], details: true });
});

describe("what each tool can do", () => {
  it("is told with the calls that do it", () => {
    const told = new Map(
      report.server.entities.map((entity) => [
        entity.name,
        (entity.capabilities ?? []).map(({ kind, calls, total }) => [kind, calls[0]?.name, total]),
      ]),
    );
    expect(told.get("read_note")).toEqual([["file-read", "promises.readFile()", 1]]);
    expect(told.get("sum")).toEqual([["code", "eval()", 1]]);
    expect(told.get("show_settings")).toEqual([]);
    expect(told.get("count_words")?.map(([kind]) => kind)).toContain("os-command");
  });

  it("comes with the code of every step of a flow", () => {
    const steps = report.findings.flatMap((finding) => finding.flow);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      expect(step.excerpt?.lines.map((line) => line.number)).toContain(step.location.span.line);
    }
  });

  it("is left out unless it was asked for", async () => {
    const plain = await audit({ paths: [join(root, "fixtures/servers/weak")] });
    expect(plain.server.entities.some((entity) => entity.capabilities !== undefined)).toBe(false);
    expect(plain.findings.flatMap((finding) => finding.flow).some((step) => step.excerpt)).toBe(false);
  });
});
