import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "x", version: "1.0.0" });

// Keys from outside, words that everybody uses, and what is no pair of a user and a password.
const sign = (text: string) => createHmac("sha256", process.env.SIGNING_KEY ?? "").update(text).digest("hex");
const telegram = (token: string) => createHmac("sha256", "WebAppData").update(token).digest();
const hide = (text: string) => createCipheriv("aes-256-cbc", randomBytes(32), randomBytes(16)).update(text);
const login = "Basic " + Buffer.from(`${process.env.USER_NAME}:${process.env.USER_PASS}`).toString("base64");
const example = Buffer.from("user:password").toString("base64");
const cursor = Buffer.from("cursor:offset:100").toString("base64");
const node = btoa("gid://app/Item");

server.tool("x", { text: z.string().max(80) }, async ({ text }) => ({
  content: [{ type: "text", text: sign(text) + telegram(text) + hide(text) + login.length + example + cursor + node }],
}));
