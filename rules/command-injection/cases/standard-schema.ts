// What the interface lets through that schemas of several libraries have in common is what was sent.
import { execSync } from "node:child_process";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";

const server = new Server({ name: "standard-schema", version: "1.0.0" }, { capabilities: { tools: {} } });

interface Tool {
  name: string;
  parameters: any;
  execute(args: any): void;
}

const tools: Tool[] = [
  {
    name: "ping",
    parameters: z.object({ host: z.string() }),
    execute: (args) => execSync(`ping -c 1 ${args.host}`), // expect: command-injection
  },
  {
    name: "kill",
    parameters: z.object({ signal: z.enum(["TERM", "HUP"]), pid: z.number() }),
    execute: (args) => execSync(`kill -${args.signal} ${args.pid}`),
  },
];

const Stop = v.object({ unit: v.picklist(["web", "db"]), why: v.string() });
const Reload = type({ unit: "string" });

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const given = request.params.arguments;
  switch (request.params.name) {
    case "stop": {
      const parsed = await Stop["~standard"].validate(given);
      if (parsed.issues) throw new Error("refused");
      execSync(`logger ${parsed.value.why}`); // expect: command-injection
      execSync(`systemctl stop ${parsed.value.unit}`);
      return { content: [] };
    }
    case "reload": {
      const parsed = Reload["~standard"].validate(given);
      if ("issues" in parsed) throw new Error("refused");
      execSync(`systemctl reload ${parsed.value.unit}`); // expect: command-injection
      return { content: [] };
    }
    default: {
      const tool = tools.find((each) => each.name === request.params.name);
      if (!tool) throw new Error("unknown tool");
      const parsed = await tool.parameters["~standard"].validate(given);
      if (parsed.issues) throw new Error("refused");
      tool.execute(parsed.value);
      return { content: [] };
    }
  }
});

await server.connect(new StdioServerTransport());
