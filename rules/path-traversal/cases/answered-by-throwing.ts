// A handler that ends the request by throwing the answer: what is behind it is behind the check, unless that is caught.
import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import Router from "@koa/router";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import Koa from "koa";
import { z } from "zod";

const server = new McpServer({ name: "artifacts", version: "1.0.0" });
const app = new Koa();
const router = new Router();
const ROOT = "/srv/artifacts";

server.registerTool(
  "size",
  { description: "Tells a size.", inputSchema: { of: z.number() } },
  async ({ of }) => ({ content: [{ type: "text", text: String(of * 2) }] }),
);

router.get("/artifacts", async (ctx) => {
  const target = realpathSync(path.resolve(ROOT, String(ctx.query.name)));
  if (!target.startsWith(ROOT + path.sep)) ctx.throw(404, "no such artifact");
  ctx.body = { text: readFileSync(target, "utf8") };
});

router.get("/caught", async (ctx) => {
  const target = realpathSync(path.resolve(ROOT, String(ctx.query.name)));
  try {
    if (!target.startsWith(ROOT + path.sep)) ctx.throw(404, "no such artifact");
  } catch {
    console.error("outside");
  }
  ctx.body = { text: readFileSync(target, "utf8") }; // expect: weak-path-guard
});

app.use(router.routes());
app.listen(8080, "127.0.0.1");
await server.connect(new StdioServerTransport());
