// Fixed commands.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { chromium } from "playwright";
import { z } from "zod";

const run = promisify(execFile);
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("run_command", "Runs one of the project's commands", { command: z.enum(["build", "test"]) }, async ({ command }) => {
  const { stdout } = await run("npm", ["run", command]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("page_title", "Title of the page", {}, async () => {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  const title = await page.evaluate(() => document.title.length);
  return { content: [{ type: "text", text: String(title) }] };
});
