// Keys that a schema does not declare: dropped by one that is written out, let through by an open one.
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const server = new McpServer({ name: "undeclared-keys", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const key = process.env.SEARCH_KEY ?? "";

interface Options {
  query: string;
  key: string;
  base?: string;
}

// Only declared keys come here.
async function closed({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } });
}

// The caller sends whatever he likes.
async function open({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } }); // expect: ssrf
}

async function loose({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } }); // expect: ssrf
}

async function declared({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } }); // expect: ssrf
}

async function caught({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } }); // expect: ssrf
}

async function unparsed({ query, key: own, base = "https://api.search-service.net" }: Options) {
  await fetch(`${base}/search?q=${encodeURIComponent(query)}`, { headers: { "x-key": own } }); // expect: ssrf
}

const shape = { query: z.string() };
server.registerTool("shape", { inputSchema: shape }, async (args) => {
  await closed({ ...args, key });
  return done;
});
server.tool("first_generation", shape, async (args) => {
  await closed({ ...args, key });
  return done;
});
server.registerTool("object", { inputSchema: z.object(shape).describe("A search") }, async (args) => {
  await closed({ ...args, key });
  return done;
});
server.registerTool("strict", { inputSchema: z.strictObject(shape) }, async (args) => {
  await closed({ ...args, key });
  return done;
});
server.registerTool(
  "extended",
  { inputSchema: z.object(shape).extend({ page: z.number().optional() }) },
  async (args) => {
    await closed({ ...args, key });
    return done;
  },
);
server.registerTool("nested", { inputSchema: { search: z.object(shape) } }, async ({ search }) => {
  await closed({ ...search, key });
  return done;
});

server.registerTool("passthrough", { inputSchema: z.object(shape).passthrough() }, async (args) => {
  await open({ ...args, key } as Options);
  return done;
});
server.registerTool("loose", { inputSchema: z.looseObject(shape) }, async (args) => {
  await loose({ ...args, key } as Options);
  return done;
});
server.registerTool("catchall", { inputSchema: z.object(shape).catchall(z.string()) }, async (args) => {
  await caught({ ...args, key } as Options);
  return done;
});
server.registerTool(
  "declared",
  { inputSchema: z.object(shape).extend({ base: z.string() }) },
  async (args) => {
    await declared({ ...args, key });
    return done;
  },
);

// A server that is handed everything parses it itself, or does not.
const low = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
low.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  switch (params.name) {
    case "parsed": {
      const args = z.object(shape).parse(params.arguments);
      await closed({ ...args, key });
      return done;
    }
    case "safely": {
      const parsed = z.object(shape).safeParse(params.arguments);
      if (!parsed.success) throw new Error("refused");
      await closed({ ...parsed.data, key });
      return done;
    }
    default: {
      // Parsed, and then used as it was sent.
      z.object(shape).parse(params.arguments);
      await unparsed({ ...(params.arguments as { query: string }), key });
      return done;
    }
  }
});

await server.connect(new StdioServerTransport());
await low.connect(new StdioServerTransport());
