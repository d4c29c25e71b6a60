/** Test reporter that writes how many tests passed and failed to the file named in $MCP_AUDIT_TEST_COUNT. */
import { writeFileSync } from "node:fs";
import process from "node:process";

// biome-ignore lint/style/noDefaultExport: the test runner asks for it.
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      // A file that cannot be loaded has errors and no tests.
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed++;
        if (state === "failed") failed++;
      }
    }
    writeFileSync(process.env.MCP_AUDIT_TEST_COUNT, JSON.stringify({ passed, failed }));
  }
}
