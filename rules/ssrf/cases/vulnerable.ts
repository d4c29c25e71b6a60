// The caller decides the host.
import http from "node:http";
import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";
import express from "express";
import got from "got";
import nodeFetch from "node-fetch";
import { request } from "undici";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("get_issue", { instance: z.string(), id: z.number() }, async ({ instance, id }) => {
  await fetch(`https://${instance}/api/issues/${id}`); // expect: ssrf
  return done;
});
const hosts = { one: z.string(), two: z.string(), three: z.string(), four: z.string() };
server.tool("sync_issues", hosts, async ({ one, two, three, four }) => {
  await axios.get(`https://${one}.example/api`); // expect: ssrf
  await nodeFetch("http://" + two + "/status"); // expect: ssrf
  await got(`${three}/status`); // expect: ssrf
  await request(new URL(`https://${four}/status`)); // expect: ssrf
  return done;
});

server.tool("notify", { webhook: z.string().url(), text: z.string() }, async ({ webhook, text }) => {
  await axios.post(webhook, { text }); // expect: ssrf
  return done;
});
server.tool("notify_all", hosts, async ({ one, two, three, four }) => {
  await axios({ method: "post", url: one }); // expect: ssrf
  const client = axios.create({ baseURL: two }); // expect: ssrf
  await client.get("/status");
  https.get(three, () => {}); // expect: ssrf
  http.request({ hostname: four, path: "/status" }); // expect: ssrf
  return done;
});

// a path that may name a host of its own
server.tool("read_manual", { chapter: z.string() }, async ({ chapter }) => {
  await fetch(new URL(chapter, "https://docs.example.com")); // expect: ssrf
  return done;
});

// a header of the server's own endpoint
const app = express();
app.post("/mcp", async (req, res) => {
  await fetch(`${req.headers["x-api-url"]}/user`); // expect: ssrf
  res.json({ ok: true });
});
app.listen(3000, "127.0.0.1");
