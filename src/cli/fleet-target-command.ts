/**
 * `mcp-audit fleet-target TARGET`: audits one target of a fleet and prints what came of it for the process that
 * started it. Not shown by --help: it is how `mcp-audit fleet` keeps its targets apart.
 */
import type { Run } from "sarif";
import { AuditError } from "../errors.js";
import type { FleetError, FleetLine } from "../fleet/line.js";
import type { Io } from "./io.js";
import { examine, type TargetFlags, verdictOn } from "./verdict-command.js";

export interface FleetTargetFlags extends TargetFlags {
  readonly sarif?: boolean;
}

/** What the child says. */
export type Outcome =
  | { readonly line: FleetLine; readonly run?: Run | undefined }
  | { readonly error: FleetError };

/** Prints the outcome as JSON. The exit code says only that it was printed. */
export async function runFleetTarget(target: string, flags: FleetTargetFlags, io: Io): Promise<number> {
  const quiet: Io = { ...io, stderr: { isTTY: false }, out: async () => {} };
  await io.out(JSON.stringify(await outcomeOf(target, flags, quiet)));
  return 0;
}

async function outcomeOf(target: string, flags: FleetTargetFlags, io: Io): Promise<Outcome> {
  try {
    const examined = await examine([target], flags, io);
    const { lineOf } = await import("../fleet/line.js");
    const line = lineOf(target, await verdictOn(examined, io), examined.report);
    return flags.sarif === true ? { line, run: await runOf(examined.report, line) } : { line };
  } catch (error) {
    if (error instanceof AuditError)
      return { error: { kind: "failed", message: `${error.message} ${error.help}` } };
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { error: { kind: "crashed", message: `mcp-audit failed, which is a bug in it: ${reason}` } };
  }
}

/** Of the rules only those that found something: with all of them, a log of many targets is mostly rules. */
async function runOf(report: Awaited<ReturnType<typeof examine>>["report"], line: FleetLine): Promise<Run> {
  const { toRun } = await import("../report/sarif.js");
  const { runOfTarget } = await import("../fleet/sarif.js");
  const found = new Set(report.findings.map(({ ruleId }) => ruleId));
  const rules = (report.rules ?? []).filter(({ id }) => found.has(id));
  return runOfTarget(toRun({ ...report, rules }), line);
}
