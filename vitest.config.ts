/** Test runner set-up. The packed rules and models in dist/ are made by the global set-up when they are stale. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/set-up.ts"],
    testTimeout: 30_000,
    pool: "forks",
    reporters: ["default"],
  },
});
