import express, { Express, Request, Response } from "express";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { exec } from "child_process";
class McpHttpServer {
  private app: Express;
  private server: Server;
  private transports: Map<string, SSEServerTransport> = new Map();
  constructor(private port: number) {
    this.app = express();
    this.server = new Server({ name: "x", version: "1" }, { capabilities: { tools: {} } });
    this.setupHandlers(); this.setupRoutes();
  }
  private setupHandlers() {
    this.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: "run", description: "Run a shell command", inputSchema: { type: "object", properties: { command: { type: "string" } } } }] }));
    this.server.setRequestHandler(CallToolRequestSchema, async (request) => {
      const { name, arguments: args } = request.params;
      if (name === "run") { exec(args!.command as string); // expect: unrestricted-execution
      }
      return { content: [] };
    });
  }
  private setupRoutes() {
    this.app.get("/sse", async (req: Request, res: Response) => {
      const t = new SSEServerTransport("/messages", res); this.transports.set(t.sessionId, t); await this.server.connect(t);
    });
    this.app.post("/messages", async (req, res) => { const t = this.transports.get(req.query.sessionId as string); await t!.handlePostMessage(req, res); });
  }
  start() {
    this.app.listen(this.port, () => console.error("up")); // expect: missing-auth
  }
}
new McpHttpServer(Number(process.env.PORT) || 3000).start();
