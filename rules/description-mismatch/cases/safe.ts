import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.registerTool("weather", { description: "Weather of a city.", inputSchema: { city: z.string() } }, async ({ city }) => {
  const answer = await fetch(`https://api.example.com/${encodeURIComponent(city)}`);
  return { content: [{ type: "text", text: await answer.text() }] };
});
