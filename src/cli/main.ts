/**
 * Runs the command line: `main(["src", "--format", "sarif"])` gives the exit code and never throws.
 *
 * Commands are loaded when they run, so that `--help` and a typing mistake cost nothing.
 */
import { CommanderError } from "commander";
import { beginRun } from "../worked.js";
import { EXIT } from "./exit-code.js";
import { type Io, processIo } from "./io.js";
import { createProgram } from "./program.js";

/** Runs the program with these arguments (without node and script) and returns its exit code. */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  let code: number = EXIT.clean;
  const program = createProgram(io, (result) => {
    code = result;
  });
  program.hook("preAction", (_, command) => beginRun(command.name()));
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    return await explainFailure(error, io);
  }
}

/** Says what went wrong in words for the person who has to act; a stack only when it was asked for. */
async function explainFailure(error: unknown, io: Io): Promise<number> {
  const { AuditError } = await import("../errors.js");
  const stack = io.env["MCP_AUDIT_DEBUG"] ? `\n${(error as Error).stack ?? ""}\n` : "";
  if (error instanceof AuditError) {
    await io.err(`error: ${error.message}\n  ${error.help}\n${stack}`);
    return error.exitCode;
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await io.err(
    `error: mcp-audit failed: ${reason}\n  This is a bug in mcp-audit. Please report it with the command you ran; MCP_AUDIT_DEBUG=1 shows the stack.\n${stack}`,
  );
  return EXIT.incomplete;
}
