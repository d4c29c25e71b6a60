// Numbers, fixed tables, anchored alphabets, and text that only looks like code.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("convert_units", { amount: z.number() }, async ({ amount }) => {
  return { content: [{ type: "text", text: String(1000 * amount) }] };
});

const plugins: Record<string, () => Promise<unknown>> = {
  png: () => import("./plugins/png.js"),
  svg: () => import("./plugins/svg.js"),
};
server.tool("plugin_info", { plugin: z.enum(["png", "svg"]) }, async ({ plugin }) => {
  await plugins[plugin]?.();
  return { content: [] };
});

server.tool("load_theme", { theme: z.string() }, async ({ theme }) => {
  if (!["dark", "light"].includes(theme)) throw new Error("unknown theme");
  const loaded = await import(`./themes/${theme}.js`);
  return { content: [{ type: "text", text: String(loaded.version) }] };
});

// an interpreter of one's own that happens to be called like that
function evaluate(text: string): number {
  return text.split("+").reduce((sum, term) => sum + Number(term), 0);
}
server.tool("calculate", { expression: z.string() }, async ({ expression }) => {
  return { content: [{ type: "text", text: String(evaluate(expression)) }] };
});

server.tool("quote_code", { code: z.string() }, async ({ code }) => {
  return { content: [{ type: "text", text: `eval(${JSON.stringify(code)})` }] };
});
