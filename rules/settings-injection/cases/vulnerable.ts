import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "settings", version: "1.0.0" });

/** Each key is replaced where it is, or put at the end. */
function updateEnvFile(updates: Record<string, string>): void {
  const path = join(process.cwd(), ".env");
  let content = readFileSync(path, "utf-8");
  for (const [key, value] of Object.entries(updates)) {
    const pattern = new RegExp(`^(#\\s*)?${key}=.*$`, "gm");
    const line = `${key}=${value}`;
    if (pattern.test(content)) content = content.replace(pattern, line);
    else content += `\n${line}`;
  }
  writeFileSync(path, content, "utf-8"); // expect: settings-injection
}

server.tool("set_tokens", { access: z.string(), refresh: z.string() }, async ({ access, refresh }) => {
  updateEnvFile({ ACCESS_TOKEN: access, REFRESH_TOKEN: refresh });
  return { content: [{ type: "text", text: "saved" }] };
});

server.tool("trust", { key: z.string() }, async ({ key }) => {
  appendFileSync(`${homedir()}/.ssh/authorized_keys`, `ssh-ed25519 ${key.trim()} agent\n`); // expect: settings-injection
  return { content: [{ type: "text", text: "trusted" }] };
});

server.tool("install_unit", { name: z.string().regex(/^\w+$/), command: z.string() }, async ({ command }) => {
  const unit = `[Service]\nUser=nobody\nEnvironment=MODE=${command}\n`;
  await writeFile("/etc/systemd/system/agent.service", unit); // expect: settings-injection
  return { content: [{ type: "text", text: "installed" }] };
});

/** Only one form of a line break is refused, and only where it begins the text. */
server.tool("set_region", { region: z.string() }, async ({ region }) => {
  if (/^\n/.test(region)) throw new Error("one line, please");
  writeFileSync(".env.local", `REGION=${region}\n`); // expect: settings-injection
  return { content: [{ type: "text", text: "saved" }] };
});
