/** A pull request as a gate sees it: the base has findings, the head one more and one less. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../cli/run.js";
import { copyOf } from "./packed.js";

/** A repository whose main branch has findings and their baseline, with a branch that mends one and adds one. */
function pullRequest(): string {
  const cwd = copyOf("fixtures/servers/weak");
  const git = (...args: string[]): void => {
    const result = spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], {
      cwd,
    });
    expect(result.status, String(result.stderr)).toBe(0);
  };
  git("init", "-q", "-b", "main");
  expect(run(["baseline", "."], { cwd }).code).toBe(0);
  git("add", ".");
  git("commit", "-qm", "base");
  git("checkout", "-qb", "change");
  const file = join(cwd, "src", "server.ts");
  const before = readFileSync(file, "utf8");
  const mended = before.replace(/eval\(([^)]*)\)/, "Number($1)");
  expect(mended).not.toBe(before);
  const added = `
server.registerTool("count_lines", { inputSchema: { file: z.string() } }, async ({ file }) => {
  exec(\`wc -l \${file}\`);
  return text("counted");
});
`;
  writeFileSync(file, `// Lines move.\n\n${mended}${added}`);
  git("commit", "-qam", "change");
  return cwd;
}

describe("a pull request", () => {
  it("is stopped by the new finding only, and its comment names the new and the mended one", () => {
    const cwd = pullRequest();
    const gate = run([".", "--baseline", "mcp-audit-baseline.json", "--format", "markdown"], { cwd });
    expect(gate.code).toBe(1);
    const [news = "", mended = ""] = gate.stdout.split("### Mended");
    expect(news).toMatch(/^## mcp-audit: 1 finding \(1 critical\)$/m);
    expect(news).toContain("In tool `count_lines`, `file` reaches `child_process.exec()`");
    expect(news.match(/^### /gm)).toHaveLength(1);
    expect(mended).toContain("`code-injection`");
    expect(mended.match(/^- `src/gm)).toHaveLength(1);
  });

  it("passes once the new finding is mended, too", () => {
    const cwd = pullRequest();
    const file = join(cwd, "src", "server.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("exec(`wc -l ${file}`);", ""));
    expect(run([".", "--baseline", "mcp-audit-baseline.json"], { cwd }).code).toBe(0);
  });

  it("is stopped by the new finding with --since, too, which needs no baseline", () => {
    const gate = run([".", "--since", "main", "--no-baseline", "--format", "json"], { cwd: pullRequest() });
    expect(gate.code).toBe(1);
    const report = JSON.parse(gate.stdout);
    expect(
      report.findings.map((finding: { origins: { name: string }[] }) => finding.origins[0]?.name),
    ).toContain("count_lines");
    expect(report.change.since).toBe("main");
    expect(report.findings.length).toBeLessThan(16);
  });
});
