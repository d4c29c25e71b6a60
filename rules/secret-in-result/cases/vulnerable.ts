import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const config = { url: process.env.BASE_URL, token: process.env.SERVICE_TOKEN };

class Client {
  constructor(readonly key: string) {}
  describe() {
    return { endpoint: "https://api.example.com", key: this.key };
  }
}
const client = new Client(process.env.API_KEY ?? "");
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });

server.tool("config", {}, async () => {
  return answer(JSON.stringify(config)); // expect: secret-in-result
});
server.tool("client", {}, async () => {
  return answer(JSON.stringify(client.describe())); // expect: secret-in-result
});
server.tool("variable", { name: z.string() }, async ({ name }) => {
  return answer(process.env[name] ?? ""); // expect: secret-in-result
});
const HIDDEN = ["API_KEY", "SERVICE_TOKEN"];
const LISTED = ["LANG", "SERVICE_TOKEN"];
server.tool("not_hidden", { name: z.string() }, async ({ name }) => {
  if (HIDDEN.includes(name)) throw new Error("hidden");
  return answer(process.env[name] ?? ""); // expect: secret-in-result
});
server.tool("listed", { name: z.string() }, async ({ name }) => {
  if (!LISTED.includes(name)) throw new Error("not shown");
  return answer(process.env[name] ?? ""); // expect: secret-in-result
});
server.tool("nested", {}, async () => {
  const options = { base: "https://api.example.com", headers: { common: { auth: process.env.SERVICE_TOKEN } } };
  return answer(JSON.stringify(options)); // expect: secret-in-result
});
server.tool("everything", {}, async () => {
  return answer(Object.entries(process.env).map(([k, v]) => `${k}=${v}`).join("\n")); // expect: secret-in-result
});
server.tool("key", {}, async () => {
  return answer(readFileSync(join(homedir(), ".ssh", "id_ed25519"), "utf8")); // expect: secret-in-result
});
server.tool("failure", {}, async () => {
  throw new Error(`The service refused the key ${process.env.API_KEY}`); // expect: secret-in-result
});
server.tool("form", {}, async () => {
  const setting = { name: "API_KEY", value: process.env.API_KEY };
  return answer(`${typeof setting.value} ${setting.value}`); // expect: secret-in-result
});
