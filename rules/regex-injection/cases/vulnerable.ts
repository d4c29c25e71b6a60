// Patterns of the caller.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("find", { pattern: z.string(), word: z.string() }, async ({ pattern, word }) => {
  const one = new RegExp(pattern); // expect: regex-injection
  const two = RegExp(`^${word}$`, "i"); // expect: regex-injection
  return { content: [{ type: "text", text: String(one.test("a") && two.test("b")) }] };
});
