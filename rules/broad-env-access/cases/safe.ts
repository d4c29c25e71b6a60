import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

export const ci = Object.keys(process.env).some((name) => name.startsWith("CI_"));
// Variables of a vendor's that are no secrets.
export const contained = process.env.DOCKER_CONTAINER === "true" || process.env.HEROKU_APP_NAME !== undefined;
const child = { ...process.env, LANG: "C" };

server.tool("repos", {}, async () => {
  const answer = await fetch("https://api.github.com/user/repos", {
    headers: { Authorization: `Bearer ${process.env.GITHUB_TOKEN}` },
  });
  return { content: [{ type: "text", text: (await answer.text()) + Object.keys(child).length }] };
});
