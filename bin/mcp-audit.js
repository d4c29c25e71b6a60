#!/usr/bin/env node
/** Entry point: loads the build, runs the CLI and sets the exit code. */
import { existsSync } from "node:fs";
import nodeModule from "node:module";
import process from "node:process";

// Node 22.8 and later keep compiled code between runs; older ones do not have the function.
nodeModule.enableCompileCache?.();

const build = new URL("../dist/cli.js", import.meta.url);
if (existsSync(build)) {
  const { main } = await import(build.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(
    "mcp-audit: this checkout has not been built.\n" +
      "Run `npm run scan -- PATH` (it installs and builds what is missing) or `npm ci --ignore-scripts && npm run build`.\n",
  );
  process.exitCode = 2;
}
