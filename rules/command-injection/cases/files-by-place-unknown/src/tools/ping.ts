// Without the framework, a file in a folder of that name is one as any other.
import { execSync } from "node:child_process";
import { z } from "zod";

export const schema = { host: z.string() };
export const metadata = { name: "ping_host", description: "Pings a host." };

export default async function ping({ host }: { host: string }) {
  return execSync(`ping -c 1 ${host}`).toString();
}
