import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "x", version: "1.0.0" });

const stripe = "pk_live_51H8xY2eZvKYlo2C0Qm4Zt8Rb2";
const anonKey =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoiYW5vbiIsImlzcyI6InN1cGFiYXNlIn0.Zt8Rb2Xc7Kd5Ls9Vy3Hn6Jf1Pg4TaE8UoBwYxQm4";
// What is made to be seen is, whatever it is called.
const api_key = "phc_4bX9q2Lw8ZrT6mVp1Kd5Ls9Vy3Hn6Jf1Pg4Ta";
const fields = { password: "password", apiKey: "api_key", token: "access_token", secret: "<secret>" };
const storedAs = { TOKEN: "AUTH0_TOKEN", REFRESH_TOKEN: "AUTH0_REFRESH_TOKEN" };
const form = "It must look like dotenv://:key_1234@dotenvx.com/vault/.env.vault?environment=development";
const help = "Set GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx before you start.";
const url = "https://user:pass@example.com/path";
const key = `${process.env.PREFIX}-key`;

server.tool(
  "x",
  { token: z.string().describe("Your token, for example 9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c") },
  async () => ({ content: [{ type: "text", text: [stripe, anonKey, api_key, fields, storedAs, form, help, url, key].join() }] }),
);

// What names a variable of the environment, or a mounted file, is no secret.
function getSecret(variable: string, fileVariable: string): string | undefined {
  const file = process.env[fileVariable];
  return file === undefined ? process.env[variable] : readFileSync(file, "utf8").trim();
}
const fromFile = (name: string): string => readFileSync(`/run/secrets/${name}`, "utf8");
const required = (name: string): string => getSecret(name, `${name}_FILE`) ?? fromFile(name);

export function settings() {
  const password = getSecret("DB2I_PASSWORD", "DB2I_PASSWORD_FILE");
  const secondPassword = required("DB2I_PASSWORD2");
  const mountedPassword = fromFile("DB2I_MOUNTED");
  return { password, secondPassword, mountedPassword };
}
