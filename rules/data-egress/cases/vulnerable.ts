import axios from "axios";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("near", { place: z.string() }, async ({ place }) => {
  const answer = await axios.get("https://maps.example.com/near", { params: { place } }); // expect: data-egress
  return { content: [{ type: "text", text: String(answer.status) }] };
});
