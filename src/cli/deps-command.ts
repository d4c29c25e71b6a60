/**
 * `mcp-audit deps PATH`: which locked dependencies are known to be vulnerable, and nothing else. With `--deps`,
 * an audit and a verdict ask the same.
 */
import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { formatDeps, formatDepsJson } from "../report/deps.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { checkOsvFlags, knownVulnerabilities, type OsvFlags } from "./known-vulnerabilities.js";
import { resolveTargets } from "./targets.js";
import { describeTerminal } from "./terminal.js";
import type { TargetFlags } from "./verdict-command.js";

export type DepsFlags = TargetFlags & OsvFlags;

export async function runDeps(named: string, flags: DepsFlags, io: Io): Promise<number> {
  checkOsvFlags(flags, io);
  const { paths } = await resolveTargets([named], { offline: flags.offline === true }, io);
  const root = resolve(io.cwd, paths[0] ?? ".");
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserError(`There is no folder ${named}.`, "Name the folder that holds the lock file.");
  const report = await knownVulnerabilities(realpathSync(root), flags, io);
  await io.out(
    flags.json === true
      ? formatDepsJson(report)
      : formatDeps(report, describeTerminal(io, { color: flags.color, toFile: false })),
  );
  if (report.files.length === 0) return EXIT.nothing;
  return report.vulnerabilities.length > 0 ? EXIT.findings : EXIT.clean;
}
