/** Runs once before the tests: builds dist/ when it is stale, so that `npx vitest` alone works too. */
import process from "node:process";
import { bootstrap } from "../scripts/bootstrap.mjs";

export async function setup(): Promise<void> {
  // `npm test` has done it already. What cannot be built is complained about there and here, and left to
  // the tests that need it: most run on the sources.
  if (process.env["MCP_AUDIT_BUILT"] === undefined) await bootstrap();
}
