// Records instead of lines; nothing of the caller; no line breaks left.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("greet", { name: z.string(), times: z.number() }, async ({ name, times }) => {
  console.error("greeting");
  console.error(`greeting ${times} times`);
  console.error(JSON.stringify({ event: "greeted", name }));
  console.error(`greeted ${name.replace(/[\r\n]/g, " ")}`);
  return { content: [{ type: "text", text: "hello" }] };
});
