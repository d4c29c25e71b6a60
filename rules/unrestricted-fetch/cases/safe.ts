// Fixed hosts; internal addresses refused.
import { lookup } from "node:dns/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import isPrivate from "private-ip";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const HOSTS = ["docs.example.com", "blog.example.com"];

server.tool("fetch_page", "Fetches a page of our sites", { url: z.string().url() }, async ({ url }) => {
  const target = new URL(url);
  if (!HOSTS.includes(target.hostname)) throw new Error("unknown host");
  const answer = await fetch(target, { redirect: "error" });
  return { content: [{ type: "text", text: String(answer.status) }] };
});

server.tool("fetch_url", "Fetches a URL", { url: z.string().url() }, async ({ url }) => {
  const target = new URL(url);
  const { address } = await lookup(target.hostname);
  if (isPrivate(address)) throw new Error("internal address");
  const answer = await fetch(target, { redirect: "error" });
  return { content: [{ type: "text", text: String(answer.status) }] };
});
