// The framework holds the arguments against the schema that the file exports.
import { execSync } from "node:child_process";
import { type InferSchema } from "xmcp";
import { z } from "zod";

export const schema = { service: z.enum(["web", "db"]) };

export default async function status({ service }: InferSchema<typeof schema>) {
  return execSync(`systemctl status ${service}`).toString();
}
