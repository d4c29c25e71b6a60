import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";

// Who sets nothing has the check; the setting is read once, outside of the function.
const rejectUnauthorized = process.env.TICKETS_VERIFY !== "false";
const httpsAgent = (): https.Agent =>
  new https.Agent({ rejectUnauthorized });
const server = new McpServer({ name: "tickets", version: "1.0.0" });
server.tool("list_tickets", async () => {
  const { data } = await axios.get("https://tickets.example.com/api", { httpsAgent: httpsAgent(), timeout: 5000 });
  return { content: [{ type: "text", text: JSON.stringify(data) }] };
});
