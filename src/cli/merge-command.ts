/** `mcp-audit merge FILE...`: makes one of what shards of a fleet wrote, lines and SARIF alike. */
import type { Run } from "sarif";
import { UserError } from "../errors.js";
import { type FleetLine, formatLine, parseLines } from "../fleet/line.js";
import { mergeLines } from "../fleet/merge.js";
import { formatLog, mergeRuns, parseLog } from "../fleet/sarif.js";
import { readFileOf, replaceFile } from "./fleet-files.js";
import { exitCodeOfLines, summaryOf } from "./fleet-summary.js";
import type { Io } from "./io.js";
import { checkOutputs } from "./output.js";

export interface MergeFlags {
  readonly output?: string;
  readonly sarif?: string;
  readonly fail: boolean;
}

/** Writes the merged lines and the merged log; the exit code is that of the worst line. */
export async function runMerge(names: readonly string[], flags: MergeFlags, io: Io): Promise<number> {
  const files = [flags.output, flags.sarif].filter((file) => file !== undefined);
  checkOutputs(
    files.map((file) => ({ format: "json", file })),
    io.cwd,
  );
  const { lines, runs } = await readAll(names, io);
  if (lines !== undefined) {
    const text = lines.map(formatLine).join("");
    if (flags.output === undefined) await io.out(text);
    else replaceFile(flags.output, io.cwd, text);
  } else if (flags.output !== undefined)
    throw new UserError(
      `None of the files holds lines of a fleet, so there is nothing to write to ${flags.output}.`,
      "Name the files that `mcp-audit fleet --output` wrote, too; SARIF goes where --sarif says.",
    );
  if (runs !== undefined) {
    if (flags.sarif !== undefined) replaceFile(flags.sarif, io.cwd, formatLog(runs));
    else if (lines === undefined) await io.out(formatLog(runs));
    else
      throw new UserError(
        "Lines and SARIF cannot both go to one place.",
        "Say with --sarif where the merged SARIF goes.",
      );
  } else if (flags.sarif !== undefined)
    throw new UserError(
      `None of the files is SARIF, so there is nothing to write to ${flags.sarif}.`,
      "Name the files that `mcp-audit fleet --sarif` wrote, too.",
    );
  if (lines !== undefined) await io.err(`${summaryOf(lines)}.\n`);
  return flags.fail ? exitCodeOfLines(lines ?? []) : 0;
}

/** All is read before anything is written: a result may be one of the files. */
async function readAll(
  names: readonly string[],
  io: Io,
): Promise<{ lines: readonly FleetLine[] | undefined; runs: readonly Run[] | undefined }> {
  const lines: FleetLine[] = [];
  const runs: Run[] = [];
  const seen = { lines: false, runs: false };
  for (const name of names) {
    const text = readFileOf(name, io.cwd);
    const log = parseLog(text, name);
    if (log !== undefined) {
      seen.runs = true;
      for (const run of log) runs.push(run);
      continue;
    }
    seen.lines = true;
    const read = parseLines(text, name);
    if (read.truncated) await io.err(`warning: The last line of ${name} was cut off and is left out.\n`);
    for (const line of read.lines) lines.push(line);
  }
  return {
    lines: seen.lines ? mergeLines(lines) : undefined,
    runs: seen.runs ? mergeRuns(runs) : undefined,
  };
}
