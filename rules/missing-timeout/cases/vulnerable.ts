import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "weather", version: "1.0.0" });
server.tool("forecast", async () => {
  const answer = await fetch("https://api.weather-station.net/forecast"); // expect: missing-timeout
  return { content: [{ type: "text", text: await answer.text() }] };
});
