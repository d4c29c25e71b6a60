// The library refuses; what is read here is for the log.
import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";
import jwt from "jsonwebtoken";
import { verifier } from "./verifier.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const KEY = process.env.JWT_SECRET ?? "";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use(requireBearerAuth({ verifier }));
app.use((req, _res, next) => {
  try {
    console.info("called by", String(jwt.verify(String(req.headers.authorization).slice(7), KEY).sub).length);
  } catch (err) {
    console.error("no known caller");
  }
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
