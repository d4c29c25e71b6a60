// A function that lets origins of a list.
import cors from "cors";
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const app = express();
const OWN = ["https://app.example.com"];
app.use(cors({ origin: (origin, done) => done(null, origin !== undefined && OWN.includes(origin)), credentials: true }));
app.use((req, res, next) => {
  if (req.headers.authorization !== `Bearer ${process.env.DEMO_TOKEN}`) {
    res.status(401).end();
    return;
  }
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
