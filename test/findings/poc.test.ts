/** Calls that would reach the dangerous places of the weak server. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { proofOf } from "../../src/findings/poc.js";
import type { Finding } from "../../src/findings/types.js";
import { run } from "../cli/run.js";

const weak = join(import.meta.dirname, "..", "..", "fixtures", "servers", "weak");

describe("the call that proves a finding", () => {
  it("is there for each finding that starts from a parameter", async () => {
    const { findings } = await audit({ paths: [weak] });
    const proofs = Object.fromEntries(
      findings.flatMap((finding) => {
        const proof = proofOf(finding);
        return proof === undefined ? [] : [[finding.ruleId, proof.request["params"]]];
      }),
    );
    expect(proofs).toEqual({
      "code-injection": { name: "sum", arguments: { formula: "6*7" } },
      "command-injection": {
        name: "count_words",
        arguments: { name: "mcp-audit-was-here; echo mcp-audit-was-here" },
      },
      "path-traversal": { name: "write_note", arguments: { name: "../mcp-audit-was-here" } },
      "sql-injection": { name: "find_notes", arguments: { title: `mcp-audit-was-here'"` } },
      ssrf: { name: "preview_link", arguments: { url: "http://127.0.0.1:9/" } },
      "weak-path-guard": { name: "read_note", arguments: { name: "../mcp-audit-was-here" } },
    });
  });

  it("puts the text where the parameter is", () => {
    const of = (parameter: string): unknown =>
      proofOf({ ruleId: "ssrf", origins: [{ kind: "tool", name: "t", parameter }] } as unknown as Finding)
        ?.request["params"];
    expect(of("options.url")).toEqual({ name: "t", arguments: { options: { url: "http://127.0.0.1:9/" } } });
    expect(of("items[].url")).toEqual({ name: "t", arguments: { items: [{ url: "http://127.0.0.1:9/" }] } });
    expect(of("")).toBeUndefined();
    expect(of("__proto__.url")).toBeUndefined();
  });

  it("is shown when it is asked for, as JSON and for the Inspector", () => {
    const { stdout } = run([weak, "--rule", "command-injection", "--poc"]);
    expect(stdout).toContain(
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"count_words","arguments":{"name":"mcp-audit-was-here; echo mcp-audit-was-here"}}}',
    );
    expect(stdout).toContain(
      "npx @modelcontextprotocol/inspector --cli COMMAND --method tools/call --tool-name count_words --tool-arg 'name=mcp-audit-was-here; echo mcp-audit-was-here'",
    );
    expect(run([weak, "--rule", "command-injection"]).stdout).not.toContain("jsonrpc");
  });
});
