/** `mcp-audit mcp`: the MCP server on standard input and output, until the client ends it. */
import { realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import process from "node:process";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { UserError } from "../errors.js";
import { makeSafe } from "../findings/quote.js";
import { createServer } from "../mcp/server.js";
import type { Io } from "./io.js";
import { examine, verdictOn } from "./verdict-command.js";

export interface McpFlags {
  readonly root?: readonly string[];
  readonly offline?: boolean;
}

/** Serves until the connection ends. */
export async function runMcpServer(flags: McpFlags, io: Io): Promise<number> {
  // Some clients start servers in the root of the file system, which nobody means to open to agents.
  const isNowhere = dirname(io.cwd) === io.cwd;
  const roots = (flags.root ?? (isNowhere ? [] : ["."])).map((root) => rootOf(root, io.cwd));
  // Nobody watches a progress line here, and standard output belongs to the protocol.
  const quiet: Io = { ...io, stderr: { isTTY: false }, out: async () => {} };
  const server = createServer({
    roots,
    examine: async (target) => {
      const examined = await examine([target], { color: false, offline: flags.offline === true }, quiet);
      return { report: examined.report, verdict: await verdictOn(examined, quiet) };
    },
    log: (line) => void io.err(`mcp-audit: ${makeSafe(line)}\n`),
  });
  const ended = new Promise<number>((done) => {
    server.server.onclose = () => done(0);
    process.stdin.once("end", () => done(0));
  });
  await server.connect(new StdioServerTransport());
  return await ended;
}

function rootOf(root: string, cwd: string): string {
  const path = resolve(cwd, root);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UserError(
      `--root ${root} is no folder.`,
      "Name a folder whose content agents may have audited.",
    );
  }
  const real = realpathSync(path);
  if (dirname(real) === real) {
    throw new UserError(
      `--root ${root} would open the whole file system to agents.`,
      "Name the folders whose content they may have audited.",
    );
  }
  return real;
}
