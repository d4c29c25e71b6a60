import axios from "axios";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { readEnvVar } from "@acme/settings";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("place", { name: z.string() }, async ({ name }) => {
  await fetch(`${process.env.MAPS_URL}/place?name=${encodeURIComponent(name)}`);
  await fetch(process.env.WEBHOOK_SECRET ?? "https://hooks.example.com");
  await fetch(`https://api.example.com/bot${process.env.BOT_TOKEN}/send`);
  return { content: [] };
});

// In a header of every request; what is asked for in the query is no secret.
const http = axios.create({
  baseURL: "https://maps.example.com",
  params: { region: process.env.MAPS_REGION },
  headers: { "X-Api-Key": process.env.MAPS_API_KEY },
});
server.tool("near", {}, async () => {
  await http.get("/near", { params: { limit: 5 } });
  return { content: [] };
});

// No secret by its name, and a library that is handed nothing to read it from.
server.tool("grades", {}, async () => {
  const user = readEnvVar("SCHOOL_USER", { env: process.env });
  const label = readEnvVar("SCHOOL_PASSWORD", { env: { SCHOOL_PASSWORD: "label" } });
  await fetch(`https://school.example.com/verify?user=${user}&label=${label}`);
  return { content: [] };
});
