import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const BASE = "http://api.weather-station.net/v1";
const server = new McpServer({ name: "weather", version: "1.0.0" });
server.tool("forecast", async () => {
  const answer = await fetch(`${BASE}/forecast`, { // expect: cleartext-transport
    headers: { Authorization: `Bearer ${process.env.WEATHER_TOKEN}` },
    signal: AbortSignal.timeout(5000),
  });
  return { content: [{ type: "text", text: await answer.text() }] };
});
