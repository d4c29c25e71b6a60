import express from "express";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const app = express();

app.get("/profile", async (request, response) => {
  const key = request.headers["x-service-key"];
  const answer = await fetch("https://api.example.com/me", { headers: { Authorization: `Bearer ${key}` } });
  response.json(await answer.json());
});
