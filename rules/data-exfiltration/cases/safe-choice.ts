// Which variable is read depends on which service is asked; one of them is the service's own.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const VARIABLES: Record<string, string> = { first: "OPENAI_API_KEY", second: "ANTHROPIC_API_KEY" };
const provider = process.env.PROVIDER ?? "first";
const key = process.env[VARIABLES[provider] ?? ""];

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("ask", { question: z.string() }, async ({ question }) => {
  const body = JSON.stringify({ question });
  const answer =
    provider === "first"
      ? await fetch("https://api.openai.com/v1/chat", { method: "POST", headers: { Authorization: `Bearer ${key}` }, body })
      : await fetch("https://api.anthropic.com/v1/messages", { method: "POST", headers: { "x-api-key": `${key}` }, body });
  return { content: [{ type: "text", text: await answer.text() }] };
});
