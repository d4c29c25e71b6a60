// Downloads that stay data, and code that comes with the package.
import { readFile, writeFile } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.registerTool("rates", { description: "Exchange rates" }, async () => {
  const answer = await fetch("https://rates.example.com/today.json");
  const rates = JSON.parse(await answer.text());
  await writeFile("/srv/rates/today.json", JSON.stringify(rates));
  return { content: [{ type: "text", text: String(rates.eur) }] };
});

server.registerTool("plugins", { description: "What is installed" }, async () => {
  const { names } = await import("./plugins.mjs");
  const own = JSON.parse(await readFile(new URL("./plugins.json", import.meta.url), "utf8"));
  return { content: [{ type: "text", text: [...names, ...own].join(", ") }] };
});
