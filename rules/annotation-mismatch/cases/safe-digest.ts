// A digest of what the caller sends changes nothing, whatever its method is called.
import { createHash } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.registerTool(
  "checksum",
  { description: "Computes a checksum.", inputSchema: { text: z.string() }, annotations: { readOnlyHint: true } },
  async ({ text }) => {
    const digest = createHash("sha256");
    digest.update(text);
    return { content: [{ type: "text", text: digest.digest("hex") }] };
  },
);
