// The same without the holes.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("docs", { page: z.string() }, async ({ page }) => {
  if (!page.startsWith("https://docs.example.com/")) throw new Error("not ours");
  await fetch(page);
  return done;
});

function ours(page: string): URL {
  const url = new URL(page);
  if (url.hostname !== "example.com" && !url.hostname.endsWith(".example.com")) throw new Error("not ours");
  return url;
}
server.tool("vendor", { page: z.string() }, async ({ page }) => {
  await axios.get(ours(page).href);
  return done;
});

server.tool("pages", { page: z.string().regex(/^https:\/\/docs\.example\.com\//) }, async ({ page }) => {
  await fetch(page);
  return done;
});

const ORIGINS = ["https://docs.example.com", "https://blog.example.com"];
server.tool("mirror", { page: z.string() }, async ({ page }) => {
  const url = new URL(page);
  if (!ORIGINS.includes(url.origin)) return done;
  await fetch(url);
  return done;
});
