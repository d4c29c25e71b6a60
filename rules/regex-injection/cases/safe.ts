// Literal text, escaped text, fixed choices.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import escapeStringRegexp from "escape-string-regexp";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

server.tool("find", { word: z.string(), level: z.enum(["info", "warn"]), id: z.string().regex(/^[a-z0-9]+$/) }, async ({ word, level, id }) => {
  const one = new RegExp(escapeStringRegexp(word));
  const two = new RegExp(`^${level}:`);
  const three = new RegExp(`^${id}$`);
  const five = new RegExp(literally(word));
  const six = new RegExp([word].map(literally).join("|"));
  const four = "a text".includes(word);
  return { content: [{ type: "text", text: String(one.test("a") && two.test("b") && five.test("d") && six.test("e") && three.test("c") && four) }] };
});
