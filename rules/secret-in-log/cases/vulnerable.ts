import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const config = { url: process.env.BASE_URL, password: process.env.DB_PASSWORD };
console.error(`started with ${JSON.stringify(config)}`); // expect: secret-in-log

server.tool("ping", {}, async () => {
  console.log("token", process.env["SERVICE_TOKEN"]); // expect: secret-in-log
  return { content: [] };
});
