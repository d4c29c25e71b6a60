import express, { type Request } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "ci", version: "1.0.0" });
let current: string | undefined;

export const tokenInUse = () => current ?? process.env.CI_TOKEN;

function tokenOf(req: Request): string | undefined {
  return req.header("authorization")?.match(/^Bearer\s+(.+)$/i)?.[1];
}

// Without a token, the server's own is used: nobody is turned away.
async function serve(req: Request, handler: () => Promise<void>) {
  current = tokenOf(req);
  await handler();
}

const app = express();
app.use(express.json());
app.post(
  "/mcp",
  (req, res) =>
    void serve(req, async () => {
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      await server.connect(transport);
      await transport.handleRequest(req, res, req.body);
    }),
);
app.listen(8000, "0.0.0.0"); // expect: missing-auth
