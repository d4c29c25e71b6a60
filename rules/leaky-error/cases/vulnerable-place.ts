import { readFile } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const FOLDER = "/etc/demo";

server.tool("setting", { name: z.string() }, async ({ name }) => {
  try {
    const settings = JSON.parse(await readFile(`${FOLDER}/settings.json`, "utf8"));
    return { content: [{ type: "text", text: String(settings[name]) }] };
  } catch (error) {
    return { isError: true, content: [{ type: "text", text: `failed: ${(error as Error).message}` }] }; // expect: leaky-error
  }
});
