/** Test runner set-up. The packed rules and models in dist/ are made by the global set-up when they are stale. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/set-up.ts"],
    // No test is about time: a machine that does other things is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    pool: "forks",
    // Style sheets are text that a report carries; without this the runner gives empty ones.
    css: true,
    reporters: ["default"],
  },
});
