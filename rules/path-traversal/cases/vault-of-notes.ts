// Plugins of Obsidian: the adapter of a vault follows `..` out of its folder; what the vault looks up is a file of its own.
import { posix } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { type App, normalizePath, Plugin, TFile } from "obsidian";
import { z } from "zod";

const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { path: z.string() };

function inVault(path: string): string {
  const resolved = posix.resolve("/vault", path);
  if (!resolved.startsWith("/vault/")) throw new Error("outside");
  return path;
}

class Notes {
  constructor(private app: App) {}

  register(server: McpServer): void {
    server.registerTool("write", { inputSchema }, async ({ path }) => {
      await this.app.vault.adapter.write(normalizePath(path), "x"); // expect: path-traversal
      return done;
    });

    server.registerTool("create", { inputSchema }, async ({ path }) => {
      await this.app.vault.create(path, "x"); // expect: path-traversal
      return done;
    });

    server.registerTool("write_inside", { inputSchema }, async ({ path }) => {
      await this.app.vault.adapter.write(inVault(path), "x");
      return done;
    });

    server.registerTool("write_known", { inputSchema }, async ({ path }) => {
      const file = this.app.vault.getAbstractFileByPath(path);
      if (!(file instanceof TFile)) throw new Error("no note");
      await this.app.vault.adapter.write(file.path, "x");
      await this.app.vault.modify(file, "x");
      return done;
    });
  }
}

export default class NotesPlugin extends Plugin {
  async onload(): Promise<void> {
    const server = new McpServer({ name: "vault-of-notes", version: "1.0.0" });
    new Notes(this.app).register(server);
    server.registerTool("remove", { inputSchema }, async ({ path }) => {
      await this.app.vault.adapter.remove(path); // expect: path-traversal
      return done;
    });
  }
}
