import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";

// Any certificate of a known authority will do, whoever it is for.
const httpsAgent = new https.Agent({ checkServerIdentity: () => undefined }); // expect: tls-verification-disabled
const server = new McpServer({ name: "tickets", version: "1.0.0" });
server.tool("list_tickets", async () => {
  const { data } = await axios.get("https://tickets.example.com/api", { httpsAgent, timeout: 5000 });
  return { content: [{ type: "text", text: JSON.stringify(data) }] };
});
