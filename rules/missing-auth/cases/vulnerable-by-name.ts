import express, { type Request } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "ci", version: "1.0.0" });

// Its name says that it asks who is there. It asks nobody.
async function withAuth(req: Request, handler: () => Promise<void>) {
  console.error(`request ${req.method}`);
  await handler();
}

const app = express();
app.use(express.json());
app.post(
  "/mcp",
  (req, res) =>
    void withAuth(req, async () => {
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      await server.connect(transport);
      await transport.handleRequest(req, res, req.body);
    }),
);
app.listen(8000, "0.0.0.0"); // expect: missing-auth
