// What lies beside the keys of SSH: names of hosts and the public halves are no secret, the keys are.
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "beside-the-keys", version: "1.0.0" });
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });
const folder = join(homedir(), ".ssh");

server.registerTool("known_hosts", {}, async () => answer(await readFile(join(folder, "known_hosts"), "utf8")));

server.registerTool("hosts", {}, async () => {
  const text = await readFile(join(homedir(), ".ssh", "config"), "utf8");
  return answer(text.split("\n").filter((line) => line.startsWith("Host ")).join("\n"));
});

server.registerTool("public_key", {}, async () => answer(await readFile(`${folder}/id_ed25519.pub`, "utf8")));

server.registerTool("key", {}, async () => {
  return answer(await readFile(join(folder, "id_ed25519"), "utf8")); // expect: secret-in-result
});

server.registerTool("deploy_key", {}, async () => {
  return answer(await readFile(join(homedir(), ".ssh", "deploy_key"), "utf8")); // expect: secret-in-result
});
