import axios from "axios";
import got from "got";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { readEnvVar } from "@acme/settings";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const KEY = process.env.MAPS_API_KEY;

server.tool("place", { name: z.string() }, async ({ name }) => {
  const url = new URL("https://maps.example.com/place");
  url.searchParams.set("name", name);
  url.searchParams.set("key", KEY ?? ""); // expect: secret-in-url
  await fetch(url);
  await axios.get("https://maps.example.com/near", { params: { key: KEY } }); // expect: secret-in-url
  return { content: [] };
});

// What an instance is made with goes into every request.
const http = axios.create({ baseURL: "https://maps.example.com", params: { key: KEY } }); // expect: secret-in-url

server.tool("near", {}, async () => {
  await http.get("/near");
  await axios("https://maps.example.com/near", { params: { key: KEY } }); // expect: secret-in-url
  await axios.post("https://maps.example.com/near", {}, { params: { key: KEY } }); // expect: secret-in-url
  await got("https://maps.example.com/near", { searchParams: { key: KEY } }); // expect: secret-in-url
  return { content: [] };
});

// A library that is handed the environment and a name gives that variable.
function account(env: Record<string, string | undefined> = process.env) {
  return { user: readEnvVar("SCHOOL_USER", { env }), password: readEnvVar("SCHOOL_PASSWORD", { env }) };
}

server.tool("grades", {}, async () => {
  const { user, password } = account();
  await fetch(`https://school.example.com/verify?user=${user}&password=${password}`); // expect: secret-in-url
  return { content: [] };
});
