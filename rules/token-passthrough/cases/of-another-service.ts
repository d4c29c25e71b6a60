// A key for the other service that a page's user typed in, and the token that was sent to this server.
import http from "node:http";
import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const server = new McpServer({ name: "of-another-service", version: "1.0.0" });

const ask = (authorization: string, next: (answer: http.IncomingMessage) => void) =>
  https.request({ hostname: "api.example.com", headers: { Authorization: authorization } }, next).end(); // expect: token-passthrough

http
  .createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => (body += chunk.toString()));
    req.on("end", () => {
      const { openAIKey } = JSON.parse(body);
      const headers = { Authorization: `Bearer ${openAIKey}` };
      https.request({ hostname: "api.openai.com", headers }, (answer) => answer.pipe(res)).end();
    });
    if (req.url === "/me") ask(req.headers.authorization ?? "", (answer) => answer.pipe(res));
  })
  .listen(8000, "127.0.0.1");

await server.connect(new StdioServerTransport());
