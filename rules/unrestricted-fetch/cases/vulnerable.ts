// Tools that say that they fetch what they are sent.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import puppeteer from "puppeteer";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("fetch_url", "Fetches a URL", { url: z.string().url() }, async ({ url }) => {
  const answer = await fetch(url); // expect: unrestricted-fetch
  return { content: [{ type: "text", text: String(answer.status) }] };
});

server.tool("download_page", "Downloads a web page", { url: z.string() }, async ({ url }) => {
  const { status } = await axios.get(url); // expect: unrestricted-fetch
  return { content: [{ type: "text", text: String(status) }] };
});

server.tool("navigate", "Navigates to a URL", { url: z.string() }, async ({ url }) => {
  const browser = await puppeteer.launch();
  const page = await browser.newPage();
  await page.goto(url); // expect: unrestricted-fetch
  return { content: [] };
});
