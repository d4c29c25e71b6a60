// What became a path of this machine is no address, unless it is taken apart again.
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Jimp } from "jimp";
import { z } from "zod";

const server = new McpServer({ name: "images", version: "1.0.0" });
const BASE = "/srv/images";

server.tool("size", { name: z.string() }, async ({ name }) => {
  const file = path.resolve(path.join(BASE, name));
  if (!file.startsWith(BASE + path.sep)) throw new Error("outside");
  const image = await Jimp.read(file);
  return { content: [{ type: "text", text: String(image.width) }] };
});

server.tool("width", { name: z.string() }, async ({ name }) => {
  const image = await Jimp.read(name); // expect: path-traversal, ssrf
  return { content: [{ type: "text", text: String(image.width) }] };
});

server.tool("status", { name: z.string() }, async ({ name }) => {
  const host = path.resolve(name).split("/").pop();
  const answer = await fetch(`https://${host}/status`); // expect: ssrf
  return { content: [{ type: "text", text: await answer.text() }] };
});
