/**
 * The user's npm settings: registry, scopes, credentials, proxies and certificates, as npm itself reads them
 * from the environment, the user's npmrc and the global one.
 *
 * The npmrc of the working directory is left out. It comes with the project that stands there, which may be
 * a stranger's, and could send the user's credentials to another host.
 */

import process from "node:process";
import Config from "@npmcli/config";
import { definitions, flatten, nerfDarts, shorthands } from "@npmcli/config/lib/definitions/index.js";

/** Options for the registry client. `neutral` is a folder without any npmrc. */
export async function readNpmSettings(
  env: Readonly<Record<string, string | undefined>>,
  neutral: string,
): Promise<Record<string, unknown>> {
  const config = new Config({
    npmPath: neutral,
    definitions,
    flatten,
    nerfDarts,
    shorthands,
    argv: [process.execPath, "npm"],
    cwd: neutral,
    env: { ...env },
    execPath: process.execPath,
    platform: process.platform,
    warn: false,
  });
  config.loadProjectConfig = async () => {};
  await config.load();
  // Where we are is no business of registries.
  return { ...config.flat, userAgent: `mcp-audit node/${process.version}`, npmSession: "", projectScope: "" };
}
