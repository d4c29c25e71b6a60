#!/usr/bin/env node
/**
 * Entry point: loads the build, runs the CLI and sets the exit code. Not an ES module, because Node starts
 * these later.
 */
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { keep, load } = require("./load.cjs");

async function run() {
  const { main } = await load("main.cjs").cli();
  process.exitCode = await main(process.argv.slice(2));
  const { workDone } = await load("main.cjs").worked();
  keep(workDone());
}

if (existsSync(join(__dirname, "..", "dist", "main.cjs"))) {
  run();
} else {
  process.stderr.write(
    "mcp-audit: this checkout has not been built.\n" +
      "Run `npm run scan -- PATH` (it installs and builds what is missing) or `npm ci --ignore-scripts && npm run build`.\n",
  );
  process.exitCode = 2;
}
