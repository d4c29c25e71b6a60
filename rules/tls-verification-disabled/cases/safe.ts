import { readFileSync } from "node:fs";
import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";

// The exception is a setting that is off by default, and a private authority is named.
const options: https.AgentOptions = { ca: readFileSync("/etc/ssl/private-ca.pem") };
if (process.env.TICKETS_INSECURE === "1") options.rejectUnauthorized = false;
const agent = new https.Agent(options);
const strict = new https.Agent({ rejectUnauthorized: true });
const chosen = new https.Agent({ rejectUnauthorized: process.env.TICKETS_INSECURE !== "1" });

const server = new McpServer({ name: "tickets", version: "1.0.0" });
server.tool("list_tickets", async () => {
  const { data } = await axios.get("https://tickets.example.com/api", { httpsAgent: agent, timeout: 5000 });
  const more = await axios.get("https://tickets.example.com/more", { httpsAgent: strict, timeout: 5000 });
  const rest = await axios.get("https://tickets.example.com/rest", { httpsAgent: chosen, timeout: 5000 });
  return { content: [{ type: "text", text: JSON.stringify([data, more.data, rest.data]) }] };
});
