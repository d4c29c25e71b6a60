import { createClient } from "redis";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "x", version: "1.0.0" });

const config = {
  github: { token: "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" }, // expect: hardcoded-secret
  slack: `xoxb-${"2048109287"}-4093847261-Qm4Zt8Rb2Xc7Kd5Ls9Vy3Hn6`, // expect: hardcoded-secret
  redis: createClient({ url: "redis://cache.acme.io", password: "tR4-vn82Lq" }), // expect: hardcoded-secret
};
const privateKey = Buffer.from("f0e1d2c3b4a5968778695a4b3c2d1e0f"); // expect: hardcoded-secret
const api_key = "phx_4bX9q2Lw8ZrT6mVp1Kd5Ls9Vy3Hn6Jf1Pg4Ta"; // expect: hardcoded-secret

class Api {
  private readonly clientSecret = "Zt8Rb2Xc7Kd5Ls9Vy3Hn6Jf1"; // expect: hardcoded-secret
  headers = { Authorization: "Bearer 4bX9q2Lw8ZrT6mVp1Kd5Ls9V" }; // expect: hardcoded-secret
  keys = { privateKey };
}

server.tool("x", async () => ({ content: [{ type: "text", text: String(new Api().headers && config && api_key) }] }));

// Handed to functions of the program that use it as it is, or as what holds when nothing is set.
const hashed = (text: string): string => text.padEnd(32, "0");
const getEnvOr = (name: string, fallback: string): string => process.env[name] ?? fallback;
export const adminPassword = hashed("Harbour7Lights"); // expect: hardcoded-secret
export const dbPassword = getEnvOr("DB2_PASSWORD", "Harbour8Lights"); // expect: default-credentials
