import axios from "axios";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
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
