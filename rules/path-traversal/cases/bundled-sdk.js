// The SDK inlined and minified: its class is known by its methods.
const fs = require("node:fs");
const z = require("zod");

const Zi = class {
  constructor(e, t) {
    this._registeredTools = {};
    this.server = new Pr(e, t);
  }
  async connect(e) {
    return await this.server.connect(e);
  }
  tool(e, ...t) {
    let d;
    let s = {};
    if (typeof t[0] === "string") d = t.shift();
    if (t.length > 1) s = t.shift();
    this._registeredTools[e] = { description: d, inputSchema: s, callback: t[0] };
    this.setToolRequestHandlers();
  }
  setToolRequestHandlers() {
    this.server.setRequestHandler(CTR, async (e, x) => {
      const t = this._registeredTools[e.params.name];
      return await t.callback(await t.inputSchema.safeParseAsync(e.params.arguments), x);
    });
  }
  setResourceRequestHandlers() {}
};
const Pr = class {
  constructor() {
    this.h = new Map();
  }
  setRequestHandler(s, h) {
    this.h.set(s.shape.method.value, h);
  }
  async connect() {}
};
const CTR = z.object({ method: z.literal("tools/call"), params: z.object({ name: z.string(), arguments: z.any() }) });

class Ba {
  register(e) {
    e.tool(this.name, this.description, this.schema.shape, this.execute.bind(this));
  }
}
class Ge extends Ba {
  constructor() {
    super();
    this.name = "read";
    this.description = "Reads a note";
    this.schema = z.object({ file: z.string() });
  }
  async execute({ file: a }) {
    return { content: [{ type: "text", text: fs.readFileSync(`/srv/notes/${a}`, "utf8") }] }; // expect: path-traversal
  }
}

const s = new Zi({ name: "x", version: "1.0.0" });
new Ge().register(s);
