import { FastMCP } from "fastmcp";
import { z } from "zod";

const server = new FastMCP({ name: "notes", version: "1.0.0" });

server.addTool({
  name: "shout",
  description: "Writes a text in capitals",
  parameters: z.object({ text: z.string().max(1000) }),
  execute: async ({ text }) => text.toUpperCase(),
});

await server.start({ transportType: "httpStream", httpStream: { port: 8080 } });
