import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("place", { name: z.string() }, async ({ name }) => {
  await fetch(`${process.env.MAPS_URL}/place?name=${encodeURIComponent(name)}`);
  await fetch(process.env.WEBHOOK_SECRET ?? "https://hooks.example.com");
  await fetch(`https://api.example.com/bot${process.env.BOT_TOKEN}/send`);
  return { content: [] };
});
