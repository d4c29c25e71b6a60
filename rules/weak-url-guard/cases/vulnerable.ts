// Checks on URLs, each with its hole.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

// a prefix that ends inside the host
server.tool("docs", { page: z.string() }, async ({ page }) => {
  if (!page.startsWith("https://docs.example.com")) throw new Error("not ours");
  await fetch(page); // expect: weak-url-guard
  return done;
});

// a suffix without its dot
server.tool("vendor", { page: z.string() }, async ({ page }) => {
  const url = new URL(page);
  if (!url.hostname.endsWith("example.com")) throw new Error("not ours");
  await axios.get(page); // expect: weak-url-guard
  return done;
});

// a pattern that matches anywhere
server.tool("pages", { page: z.string() }, async ({ page }) => {
  if (!/example\.com\//.test(page)) throw new Error("not ours");
  await fetch(page); // expect: weak-url-guard
  return done;
});

// internal names looked for in the text of the URL
server.tool("mirror", { page: z.string() }, async ({ page }) => {
  if (page.includes("localhost") || page.includes("127.0.0.1")) throw new Error("internal");
  await fetch(page); // expect: weak-url-guard
  return done;
});

// anywhere in the text
server.tool("blog", { page: z.string() }, async ({ page }) => {
  if (!page.includes("blog.example.com")) throw new Error("not ours");
  await fetch(page); // expect: weak-url-guard
  return done;
});
