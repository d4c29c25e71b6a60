/**
 * `npm run ready`: everything a change has to pass, in the order of how soon it tells.
 *
 * All steps run even when one fails, and the last lines say which did.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { bootstrap, root } from "./bootstrap.mjs";

if (!(await bootstrap())) process.exit(2);

const bin = (path, ...args) => [process.execPath, join(root, "node_modules", path), ...args];
const steps = {
  format: bin("@biomejs/biome/bin/biome", "format", "."),
  lint: bin("@biomejs/biome/bin/biome", "lint", "--error-on-warnings", "."),
  types: bin("typescript/bin/tsc", "--noEmit"),
  layers: bin(
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ...["--config", ".dependency-cruiser.cjs", "bin", "src", "rules"],
  ),
  "rules and models": [process.execPath, join(root, "scripts/build.mjs"), "--strict"],
  "generated docs": [process.execPath, join(root, "scripts/docs.mjs"), "--check"],
  tests: [process.execPath, join(root, "scripts/test.mjs")],
};

const failed = [];
for (const [name, [command, ...args]] of Object.entries(steps)) {
  console.log(`\n== ${name}`);
  const run = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (run.status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? "\nready" : `\nnot ready: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
