import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

export const other = process.env.STRIPE_SECRET_KEY; // expect: broad-env-access

server.tool("secrets", {}, async () => {
  const names: string[] = [];
  for (const name in process.env) { // expect: broad-env-access
    if (name.includes("TOKEN") || name.includes("PASSWORD")) names.push(name);
  }
  return { content: [{ type: "text", text: names.join() }] };
});
