/**
 * `npm run scan -- PATH [options]`: the CLI from a checkout, installed and built if need be.
 *
 * npm runs scripts in the folder of package.json; paths are meant relative to where the user is.
 */
import process from "node:process";
import { bootstrap } from "./bootstrap.mjs";

if (await bootstrap()) {
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  await import("../bin/mcp-audit.js");
} else {
  process.exitCode = 2;
}
