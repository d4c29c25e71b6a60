// Texts of which only a few are meant; one finding for all of them.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const done = (text: string) => ({ content: [{ type: "text" as const, text }] });
const RATES: Record<string, number> = { eur: 1, usd: 1.1 };

// expect-next: loose-schema
server.registerTool("chart", { description: "Draws.", inputSchema: { kind: z.string().describe("Kind of chart") } }, async ({ kind }) => {
  switch (kind) {
    case "bar":
      return done("|");
    case "line":
      return done("/");
    case "pie":
      return done("o");
    default:
      return done("?");
  }
});

server.registerTool("rate", { description: "A rate.", inputSchema: { currency: z.string() } }, async ({ currency }) =>
  done(String(RATES[currency])),
);

server.registerTool("sort", { description: "Sorts.", inputSchema: { order: z.string().min(1) } }, async (args) => {
  if (!["up", "down"].includes(args.order)) throw new Error("up or down");
  return done(args.order);
});
