// What a compiler makes of it: CommonJS, an interop helper, the call through a sequence.
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const child_process_1 = require("child_process");
const util_1 = require("util");
const zod_1 = require("zod");
const execAsync = (0, util_1.promisify)(child_process_1.exec);
const server = new mcp_js_1.McpServer({ name: "cases", version: "1.0.0" });
server.tool("lines", "Counts lines", { file: zod_1.z.string(), copy: zod_1.z.string() }, async ({ file, copy }) => {
  const { stdout } = await execAsync(`wc -l ${file}`); // expect: command-injection
  (0, child_process_1.execSync)("touch " + copy); // expect: command-injection
  return { content: [{ type: "text", text: stdout }] };
});
