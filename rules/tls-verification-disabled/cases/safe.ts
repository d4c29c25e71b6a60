import { readFileSync } from "node:fs";
import https from "node:https";
import { checkServerIdentity } from "node:tls";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import axios from "axios";

const PINNED = "AB:CD";
// The exception is a setting that is off by default, and a private authority is named.
const options: https.AgentOptions = { ca: readFileSync("/etc/ssl/private-ca.pem") };
if (process.env.TICKETS_INSECURE === "1") options.rejectUnauthorized = false;
const agent = new https.Agent(options);
const strict = new https.Agent({ rejectUnauthorized: true });
const chosen = new https.Agent({ rejectUnauthorized: process.env.TICKETS_INSECURE !== "1" });
const wanted = new https.Agent({ rejectUnauthorized: process.env.TICKETS_VERIFY !== "false" });
const later = new https.Agent({ rejectUnauthorized: (process.env.TICKETS_VERIFY ?? "true") === "true" });
const live = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV === "production" });
// Looks at the certificate itself, after what is looked at anyway.
const pinned = new https.Agent({
  checkServerIdentity: (host, cert) =>
    checkServerIdentity(host, cert) ?? (cert.fingerprint256 === PINNED ? undefined : new Error("another key")),
});

const server = new McpServer({ name: "tickets", version: "1.0.0" });
server.tool("list_tickets", async () => {
  const { data } = await axios.get("https://tickets.example.com/api", { httpsAgent: agent, timeout: 5000 });
  const more = await axios.get("https://tickets.example.com/more", { httpsAgent: strict, timeout: 5000 });
  const rest = await axios.get("https://tickets.example.com/rest", {
    httpsAgent: [chosen, wanted, later, live, pinned][0],
    timeout: 5000,
  });
  return { content: [{ type: "text", text: JSON.stringify([data, more.data, rest.data]) }] };
});
