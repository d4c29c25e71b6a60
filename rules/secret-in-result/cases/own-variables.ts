// Variables that bear the name of the server are its own settings; all of them are not.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const server = new McpServer({ name: "own-variables", version: "1.0.0" });
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(value, null, 2) }] });

class Settings {
  own(given: Record<string, string>): Record<string, string> {
    const all: Record<string, string> = {
      ...given,
      ...Object.fromEntries(
        Object.entries(process.env)
          .filter(([key]) => key.startsWith("FORGE_"))
          .map(([key, value]) => [key.replace("FORGE_", ""), value || ""]),
      ),
    };
    return Object.fromEntries(Object.entries(given).map(([key, text]) => [key, all[text] || text]));
  }

  every(given: Record<string, string>): Record<string, string> {
    const all: Record<string, string> = {
      ...given,
      ...Object.fromEntries(Object.entries(process.env).map(([key, value]) => [key, value || ""])),
    };
    return Object.fromEntries(Object.entries(given).map(([key, text]) => [key, all[text] || text]));
  }
}

const settings = new Settings();
server.tool("own", async () => answer(settings.own({ base: "BASE" })));
server.tool("every", async () => answer(settings.every({ base: "BASE" }))); // expect: secret-in-result

await server.connect(new StdioServerTransport());
