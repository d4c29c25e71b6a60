// The addresses of the first host are looked at; who follows redirects then asks whom that host names.
import { lookup } from "node:dns/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import got from "got";
import ipaddr from "ipaddr.js";
import { publicLookup } from "request-filter";
import { Agent } from "undici";
import { z } from "zod";

const server = new McpServer({ name: "covers", version: "1.0.0" });
const inputSchema = { link: z.string() };
const done = { content: [{ type: "text" as const, text: "done" }] };

async function requirePublic(link: string) {
  const { hostname } = new URL(link);
  for (const { address } of await lookup(hostname, { all: true }))
    if (ipaddr.parse(address).range() !== "unicast") throw new Error("internal address");
}

server.registerTool("by_fetch", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  await requirePublic(link);
  await fetch(link, { redirect: "follow" }); // expect: weak-url-guard
  return done;
});

server.registerTool("by_axios", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  await requirePublic(link);
  await axios.get(link, { timeout: 9_000, maxRedirects: 5 }); // expect: weak-url-guard
  return done;
});

server.registerTool("by_got", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  await requirePublic(link);
  await got(link, { followRedirect: true }); // expect: weak-url-guard
  return done;
});

// The same without redirects.
server.registerTool("refusing", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  await requirePublic(link);
  await fetch(link, { redirect: "error" });
  await axios.get(link, { timeout: 9_000, maxRedirects: 0 });
  await got(link, { followRedirect: false });
  return done;
});

// Step by step, and each is looked at.
server.registerTool("by_hand", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  let at = link;
  for (let i = 0; i < 4; i++) {
    await requirePublic(at);
    const answer = await fetch(at, { redirect: "manual" });
    const next = answer.headers.get("location");
    if (next === null) return done;
    at = new URL(next, at).href;
  }
  throw new Error("too many redirects");
});

// Every connection is made to an address that was looked at.
server.registerTool("by_agent", { description: "Loads a cover", inputSchema }, async ({ link }) => {
  await requirePublic(link);
  const dispatcher = new Agent({ connect: { lookup: publicLookup } });
  await fetch(link, { redirect: "follow", dispatcher } as RequestInit);
  await got(link, { followRedirect: true, dnsLookup: publicLookup });
  return done;
});
