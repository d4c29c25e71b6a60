/** No form of a report shows a credential whole. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { maskLines } from "../../src/findings/masked.js";
import { FORMATS, render } from "../../src/report/index.js";
import { maskSecrets } from "../../src/secrets/index.js";
import { temporaryFolder } from "../temporary.js";

const folder = temporaryFolder("mask");

const token = `ghp_${"q7Wm2ZtR5bXc9KdLs4VyHn8Jf3Pg6TaE1UoB"}`;
const password = "tR4-vn82Lq!x";
const phrase = "quiet-otter-sings-at-noon-7";
const pem = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

describe("maskSecrets", () => {
  it("keeps the beginning and every column", () => {
    const line = `const a = "${token}"; // and postgres://x:${password}@db.acme.io`;
    const masked = maskSecrets(line);
    expect(masked).toHaveLength(line.length);
    expect(masked).toContain('const a = "ghp_***');
    expect(masked).not.toContain(password.slice(4));
  });
  it("hides what stands behind a telling name, and what a check has found", () => {
    expect(maskSecrets(`password: "${password}"`)).not.toContain(password);
    expect(maskSecrets(`DB_PASSWORD=${password}`)).not.toContain(password);
    expect(maskSecrets(`x(${phrase})`, [phrase])).not.toContain(phrase);
    expect(maskSecrets("a sentence about passwords and tokens")).toBe(
      "a sentence about passwords and tokens",
    );
  });
  it("hides a word only where it stands as a literal", () => {
    const text = 'A signing secret: app.secret_key = "secret", secret=secret';
    expect(maskSecrets(text, ["secret"])).toBe('A signing secret: app.secret_key = "s*****", secret=s*****');
  });
  it("hides a key that begins many lines above", () => {
    const lines = [
      "-----BEGIN PRIVATE KEY-----",
      ...Array<string>(40).fill(pem),
      "-----END PRIVATE KEY-----",
    ];
    const masked = maskLines(lines, { line: 39, col: 0, endLine: 39, endCol: 4 }, []);
    expect(masked[38]).not.toContain(pem.slice(8));
    expect(masked[38]).toHaveLength(pem.length);
  });
  it("hides a credential in a line without end", () => {
    const line = `${"x;".repeat(50_000)}"${token}"${"y;".repeat(50_000)}`;
    const at = line.indexOf(token);
    const masked = maskLines([line], { line: 1, col: at, endLine: 1, endCol: at + 10 }, []);
    expect(masked[0]).toHaveLength(line.length);
    expect(masked[0]).not.toContain(token);
  });
});

describe("reports", () => {
  it.each(FORMATS)("of form %s hold no credential", async (format) => {
    writeFileSync(
      join(folder, "server.ts"),
      `import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "x", version: "1" });
const github = "${token}";
const db = "postgres://app:${password}@db.acme.io/x";
const sessionSecret = "${phrase}";
const key = "-----BEGIN PRIVATE KEY-----\\n${pem}\\n${pem}\\n-----END PRIVATE KEY-----";
server.tool("run ${token}", "uses ${token}", { a: z.string() }, async ({ a }) => exec("x --token ${token} " + a));
`,
    );
    writeFileSync(
      join(folder, ".mcp.json"),
      JSON.stringify(
        { mcpServers: { x: { command: "x", env: { API_TOKEN: token, PASSWORD: password } } } },
        null,
        1,
      ),
    );
    writeFileSync(join(folder, "Dockerfile"), `FROM node:22\nENV DB_PASSWORD=${password}\nCMD x\n`);
    const report = await audit({ paths: [folder], cwd: folder, profile: "audit" });
    const rules = new Set(report.findings.map((finding) => finding.ruleId));
    expect([...rules]).toEqual(
      expect.arrayContaining(["command-injection", "config-secret", "container-secret", "hardcoded-secret"]),
    );
    const options = { width: 100, color: 0 as const, unicode: true, cwd: folder, verbose: true };
    const shown = await render(report, format, options);
    expect(shown.length).toBeGreaterThan(500);
    for (const secret of [token, password, phrase, pem]) expect(shown).not.toContain(secret);
  });
});
