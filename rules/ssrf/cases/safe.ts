// The host is fixed, in a list, or belongs to the operator; values stand behind it.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import { z } from "zod";

const BASE = process.env.API_URL ?? "https://api.example.com";
const server = new McpServer({ name: "cases", version: "1.0.0" });
const client = axios.create({ baseURL: "https://api.example.com" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("get_issue", { id: z.string(), query: z.string() }, async ({ id, query }) => {
  await fetch(`https://api.example.com/issues/${encodeURIComponent(id)}`);
  await fetch(`${BASE}/issues/${encodeURIComponent(id)}?q=${encodeURIComponent(query)}`);
  const url = new URL("https://api.example.com/search");
  url.searchParams.set("q", query);
  await fetch(url);
  await fetch(`https://api.example.com/search?${new URLSearchParams({ q: query })}`);
  await axios.get("https://api.example.com/search", { params: { q: query } });
  await client.post("/issues", { id, query });
  return done;
});

server.tool("get_number", { id: z.number() }, async ({ id }) => {
  await fetch(`https://api.example.com/issues/${id}`);
  return done;
});

const REGIONS = ["eu", "us"] as const;
server.tool("get_region", { region: z.enum(REGIONS) }, async ({ region }) => {
  await fetch(`https://${region}.example.com/status`);
  return done;
});

const HOSTS = new Set(["a.example.com", "b.example.com"]);
server.tool("get_page", { page: z.string() }, async ({ page }) => {
  const url = new URL(page, "https://a.example.com");
  if (!HOSTS.has(url.hostname)) throw new Error("unknown host");
  await fetch(url);
  return done;
});
