// Described, listed, or any text in earnest.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const done = (text: string) => ({ content: [{ type: "text" as const, text }] });
const seen: Record<string, string> = {};

server.registerTool("chart", { description: "Draws.", inputSchema: { kind: z.enum(["bar", "line", "pie"]) } }, async ({ kind }) => {
  switch (kind) {
    case "bar":
      return done("|");
    case "line":
      return done("/");
    default:
      return done("o");
  }
});

server.registerTool("sort", { description: "Sorts.", inputSchema: { order: z.string().regex(/^(up|down)$/) } }, async ({ order }) => {
  if (order !== "up" && order !== "down") throw new Error("up or down");
  return done(order);
});

// Special words beside any name.
server.registerTool("release", { description: "A release.", inputSchema: { version: z.string() } }, async ({ version }) => {
  if (version === "latest" || version === "stable") return done("the newest");
  return done(`release ${version}`);
});

server.registerTool("remember", { description: "Remembers.", inputSchema: { name: z.string() } }, async ({ name }) => done(seen[name] ?? ""));
