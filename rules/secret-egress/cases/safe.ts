// What is sent is no secret, or not sent at all.
import { createHmac } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.registerTool("renew", { description: "Renews the session" }, async () => {
  const answer = await fetch("https://api.example.com/", { headers: { "X-Region": process.env.REGION ?? "eu" } });
  return { content: [{ type: "text", text: String(answer.status) }] };
});

server.registerTool("check", { description: "Tells whether a token is set" }, async () => {
  const answer = await fetch("https://api.example.com/", { headers: { "X-Set": String(process.env.SERVICE_TOKEN !== undefined) } });
  return { content: [{ type: "text", text: String(answer.status) }] };
});

export const sign = (text: string) => createHmac("sha256", process.env.SIGNING_SECRET ?? "").update(text).digest("hex");
