// The same questions, asked so that every text has one way to fit.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const WORDS = /^\w+(?:\s\w+)*$/;
const OWN = /^(\w+\s?)*$/;

server.tool("title", { text: z.string() }, async ({ text }) => {
  if (!WORDS.test(text)) throw new Error("words only");
  if (!/^[a-z]+(?:-[a-z]+)*\d*$/.test(text)) throw new Error("no name");
  if (!/^v?\d+(\.\d+)*$/.test(text)) throw new Error("no version");
  return { content: [{ type: "text", text: "fine" }] };
});

// Matched with a text of the operator's.
if (OWN.test(process.env.TITLE ?? "")) console.error("named");
