/** `mcp-audit baseline PATH...`: writes the findings there are to a file, which later audits compare with. */
import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { audit } from "../audit.js";
import { BASELINE_NAME, readBaseline, writeBaseline } from "../config/baseline-file.js";
import type { AbsentFinding, Finding, Report } from "../findings/types.js";
import { type SelectionFlags, toOptions } from "./audit-command.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { checkOutputs, writeOutput } from "./output.js";
import { createProgress } from "./progress.js";
import { resolveTargets } from "./targets.js";

interface BaselineFlags extends SelectionFlags {
  readonly output?: string;
  readonly quiet?: boolean;
  readonly offline?: boolean;
}

/** Runs the audit and writes the file. */
export async function runBaseline(named: readonly string[], flags: BaselineFlags, io: Io): Promise<number> {
  const file = flags.output ?? BASELINE_NAME;
  checkOutputs([{ format: "json", file }], io.cwd);
  const before = existsSync(resolve(io.cwd, file)) ? readBaseline(resolve(io.cwd, file), file) : undefined;
  const progress = createProgress(io, flags.quiet !== true);
  const fetching = { offline: flags.offline === true, onProgress: progress.say };
  const { paths, fetched } = await resolveTargets(named, fetching, io).finally(progress.clear);
  // A baseline is all there is: one that is there already does not take anything from it, nor does a change.
  const { since: _s, changed: _c, baseline: _b, ...rest } = flags;
  const report = await audit({
    ...toOptions(paths, rest, io),
    ...(fetched === undefined ? {} : { target: fetched.spec.text, untrusted: true }),
    baseline: false,
    onProgress: progress.update,
  }).finally(progress.clear);
  writeOutput(file, io.cwd, writeBaseline(report.findings.map((finding) => toEntry(report, finding))));
  if (flags.quiet !== true) await io.out(describe(report, file, before));
  if (!report.incomplete) return EXIT.clean;
  await io.err("Something could not be read, so the baseline may lack findings; see `mcp-audit PATH`.\n");
  return EXIT.incomplete;
}

function toEntry(report: Report, { ruleId, fingerprint, location, message }: Finding): AbsentFinding {
  const below = relative(report.base ?? report.root, report.root)
    .split(sep)
    .join("/");
  const path = [below, location.path].filter((part) => part !== "").join("/");
  return { ruleId, fingerprint, path, line: location.span.line, message };
}

function describe(report: Report, file: string, before: readonly AbsentFinding[] | undefined): string {
  const count = report.findings.length;
  const head = `${count === 1 ? "1 finding" : `${count} findings`} written to ${file}`;
  if (before === undefined) return `${head}.\nCompare with it: mcp-audit PATH --baseline ${file}\n`;
  const old = new Set(before.map((entry) => entry.fingerprint));
  const now = new Set(report.findings.map((finding) => finding.fingerprint));
  const added = [...now].filter((each) => !old.has(each)).length;
  const gone = [...old].filter((each) => !now.has(each)).length;
  return `${head}: ${added} new, ${gone} gone since it was written last.\n`;
}
