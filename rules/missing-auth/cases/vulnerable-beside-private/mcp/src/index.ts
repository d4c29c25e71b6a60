import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setVersion } from "@mail/core";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const transports = new Map<string, StreamableHTTPServerTransport>();

const httpServer = createServer(async (req, res) => {
  const sessionId = req.headers["mcp-session-id"] as string | undefined;
  const known = sessionId === undefined ? undefined : transports.get(sessionId);
  if (known !== undefined) {
    await known.handleRequest(req, res);
    return;
  }
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => {
      transports.set(id, transport);
    },
  });
  await new McpServer({ name: "mail", version: setVersion("1.0.0") }).connect(transport);
  await transport.handleRequest(req, res);
});

httpServer.listen(8014, "0.0.0.0"); // expect: missing-auth
