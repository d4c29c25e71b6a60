// Text of the caller run as code.
import vm from "node:vm";
import { Script } from "vm";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { VM } from "vm2";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("filter_rows", { condition: z.string() }, async ({ condition }) => {
  const keep = new Function("row", `return ${condition}`); // expect: code-injection
  return { content: [{ type: "text", text: String([1, 2, 3].filter((row) => keep(row))) }] };
});

server.tool("convert_units", { amount: z.string() }, async ({ amount }) => {
  const value = eval("1000 * " + amount); // expect: code-injection
  return { content: [{ type: "text", text: String(value) }] };
});

server.tool("price", { net: z.string(), tax: z.string(), sum: z.string() }, async ({ net, tax, sum }) => {
  vm.runInNewContext(net, {}); // expect: code-injection
  new Script(tax); // expect: code-injection
  new VM().run(sum); // expect: code-injection
  return { content: [] };
});

server.tool("plugin_info", { plugin: z.string() }, async ({ plugin }) => {
  const loaded = await import(`./plugins/${plugin}.js`); // expect: code-injection
  return { content: [{ type: "text", text: String(loaded.version) }] };
});

// a list of forbidden words
server.tool("sum_up", { terms: z.string() }, async ({ terms }) => {
  if (terms.includes("require") || terms.includes("process")) throw new Error("no");
  return { content: [{ type: "text", text: String(eval(terms)) }] }; // expect: code-injection
});
