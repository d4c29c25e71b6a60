/** Runs once before the tests: builds dist/ when it is stale, so that `npx vitest` alone works too. */
import process from "node:process";
import { bootstrap } from "../scripts/bootstrap.mjs";

export async function setup(): Promise<void> {
  // `npm test` has done it already.
  if (process.env["MCP_AUDIT_BUILT"] !== undefined) return;
  if (!(await bootstrap())) throw new Error("mcp-audit could not be built; see above.");
}
