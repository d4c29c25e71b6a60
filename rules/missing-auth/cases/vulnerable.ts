import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import { z } from "zod";

function makeServer(): McpServer {
  const server = new McpServer({ name: "ops", version: "1.0.0" });
  server.tool("run_command", "Runs a shell command", { command: z.string() }, async ({ command }) => {
    exec(command); // expect: unrestricted-execution
    return { content: [{ type: "text", text: "started" }] };
  });
  return server;
}

const app = express();
app.use(express.json());
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await makeServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000, "0.0.0.0"); // expect: missing-auth
