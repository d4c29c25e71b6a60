/** `mcp-audit PATH...`: audit, write the report where it was asked for, and judge the exit code. */
import { type AuditOptions, audit } from "../audit.js";
import type { Report, Severity } from "../findings/types.js";
import { needsOf, render, type TextOptions } from "../report/index.js";
import { exitCodeOf } from "./exit-code.js";
import type { Io } from "./io.js";
import { appendSummary, checkOutputs, type Output, planOutputs, writeOutput } from "./output.js";
import { createProgress } from "./progress.js";
import { resolveTargets } from "./targets.js";
import { describeTerminal } from "./terminal.js";

/** Options that say what is audited and what counts, as commander hands them over; choices are checked there. */
export interface SelectionFlags
  extends Pick<
    AuditOptions,
    | "severity"
    | "confidence"
    | "profile"
    | "include"
    | "exclude"
    | "config"
    | "baseline"
    | "since"
    | "changed"
    | "untrusted"
    | "requireReason"
    | "threads"
  > {
  readonly deps?: boolean;
  readonly osv?: string;
  readonly offline?: boolean;
  readonly rule?: readonly string[];
  readonly skipRule?: readonly string[];
}

/** Options of an audit. */
export interface AuditFlags extends SelectionFlags {
  readonly format?: readonly Output[];
  readonly output?: string;
  readonly failOn?: Severity | "never";
  readonly strictSuppressions?: boolean;
  readonly color: boolean;
  readonly showSuppressed?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly poc?: boolean;
}

/** The options of an audit that flags stand for. */
export function toOptions(paths: readonly string[], flags: SelectionFlags, io: Io): AuditOptions {
  const { profile, severity, confidence, config, baseline, since, changed, untrusted } = flags;
  const { requireReason, threads } = flags;
  const day = reproducibleDay(io);
  const which = { config, baseline, since, changed, untrusted, requireReason, threads };
  const given = { profile, severity, confidence, ...which };
  return {
    paths,
    cwd: io.cwd,
    rules: flags.rule ?? [],
    skipRules: flags.skipRule ?? [],
    include: flags.include ?? [],
    exclude: flags.exclude ?? [],
    ...askingFor(flags, io),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(day === undefined ? {} : { today: day }),
  };
}

/** `--deps`: how the audit asks about dependencies; loaded when it does. */
export function askingFor(
  flags: { readonly deps?: boolean; readonly osv?: string; readonly offline?: boolean },
  io: Io,
): Pick<AuditOptions, "askAbout"> {
  if (flags.deps !== true && flags.osv === undefined) return {};
  return {
    askAbout: async (root) => {
      const { knownVulnerabilities } = await import("./known-vulnerabilities.js");
      return await knownVulnerabilities(root, flags, io);
    },
  };
}

/** The day of builds that must come out the same (reproducible-builds.org), when one is named. */
export function reproducibleDay({ env }: Io): string | undefined {
  const epoch = env["SOURCE_DATE_EPOCH"];
  if (epoch === undefined || !/^\d{1,11}$/.test(epoch)) return undefined;
  return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
}

/** Runs the audit and returns the exit code. */
export async function runAudit(named: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  const started = performance.now();
  const outputs = planOutputs(flags.format ?? [], flags.output, isInActions(io));
  checkOutputs(outputs, io.cwd);
  const progress = createProgress(io, flags.quiet !== true);
  const { paths, fetched } = await resolveTargets(
    named,
    { offline: flags.offline === true, onProgress: progress.say },
    io,
  ).finally(progress.clear);
  const report = await audit({
    ...toOptions(paths, flags, io),
    // What was fetched is somebody else's: neither its configuration nor its comments are followed.
    ...(fetched === undefined ? {} : { target: fetched.spec.text, untrusted: true }),
    ...needsOf(outputs.map(({ format }) => format)),
    onProgress: progress.update,
  }).finally(progress.clear);

  const look = {
    // Of what was fetched, places within it are what counts.
    cwd: fetched === undefined ? io.cwd : report.root,
    verbose: flags.verbose === true,
    ...(flags.verbose === true ? { milliseconds: Math.round(performance.now() - started) } : {}),
  };
  for (const { format, file } of outputs) {
    const terminal = describeTerminal(io, { color: flags.color, toFile: file !== undefined });
    const parts = flags.quiet === true ? "findings" : "all";
    const suppressed = flags.showSuppressed === true;
    const proof = flags.poc === true;
    const text = await render(report, format, { ...look, ...terminal, parts, suppressed, proof });
    if (file === undefined) await io.out(text);
    else writeOutput(file, io.cwd, text);
  }
  const forGithub = outputs.some(({ format, file }) => format === "github" && file === undefined);
  if (forGithub) await summarize(report, look, io);
  if (flags.quiet !== true)
    await sayWritten(report, outputs, { ...look, ...describeTerminal(io, flags) }, io);
  return exitCodeOf(report, flags);
}

/** With the whole report in files, the summary is what a person still needs to see. */
async function sayWritten(
  report: Report,
  outputs: readonly Output[],
  look: TextOptions,
  io: Io,
): Promise<void> {
  if (outputs.every(({ file }) => file !== undefined))
    await io.err(await render(report, "text", { ...look, parts: "summary" }));
  for (const { file } of outputs) if (file !== undefined) await io.err(`Report written to ${file}\n`);
}

/** Runners set it to "true"; other programs that run workflows do the same. */
function isInActions(io: Io): boolean {
  return io.env["GITHUB_ACTIONS"] === "true";
}

/** The page that GitHub shows for a job. */
async function summarize(report: Report, look: { cwd: string; verbose: boolean }, io: Io): Promise<void> {
  const file = io.env["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  const terminal = describeTerminal(io, { color: false, toFile: true });
  const written = appendSummary(file, await render(report, "markdown", { ...look, ...terminal }));
  if (!written) await io.err("warning: The summary of the job could not be written.\n");
}
