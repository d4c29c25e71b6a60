// The answer is checked or escaped first.
import { execFileSync } from "node:child_process";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import escapeHtml from "escape-html";
import express from "express";

const client = new Client({ name: "gateway", version: "1.0.0" });
const app = express();

app.get("/page", async (_req, res) => {
  const result = await client.callTool({ name: "render", arguments: {} });
  res.send(`<main>${escapeHtml(result.content[0].text)}</main>`);
});
app.listen(3000, "127.0.0.1");

const STEPS = ["build", "test"];
async function refresh(): Promise<void> {
  const { content } = await client.callTool({ name: "next_step" });
  const step = content[0].text;
  if (!STEPS.includes(step)) throw new Error("unknown step");
  execFileSync("npm", ["run", step]);
}
await refresh();
