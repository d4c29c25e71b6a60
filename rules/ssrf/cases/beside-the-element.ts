// What is asked for beside the address of a round says nothing of the host: each address was checked, or that held.
import { lookup } from "node:dns/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import ipaddr from "ipaddr.js";
import { z } from "zod";

const server = new McpServer({ name: "beside-the-element", version: "1.0.0" });

const isInternal = (address: string): boolean => ipaddr.parse(address).range() !== "unicast";

async function checkUnlessQuick(url: string, quick: boolean): Promise<void> {
  for (const { address } of await lookup(new URL(url).hostname, { all: true }))
    if (!quick && isInternal(address)) throw new Error("internal address");
}

async function checkUnlessMedia(url: string): Promise<void> {
  const host = new URL(url).hostname;
  for (const { address } of await lookup(host, { all: true }))
    if (!host.startsWith("media.") && isInternal(address)) throw new Error("internal address");
}

server.registerTool(
  "store_quick",
  { description: "Stores a file.", inputSchema: { url: z.string(), quick: z.boolean() } },
  async ({ url, quick }) => {
    await checkUnlessQuick(url, quick);
    const answer = await fetch(url, { redirect: "error" }); // expect: ssrf
    return { content: [{ type: "text", text: String((await answer.blob()).size) }] };
  },
);

server.registerTool(
  "store_media",
  { description: "Stores a file.", inputSchema: { url: z.string() } },
  async ({ url }) => {
    await checkUnlessMedia(url);
    const answer = await fetch(url, { redirect: "error" }); // expect: ssrf
    return { content: [{ type: "text", text: String((await answer.blob()).size) }] };
  },
);

await server.connect(new StdioServerTransport());
