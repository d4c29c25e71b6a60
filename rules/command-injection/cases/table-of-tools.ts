// A library's table of tools, which a function makes; each tool is an object of its own.
import { execSync } from "node:child_process";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createMcpServer, tool } from "@supabase/mcp-utils";
import { z } from "zod/v4";

const parameters = z.object({ host: z.string() });

const server = createMcpServer({
  name: "table-of-tools",
  version: "1.0.0",
  tools: async () => ({
    ping: tool({
      description: "Pings a host.",
      parameters,
      execute: async ({ host }) => {
        execSync(`ping -c 1 ${host}`); // expect: command-injection
        return {};
      },
    }),
    trace: tool({
      description: "Traces the way to a host.",
      parameters,
      execute: async ({ host }) => {
        if (!/^[a-z][a-z0-9.]*$/.test(host)) throw new Error("no host");
        execSync(`traceroute ${host}`);
        return {};
      },
    }),
    signal: tool({
      description: "Sends a signal.",
      parameters: z.object({ name: z.enum(["TERM", "HUP"]) }),
      execute: async ({ name }) => {
        execSync(`pkill -${name} worker`);
        return {};
      },
    }),
  }),
});
await server.connect(new StdioServerTransport());
