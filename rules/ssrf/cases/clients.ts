// What a client was made with, or is given with a request, decides whether an address of the caller's is asked.
import axios from "axios";
import Redis from "ioredis";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import fetch from "node-fetch";
import { RequestFilteringHttpsAgent, useAgent } from "request-filtering-agent";
import ssrfFilter from "ssrf-req-filter";
import { z } from "zod";

const server = new McpServer({ name: "clients", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

const within = axios.create({ baseURL: "https://api.example.com/v1", allowAbsoluteUrls: false });
const beside = axios.create({ baseURL: "https://api.example.com/v1" });
server.tool("pages", { next: z.string() }, async ({ next }) => {
  await within.get(next);
  return text((await beside.get(next)).data); // expect: ssrf
});

server.tool("feeds", { link: z.string() }, async ({ link }) => {
  await fetch(link, { agent: useAgent(link) });
  await fetch(link, { agent: new RequestFilteringHttpsAgent() });
  await axios.get(link, { httpAgent: ssrfFilter(link), httpsAgent: ssrfFilter(link) });
  await axios.get(link, { httpsAgent: OWN_AGENT }); // expect: ssrf
  return text(await (await fetch(link, { timeout: 1000 })).text()); // expect: ssrf
});

server.tool("keys", { url: z.string() }, async ({ url }) => {
  const client = new Redis(url); // expect: ssrf
  return text(await client.info());
});

server.tool("own_keys", { key: z.string() }, async ({ key }) => text(await new Redis(process.env.REDIS_URL).get(key)));
