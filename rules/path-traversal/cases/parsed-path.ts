// The path of a parsed URL has no `..`: the parser has resolved it.
import { promises as fs } from "node:fs";
import http from "node:http";
import path from "node:path";
import url from "node:url";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "parsed-path", version: "1.0.0" });

async function answer(req: http.IncomingMessage, res: http.ServerResponse) {
  const asked = new URL(req.url ?? "/", `http://${req.headers.host}`);
  if (asked.pathname.startsWith("/notes/")) {
    const name = asked.pathname.split("/")[2];
    res.end(await fs.readFile(path.join("/srv/notes", name)));
  } else if (asked.pathname.startsWith("/decoded/")) {
    res.end(await fs.readFile(path.join("/srv/site", decodeURIComponent(asked.pathname)))); // expect: path-traversal
  } else if (asked.pathname.startsWith("/cut")) {
    res.end(await fs.readFile(path.join("/srv/site", asked.pathname.slice(4)))); // expect: weak-path-guard
  } else if (asked.pathname.startsWith("/resolved")) {
    res.end(await fs.readFile(path.resolve("/srv/site", asked.pathname))); // expect: weak-path-guard
  } else if (asked.pathname.startsWith("/old")) {
    const old = url.parse(req.url ?? "/").pathname ?? "/";
    res.end(await fs.readFile(path.join("/srv/site", old))); // expect: path-traversal
  } else {
    const name = asked.pathname === "/" ? "index.html" : asked.pathname.slice(1);
    res.end(await fs.readFile(path.join("/srv/site", name)));
  }
}

http.createServer(answer).listen(8000, "127.0.0.1");

server.registerTool(
  "read_by_address",
  { description: "Reads a page.", inputSchema: { address: z.string() } },
  async ({ address }) => {
    // `x:../../y` has no host, and its path is as it was sent.
    const text = await fs.readFile(path.join("/srv/site", new URL(address).pathname), "utf8"); // expect: path-traversal
    return { content: [{ type: "text" as const, text }] };
  },
);

server.registerTool(
  "read_below",
  { description: "Reads a page.", inputSchema: { page: z.string() } },
  async ({ page }) => {
    const text = await fs.readFile(path.join("/srv/site", new URL(`http://site/${page}`).pathname), "utf8");
    return { content: [{ type: "text" as const, text }] };
  },
);

await server.connect(new StdioServerTransport());
