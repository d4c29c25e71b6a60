// A decorator of the program's own leaves with the class what is a tool; a loop over that registers them.
import { execFileSync, execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import "reflect-metadata";
import { z } from "zod";

const server = new McpServer({ name: "own-decorator", version: "1.0.0" });
const KEY = Symbol("tools");
interface Meta {
  name: string;
  schema: z.ZodRawShape;
  method: string;
}

function McpTool(name: string, schema: z.ZodRawShape) {
  return (target: any, method: string, _d: PropertyDescriptor) => {
    const list: Meta[] = Reflect.getMetadata(KEY, target.constructor) ?? [];
    list.push({ name, schema, method });
    Reflect.defineMetadata(KEY, list, target.constructor);
  };
}

class Net {
  @McpTool("dig", { name: z.string() })
  async dig({ name }: { name: string }) {
    return execSync(`dig ${name}`).toString(); // expect: command-injection
  }

  @McpTool("record", { type: z.enum(["A", "MX"]) })
  async record({ type }: { type: string }) {
    return execSync(`dig example.com ${type}`).toString();
  }

  @McpTool("whois", { name: z.string().regex(/^[a-z0-9][a-z0-9.]*$/) })
  async whois({ name }: { name: string }) {
    return execFileSync("whois", ["--", name]).toString();
  }

  // Not decorated: nothing registers it.
  async trace({ name }: { name: string }) {
    return execSync(`traceroute ${name}`).toString();
  }
}

const instance: any = new Net();
for (const meta of Reflect.getMetadata(KEY, Net) as Meta[]) {
  server.tool(meta.name, meta.schema, async (args: any) => ({
    content: [{ type: "text" as const, text: await instance[meta.method](args) }],
  }));
}
await server.connect(new StdioServerTransport());
