// What is in the middle of the token is believed.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use((req, res, next) => {
  const [, part] = (req.headers.authorization ?? "").split(".");
  const claims = JSON.parse(Buffer.from(part ?? "", "base64url").toString()); // expect: weak-auth
  if (claims.exp < Date.now() / 1000) return void res.sendStatus(401);
  res.locals.user = claims.sub;
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
