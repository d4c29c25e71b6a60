// Callers bring a certificate, or the connection is not made.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

const key = readFileSync("key.pem");
const cert = readFileSync("cert.pem");
const ca = readFileSync("callers.pem");
createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true }, app).listen(8443, "0.0.0.0");
