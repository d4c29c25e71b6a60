import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "x", version: "1.0.0" });

// The place in the call says what it is.
const sign = (text: string) => createHmac("sha256", "kD93jf8sLq02mXz7Ab").update(text).digest("hex"); // expect: hardcoded-secret
const raw = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
const hide = (text: string) => createCipheriv("aes-256-cbc", Buffer.from(raw, "hex"), randomBytes(16)).update(text); // expect: hardcoded-secret
const login = "Basic " + Buffer.from("admin:Kp7!vQ2mZx94").toString("base64"); // expect: hardcoded-secret

server.tool("x", { text: z.string().max(80) }, async ({ text }) => ({
  content: [{ type: "text", text: sign(text) + String(hide(text)) + String(login.length) }],
}));
