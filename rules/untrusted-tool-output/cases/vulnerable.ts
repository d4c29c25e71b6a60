// What another server answered, used as if it were the program's own.
import { execSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import express from "express";

const client = new Client({ name: "gateway", version: "1.0.0" });
const app = express();

app.get("/page", async (_req, res) => {
  const result = await client.callTool({ name: "render", arguments: {} });
  res.send(`<main>${result.content[0].text}</main>`); // expect: untrusted-tool-output
});
app.listen(3000, "127.0.0.1");

async function refresh(): Promise<void> {
  const { content } = await client.callTool({ name: "next_step" });
  execSync(content[0].text); // expect: untrusted-tool-output
  const resource = await client.readResource({ uri: "file:///list" });
  for (const item of resource.contents) {
    writeFileSync(item.uri, item.text); // expect: untrusted-tool-output
  }
}
await refresh();
