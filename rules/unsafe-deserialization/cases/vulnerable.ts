// Formats whose data can name code.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import funcster from "funcster";
import { unserialize } from "node-serialize";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("restore", { state: z.string(), rest: z.string() }, async ({ state, rest }) => {
  const one = unserialize(Buffer.from(state, "base64").toString()); // expect: unsafe-deserialization
  const two = funcster.deepDeserialize(JSON.parse(rest)); // expect: unsafe-deserialization
  return { content: [{ type: "text", text: `${Object.keys(one).length} ${Object.keys(two).length}` }] };
});
