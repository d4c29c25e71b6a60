"use strict";
// As a compiler emits async functions whose parameters are taken apart, for engines without them.
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
  return new (P || (P = Promise))(function (resolve, reject) {
    function step(result) {
      result.done ? resolve(result.value) : Promise.resolve(result.value).then((value) => step(generator.next(value)), reject);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
Object.defineProperty(exports, "__esModule", { value: true });
const child_process_1 = require("child_process");
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const zod_1 = require("zod");
const server = new mcp_js_1.McpServer({ name: "demo", version: "1.0.0" });
server.tool("count_lines", "Counts lines.", { file: zod_1.z.string() }, (_a) => __awaiter(void 0, [_a], void 0, function* ({ file }) {
  const text = (0, child_process_1.execSync)(`wc -l ${file}`).toString(); // expect: command-injection
  return { content: [{ type: "text", text }] };
}));
server.tool("count_words", "Counts words.", { file: zod_1.z.string() }, (_a, ...args_1) => __awaiter(void 0, [_a, ...args_1], void 0, function* ({ file }, extra = {}) {
  const text = yield run(`wc -w ${file}`, extra);
  return { content: [{ type: "text", text }] };
}));
function run(command, extra) {
  const later = __awaiter(this, [command], void 0, function* (text) {
    return (0, child_process_1.execSync)(text).toString(); // expect: command-injection
  });
  return later;
}
