// Only this machine is let in, by a name that stands outside of the function: there is the browser, which any web page can point at it.
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const OWN = "127.0.0.1";
const app = express();
app.use((req, res, next) => {
  const address = req.ip;
  if (address !== OWN) return void res.sendStatus(403);
  next();
});
app.post("/mcp", async (req, res) => { // expect: dns-rebinding
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(8080, "0.0.0.0");
