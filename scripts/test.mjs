/**
 * `npm test`: everything that is tested, on a fresh clone too. Arguments go to the test runner.
 *
 * The last line is `N passed, N failed` and nothing else. A file that cannot be loaded and an error
 * outside any test count as failed; a skipped test counts as neither.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { bootstrap, root } from "./bootstrap.mjs";
import { scratchFolder } from "./scratch.mjs";

const ready = await bootstrap();

const folder = scratchFolder("test");
const countFile = join(folder, "count.json");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", `--reporter=${join(root, "scripts/count-reporter.mjs")}`];
const run = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, MCP_AUDIT_BUILT: "1", MCP_AUDIT_TEST_COUNT: countFile },
});

let passed = 0;
let failed = 0;
try {
  ({ passed, failed } = JSON.parse(readFileSync(countFile, "utf8")));
} catch {
  // Nothing is installed, or the runner did not come as far as counting: the status says so.
}
if ((!ready || run.status !== 0) && failed === 0) failed = 1;

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
