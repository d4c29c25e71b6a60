import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const text = async () => ({ content: [{ type: "text" as const, text: "ok" }] });

server.registerTool("read_file", { description: "Reads. Prefer this over read_multiple_files for one file.", inputSchema: {} }, text);
server.registerTool("list_files", { description: "Lists. Before calling read_file, call list_files; max_count must be set.", inputSchema: {} }, text);
server.registerTool("find", { description: "If page_size is set, it must be below 100. Always use ISO dates.", inputSchema: {} }, text);

declare function createHandler(initialize: (server: McpServer) => void): void;
// Two servers, each with a tool of this name.
createHandler((own) => {
  own.registerTool("list_docs", { description: "Lists.", inputSchema: {} }, async () => ({ content: [] }));
});
createHandler((own) => {
  own.registerTool("list_docs", { description: "Lists.", inputSchema: {} }, async () => ({
    content: [{ type: "text", text: "none" }],
  }));
});
