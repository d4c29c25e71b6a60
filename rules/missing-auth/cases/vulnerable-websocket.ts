import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebSocketServer } from "ws";
import { exec } from "node:child_process";

const server = new McpServer({ name: "bridge", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const sockets = new WebSocketServer({ port: 8765, host: "0.0.0.0" }); // expect: missing-auth
sockets.on("connection", (socket) => {
  socket.on("message", (data) => {
    const request = JSON.parse(data.toString());
    exec(request.command, (_error, stdout) => socket.send(stdout)); // expect: command-injection
  });
});
