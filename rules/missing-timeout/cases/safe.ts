import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const run = promisify(execFile);
const server = new McpServer({ name: "weather", version: "1.0.0" });
server.tool("forecast", async () => {
  const answer = await fetch("https://api.weather-station.net/forecast", { signal: AbortSignal.timeout(5000) });
  const { stdout } = await run("date", ["-u"], { timeout: 1000 });
  return { content: [{ type: "text", text: `${stdout} ${await answer.text()}` }] };
});

// No tool waits for this.
export async function warmUp(): Promise<void> {
  await fetch("https://api.weather-station.net/status");
}
