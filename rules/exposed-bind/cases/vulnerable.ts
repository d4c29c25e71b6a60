import { timingSafeEqual } from "node:crypto";
import { FastMCP } from "fastmcp";
import { z } from "zod";

const token = process.env.MCP_TOKEN;

const server = new FastMCP({
  name: "notes",
  version: "1.0.0",
  // Without the variable everybody is let in.
  authenticate: token
    ? async (request) => {
        const given = Buffer.from(String(request.headers.authorization));
        const wanted = Buffer.from(`Bearer ${token}`);
        if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Response(null, { status: 401 });
        return { known: true };
      }
    : undefined,
});

server.addTool({
  name: "shout",
  description: "Upper case",
  parameters: z.object({ text: z.string() }),
  execute: async ({ text }) => text.toUpperCase(),
});

await server.start({ transportType: "httpStream", httpStream: { port: 8080, host: "0.0.0.0" } }); // expect: exposed-bind
