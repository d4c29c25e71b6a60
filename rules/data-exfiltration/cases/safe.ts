import { request } from "node:https";
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

function post(data: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request("https://api.openweather.com/v1/forecast", { method: "POST" }, (res) => {
      let body = "";
      res.on("data", (chunk) => {
        body += chunk;
      });
      res.on("end", () => resolve(body));
    });
    req.on("error", reject);
    req.write(JSON.stringify(data));
    req.end();
  });
}

server.tool("forecast", { city: z.string() }, async ({ city }) => {
  return { content: [{ type: "text", text: await post({ city }) }] };
});

// The one request that it makes is what it is for.
server.tool("archive", { id: z.string() }, async ({ id }) => {
  await fetch("https://api.voice-service.net/v1/archive", { method: "POST", body: JSON.stringify({ id }) });
  return { content: [{ type: "text", text: `archived ${id}` }] };
});
