// Functions that are asked for each origin and let all of them.
import cors from "cors";
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const app = express();
app.use(cors({ origin: (_origin, done) => done(null, true), credentials: true })); // expect: permissive-cors
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
