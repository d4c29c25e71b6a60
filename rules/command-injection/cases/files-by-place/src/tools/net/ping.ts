// A file in a folder of tools is one.
import { execSync } from "node:child_process";
import { type InferSchema, type ToolMetadata } from "xmcp";
import { z } from "zod";

export const schema = { host: z.string().describe("Host to ping") };
export const metadata: ToolMetadata = { name: "ping_host", description: "Pings a host." };

export default async function ping({ host }: InferSchema<typeof schema>) {
  return execSync(`ping -c 1 ${host}`).toString(); // expect: command-injection
}
