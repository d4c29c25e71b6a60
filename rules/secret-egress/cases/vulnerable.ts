// A secret of the environment in a header, and in a body.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.registerTool("renew", { description: "Renews the session" }, async () => {
  // expect-next: secret-egress
  const answer = await fetch("https://api.example.com/", {
    headers: { Authorization: `Bearer ${process.env.SERVICE_TOKEN}` },
  });
  return { content: [{ type: "text", text: String(answer.status) }] };
});

server.registerTool("sign_in", { description: "Signs in" }, async () => {
  const { status } = await axios.post("https://api.example.com/login", { password: process.env.SERVICE_PASSWORD }); // expect: secret-egress
  return { content: [{ type: "text", text: String(status) }] };
});
