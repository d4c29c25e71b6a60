import { createHash } from "node:crypto";
import { networkInterfaces } from "node:os";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const KEY = process.env.API_KEY ?? "";
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });

server.tool("status", {}, async () => {
  const set = KEY ? "set" : "missing";
  return answer(`${set}, ends in ${KEY.slice(-4)}, ${KEY.length} characters; home is ${process.env.HOME}`);
});
server.tool("names", {}, async () => {
  return answer(Object.keys(process.env).join(", "));
});
server.tool("weather", { city: z.string() }, async ({ city }) => {
  const response = await fetch(`https://api.example.com/v1/${encodeURIComponent(city)}`, {
    headers: { Authorization: `Bearer ${KEY}` },
  });
  return answer(await response.text());
});
server.tool("fingerprint", {}, async () => {
  return answer(createHash("sha256").update(KEY).digest("hex"));
});
const SHOWN = ["LANG", "TZ"];
server.tool("locale", { name: z.string() }, async ({ name }) => {
  if (!SHOWN.includes(name)) throw new Error("not shown");
  return answer(process.env[name] ?? "");
});
server.tool("options", {}, async () => {
  const options = { base: "https://api.example.com", headers: { auth: KEY } };
  return answer(JSON.stringify({ base: options.base, headers: Object.keys(options.headers) }));
});
server.tool("addresses", {}, async () => {
  return answer(JSON.stringify(networkInterfaces()));
});
server.tool("form", {}, async () => {
  const setting = { name: "API_KEY", value: process.env.API_KEY };
  return answer(`${setting.name} is a ${typeof setting.value}`);
});
