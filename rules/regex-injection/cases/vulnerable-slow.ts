// Patterns of the server's own that some texts keep busy for years.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const WORDS = /^(\w+\s?)*$/;

server.tool("title", { text: z.string() }, async ({ text }) => {
  if (!WORDS.test(text)) throw new Error("words only"); // expect: regex-injection
  return { content: [{ type: "text", text: "fine" }] };
});

server.tool("name", { name: z.string() }, async ({ name }) => {
  if (!/^([a-zA-Z0-9]+-?)+$/.test(name)) throw new Error("no name"); // expect: regex-injection
  return { content: [{ type: "text", text: "fine" }] };
});
