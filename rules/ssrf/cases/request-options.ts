/** A request that is described by an object of options: one of them says where it goes, the others what is sent. */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import axios, { type AxiosRequestConfig } from "axios";
import got from "got";
import { request } from "undici";

const base = process.env.API_BASE_URL;
const server = new Server({ name: "request-options", version: "1.0.0" }, { capabilities: { tools: {} } });

server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {
  const body = args?.body;
  if (name === "create") {
    const path = "/items";
    const url = base ? `${base}${path}` : path;
    const config: AxiosRequestConfig = { method: "POST", url, data: body };
    await axios(config);
  }
  if (name === "update") await axios.request({ method: "PUT", url: "https://api.example.com/items", data: JSON.stringify(body) });
  if (name === "store") await request({ origin: "https://api.example.com", path: "/items", method: "PUT", body: String(body) });
  if (name === "send") await got({ url: "https://api.example.com/items", method: "POST", body: String(body) });
  if (name === "call") {
    await axios({ method: "POST", url: String(args?.url), data: body }); // expect: ssrf
  }
  if (name === "origin") {
    await request({ origin: String(args?.origin), path: "/items", method: "PUT", body: String(body) }); // expect: ssrf
  }
  if (name === "push") {
    await got({ url: String(args?.url), method: "POST", body: String(body) }); // expect: ssrf
  }
  return { content: [] };
});
