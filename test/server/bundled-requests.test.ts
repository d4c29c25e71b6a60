/** The SDK as a part of the file: schemas of requests are variables, told by what they were made with, or by their name. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const HANDLERS = `
server.setRequestHandler(LIST, async () => ({ tools: [{ name: "find", inputSchema: { type: "object" } }] }));
server.setRequestHandler(CALL, async ({ params }) => {
  if (params.name === "find") return execSync("grep " + params.arguments.text);
});
server.setRequestHandler(PROMPT, async ({ params }) => execSync("echo " + params.arguments.topic));
server.setRequestHandler(READ, async ({ params }) => execSync("cat " + params.uri));
server.setRequestHandler(OTHER, async ({ params }) => execSync("ls " + params.arguments.cursor));
`;
const NAMES = {
  LIST: "ListToolsRequestSchema",
  CALL: "CallToolRequestSchema",
  PROMPT: "GetPromptRequestSchema",
  READ: "ReadResourceRequestSchema",
  OTHER: "ListRootsRequestSchema",
};
const METHODS = {
  LIST: "tools/list",
  CALL: "tools/call",
  PROMPT: "prompts/get",
  READ: "resources/read",
  OTHER: "roots/list",
};
type Role = keyof typeof NAMES;
const roles = Object.keys(NAMES) as Role[];
const handlers = (name: (role: Role) => string) =>
  HANDLERS.replace(/LIST|CALL|PROMPT|READ|OTHER/g, (role) => name(role as Role));
const minified = (role: Role) => `$${role[0]?.toLowerCase()}`;
const IMPORTED = `import { execSync } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { z } from "zod";
`;
const SERVER = `const server = new Server({ name: "x", version: "1" }, {});\n`;
/** A library of schemas that nobody knows any more. */
const OWN = `var kinds = [];
function own(name, init) { const made = kinds[name]; return made === undefined ? init : made(init); }
var literal = (value) => own("literal", value);
var Base = own("object", {});
`;
/** The SDK's class under another name, in which all but methods is gone. */
const EMBEDDED = `import { execSync } from "node:child_process";
class Zs {
  constructor() { this.$h = new Map(); }
  setRequestHandler(e, t) { this.$h.set(e.shape.method.value, t); }
}
class Ws extends Zs {
  constructor(e, t) { super(t); this.$i = e; this.setRequestHandler(first, (n) => this._oninitialize(n)); }
  async _oninitialize(e) { this.$v = e.params.clientInfo; return {}; }
  getClientCapabilities() { return this.$c; }
  getClientVersion() { return this.$v; }
}
var first = Base.extend({ method: literal("initialize") });
const server = new Ws({ name: "x", version: "1" }, {});
`;

const cases: Readonly<Record<string, string>> = {
  "by the method, where the schema's library is known": `${IMPORTED}
    const Base = z.object({ method: z.string() });
    ${roles.map((role) => `var ${minified(role)} = Base.extend({ method: z.literal("${METHODS[role]}") }).passthrough();`).join("\n")}
    ${SERVER}${handlers(minified)}`,
  "by the method, where nothing else is known": `${IMPORTED}${OWN}
    ${roles.map((role) => `var ${minified(role)} = Base.extend({ method: literal("${METHODS[role]}"), params: Base });`).join("\n")}
    ${SERVER}${handlers(minified)}`,
  "by the variable's name": `${IMPORTED}${OWN}
    ${roles.map((role) => `var ${NAMES[role]} = own("${role}");`).join("\n")}
    ${SERVER}${handlers((role) => NAMES[role])}`,
  "on a server known by its methods": `${OWN}${EMBEDDED}
    ${roles.map((role) => `var ${minified(role)} = Base.extend({ method: literal("${METHODS[role]}") });`).join("\n")}
    ${handlers(minified)}`,
};

for (const [title, text] of Object.entries(cases))
  it(title, async () => {
    const { server, findings } = await audit({ paths: [makeTree({ "index.mjs": text })] });
    expect(server.entities.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      "prompt undefined",
      "resource undefined",
      "tool find",
    ]);
    const found = findings.filter(({ ruleId }) => ruleId === "command-injection");
    expect(found.map(({ message }) => /tool `find`|a resource|a prompt/.exec(message)?.[0]).sort()).toEqual([
      "a prompt",
      "a resource",
      "tool `find`",
    ]);
  });
