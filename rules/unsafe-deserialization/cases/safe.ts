// Formats that hold data only.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import yaml from "js-yaml";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("restore", { state: z.string() }, async ({ state }) => {
  const one = JSON.parse(state) as object;
  const two = yaml.load(state) as object;
  return { content: [{ type: "text", text: `${Object.keys(one).length} ${Object.keys(two).length}` }] };
});
