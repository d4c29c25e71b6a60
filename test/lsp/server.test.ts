import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type CodeAction,
  DiagnosticSeverity,
  type Hover,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { makeTree } from "../discover/make-tree.js";
import { type Client, startClient } from "./client.js";

const SERVER = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { ping } from "./ping.js";
const server = new McpServer({ name: "x", version: "1" });
server.registerTool("run", { description: "Pings a host.", inputSchema: { host: z.string() } }, async ({ host }) => {
  await ping(host);
  return { content: [] };
});
`;
const PING = `import { exec } from "node:child_process";
export async function ping(host: string) {
  exec(\`ping \${host}\`);
}
`;
const files = { "src/server.ts": SERVER, "src/ping.ts": PING };

/** The actions on the diagnostics of a file, by title. */
async function actionsOn(client: Client, path: string): Promise<Map<string, CodeAction>> {
  const diagnostics = await client.diagnostics(path, (all) => all.length > 0);
  const actions = (await client.connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: client.uri(path) },
    range: diagnostics[0]?.range,
    context: { diagnostics },
  })) as CodeAction[];
  return new Map(actions.map((action) => [action.title, action]));
}

/** Does what an editor does with the edits of an action, and says that it saved. */
async function apply(client: Client, cwd: string, action: CodeAction | undefined): Promise<void> {
  const changes = action?.edit?.changes ?? {};
  const documents = (action?.edit?.documentChanges ?? []) as {
    textDocument?: { uri: string };
    edits?: TextEdit[];
  }[];
  const all: [string, readonly TextEdit[]][] = [
    ...Object.entries(changes),
    ...documents.flatMap((each): [string, readonly TextEdit[]][] =>
      each.textDocument === undefined ? [] : [[each.textDocument.uri, each.edits ?? []]],
    ),
  ];
  expect(all.length).toBeGreaterThan(0);
  for (const [uri, edits] of all) {
    const file = join(cwd, decodeURIComponent(uri.slice(client.uri("").length)));
    let text = "";
    try {
      text = readFileSync(file, "utf8");
    } catch {}
    writeFileSync(file, TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), [...edits]));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri, type: 2 }],
    });
  }
}

describe("the language server", () => {
  it("publishes findings with the path to them", async () => {
    const cwd = makeTree(files);
    const client = await startClient(cwd);
    expect(client.initialized.serverInfo?.name).toBe("mcp-audit");
    const [finding, ...others] = await client.diagnostics("src/ping.ts", (all) => all.length > 0);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: "command-injection",
      source: "mcp-audit",
      severity: DiagnosticSeverity.Error,
      range: { start: { line: 2, character: 2 }, end: { line: 2, character: 22 } },
    });
    const places = finding?.relatedInformation?.map(({ location, message }) => [
      location.uri,
      location.range.start.line,
      message,
    ]);
    expect(places?.[0]).toEqual([client.uri("src/server.ts"), 4, "parameter `host` of tool `run`"]);
    expect(places?.at(-1)?.[0]).toBe(client.uri("src/ping.ts"));

    const hover = (await client.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: client.uri("src/ping.ts") },
      position: { line: 2, character: 4 },
    })) as Hover;
    expect(JSON.stringify(hover.contents)).toContain("`command-injection`");
    expect(JSON.stringify(hover.contents)).toContain("1. parameter `host` of tool `run`");
  });

  it.each([
    [
      "Suppress command-injection on this line",
      "src/ping.ts",
      "  // mcp-audit-ignore-next-line command-injection -- TODO: say why\n  exec(",
    ],
    [
      "Suppress command-injection in this file",
      "src/ping.ts",
      "// mcp-audit-ignore-file command-injection -- TODO: say why\nimport",
    ],
    [
      "Ignore command-injection for this file in mcp-audit.yml",
      "mcp-audit.yml",
      'ignore:\n  - rule: command-injection\n    paths: src/ping.ts\n    reason: "TODO: say why"\n',
    ],
  ])("offers: %s", async (title, path, text) => {
    const cwd = makeTree(files);
    const client = await startClient(cwd);
    const actions = await actionsOn(client, "src/ping.ts");
    await apply(client, cwd, actions.get(title));
    expect(readFileSync(join(cwd, path), "utf8")).toContain(text);
    expect(await client.diagnostics("src/ping.ts", (all) => all.length === 0)).toEqual([]);
  });

  it("adds to a configuration that is there, and takes away a comment that has no effect", async () => {
    const cwd = makeTree({
      ...files,
      "mcp-audit.yml": "# ours\nprofile: default\nignore:\n  - rule: ssrf # known\n    paths: src/**\n",
      "src/server.ts": `${SERVER}// mcp-audit-ignore-next-line ssrf -- gone\n`,
    });
    const client = await startClient(cwd);
    const title = "Ignore command-injection for this file in mcp-audit.yml";
    await apply(client, cwd, (await actionsOn(client, "src/ping.ts")).get(title));
    expect(readFileSync(join(cwd, "mcp-audit.yml"), "utf8")).toBe(
      '# ours\nprofile: default\nignore:\n  - rule: ssrf # known\n    paths: src/**\n  - rule: command-injection\n    paths: src/ping.ts\n    reason: "TODO: say why"\n',
    );
    await apply(
      client,
      cwd,
      (await actionsOn(client, "src/server.ts")).get("Remove this comment, which has no effect"),
    );
    expect(readFileSync(join(cwd, "src/server.ts"), "utf8")).toBe(SERVER);
    await client.diagnostics("src/server.ts", (all) => all.every(({ code }) => code !== "suppression"));
    // What is said of an entry of the configuration is said there.
    const about = await client.diagnostics("mcp-audit.yml", (all) => all.length > 0);
    expect(about[0]).toMatchObject({ code: "suppression", range: { start: { line: 3 } } });
  });

  it("follows what the client wishes, and ends when it is told to", async () => {
    const cwd = makeTree({ ...files, "mcp-audit.yml": "rules: { command-injection: off }" });
    const client = await startClient(cwd, { untrusted: true, profile: "pedantic", severity: "nonsense" });
    const found = await client.diagnostics("src/ping.ts", (all) => all.length > 1);
    expect(found.map((each) => each.code)).toEqual(
      expect.arrayContaining(["command-injection", "missing-timeout"]),
    );
    const ended = new Promise((resolve) => client.child.on("close", resolve));
    await client.connection.sendRequest("shutdown");
    await client.connection.sendNotification("exit");
    expect(await ended).toBe(0);
  });

  it("survives a mistake in the configuration and goes on when it is mended", async () => {
    const cwd = makeTree({ ...files, "mcp-audit.yml": "rules: { nonsense: off }" });
    const client = await startClient(cwd);
    const warned = new Promise((resolve) => client.connection.onNotification("window/showMessage", resolve));
    expect(await warned).toMatchObject({ message: expect.stringContaining("there is no rule `nonsense`") });
    writeFileSync(join(cwd, "mcp-audit.yml"), "");
    const uri = client.uri("mcp-audit.yml");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri, type: 2 }],
    });
    expect(await client.diagnostics("src/ping.ts", (all) => all.length > 0)).toHaveLength(1);
  });
});
