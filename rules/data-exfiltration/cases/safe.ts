import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const KEY = process.env.GITHUB_TOKEN;

server.tool("issues", { repo: z.string() }, async ({ repo }) => {
  const answer = await fetch("https://api.github.com/graphql", {
    method: "POST",
    headers: { Authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ query: repo, client_secret: KEY }),
  });
  return { content: [{ type: "text", text: await answer.text() }] };
});

// Its purpose is to send, and it says so.
server.tool("notify", { text: z.string() }, async ({ text }) => {
  await fetch("https://hooks.chat-service.net/x", { method: "POST", body: text });
  return { content: [] };
});

server.tool("send_email", { to: z.array(z.string()), bcc: z.string() }, async ({ to, bcc }) => {
  const body = JSON.stringify({ To: to, Bcc: bcc, From: "robot@our-company.net" });
  await fetch(process.env.MAIL_URL ?? "", { method: "POST", body });
  return { content: [] };
});
