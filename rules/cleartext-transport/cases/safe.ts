import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "weather", version: "1.0.0" });
const headers = { Authorization: `Bearer ${process.env.WEATHER_TOKEN}` };
server.tool("forecast", async () => {
  const answer = await fetch("https://api.weather-station.net/v1/forecast", { headers });
  // This machine, and a page without credentials.
  const local = await fetch("http://127.0.0.1:9000/forecast", { headers });
  const open = await fetch("http://api.weather-station.net/v1/public");
  return { content: [{ type: "text", text: (await answer.text()) + (await local.text()) + (await open.text()) }] };
});
