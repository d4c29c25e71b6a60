/** `mcp-audit PATH...`: audit, write the report where it was asked for, and judge the exit code. */
import { audit } from "../audit.js";
import type { Confidence, Profile, Report, Severity } from "../findings/types.js";
import { type Format, formatOfFile, render, type TextOptions } from "../report/index.js";
import { exitCodeOf } from "./exit-code.js";
import type { Io } from "./io.js";
import { checkOutput, writeOutput } from "./output.js";
import { createProgress } from "./progress.js";
import { describeTerminal } from "./terminal.js";

/** Options as commander hands them over; choices are checked there. */
export interface AuditFlags {
  readonly format?: Format;
  readonly output?: string;
  readonly failOn: Severity | "never";
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile?: Profile;
  readonly rule?: readonly string[];
  readonly skipRule?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Runs the audit and returns the exit code. */
export async function runAudit(paths: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const started = performance.now();
  const format = flags.format ?? formatOfFile(flags.output ?? "") ?? "text";
  if (flags.output !== undefined) checkOutput(flags.output, io.cwd);
  const progress = createProgress(io, flags.quiet !== true);
  const report = await audit({
    paths,
    cwd: io.cwd,
    severity: flags.severity,
    confidence: flags.confidence,
    rules: flags.rule ?? [],
    skipRules: flags.skipRule ?? [],
    include: flags.include ?? [],
    exclude: flags.exclude ?? [],
    pages: format === "sarif",
    onProgress: progress.update,
    ...(flags.profile === undefined ? {} : { profile: flags.profile }),
  }).finally(progress.clear);

  const look = {
    cwd: io.cwd,
    verbose: flags.verbose === true,
    ...(flags.verbose === true ? { milliseconds: Math.round(performance.now() - started) } : {}),
  };
  const toFile = flags.output !== undefined;
  const text = await render(report, format, {
    ...look,
    ...describeTerminal(io, { color: flags.color, toFile }),
    parts: flags.quiet === true ? "findings" : "all",
  });
  if (flags.output === undefined) await io.out(text);
  else {
    writeOutput(flags.output, io.cwd, text);
    if (flags.quiet !== true)
      await sayWritten(report, flags.output, { ...look, ...describeTerminal(io, flags) }, io);
  }
  return exitCodeOf(report, flags.failOn);
}

/** With the report in a file, the summary is what a person still needs to see. */
async function sayWritten(report: Report, file: string, look: TextOptions, io: Io): Promise<void> {
  await io.err(await render(report, "text", { ...look, parts: "summary" }));
  await io.err(`Report written to ${file}\n`);
}
