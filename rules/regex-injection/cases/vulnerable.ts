// Patterns of the caller.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

// The backslash is left, or comes last and doubles those that were put there.
const nearly = (text: string) => text.replace(/[.*+?^${}()|[\]]/g, "\\$&");
const twice = (text: string) => text.replace(/[.*+?^${}()|[\]]/g, "\\$&").replace(/\\/g, "\\\\");
const brackets = (text: string) => text.replace(/[.^$[\]\\]/g, "\\$&");

server.tool("find", { pattern: z.string(), word: z.string() }, async ({ pattern, word }) => {
  const one = new RegExp(pattern); // expect: regex-injection
  const two = RegExp(`^${word}$`, "i"); // expect: regex-injection
  const three = new RegExp(nearly(word)); // expect: regex-injection
  const four = new RegExp(twice(word)); // expect: regex-injection
  const five = new RegExp(brackets(word)); // expect: regex-injection
  return { content: [{ type: "text", text: String(one.test("a") && two.test("b") && three.test("c") && four.test("d") && five.test("e")) }] };
});
