import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const key = process.env.API_KEY;
console.error("started", { url: process.env.BASE_URL, key: key ? "set" : "missing" });
console.error("variables", Object.keys(process.env).length, process.env.NODE_ENV);

server.tool("ping", {}, async () => {
  console.error(`key ends in ${key?.slice(-4)}`);
  return { content: [] };
});
