// The same form in another folder is no tool: nobody calls it.
import { execSync } from "node:child_process";
import { z } from "zod";

export const schema = { host: z.string() };
export const metadata = { name: "report", description: "Reports." };

export default async function report({ host }: { host: string }) {
  return execSync(`nslookup ${host}`).toString();
}
