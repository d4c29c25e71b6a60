/**
 * `mcp-audit deps PATH`: which locked dependencies are known to be vulnerable. It is a command of its own
 * because it is the one that sends something of the audited tree to a service, and says so.
 */
import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { readLocked } from "../deps/locked.js";
import { UserError } from "../errors.js";
import type { KnownVulnerability } from "../findings/known-vulnerability.js";
import { clip, makeSafe } from "../findings/quote.js";
import { type DepsReport, formatDeps, formatDepsJson } from "../report/deps.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { resolveTargets } from "./targets.js";
import { describeTerminal } from "./terminal.js";
import type { TargetFlags } from "./verdict-command.js";

export interface DepsFlags extends TargetFlags {
  /** Folder of an export, instead of the service. */
  readonly osv?: string;
}

export async function runDeps(named: string, flags: DepsFlags, io: Io): Promise<number> {
  if (flags.offline === true && flags.osv === undefined)
    throw new UserError(
      "Without a network there is nobody to ask for known vulnerabilities.",
      "Unpack an export of OSV and name its folder with --osv.",
    );
  const { paths } = await resolveTargets([named], { offline: flags.offline === true }, io);
  const root = resolve(io.cwd, paths[0] ?? ".");
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserError(`There is no folder ${named}.`, "Name the folder that holds the lock file.");
  const { files, packages } = await readLocked(realpathSync(root));
  const { askOsv, plain, searchExport } = await import("../fetch/osv.js");
  const found =
    packages.length === 0
      ? []
      : flags.osv === undefined
        ? await askOsv(packages, io.env)
        : searchExport(packages, resolve(io.cwd, flags.osv));
  const safe = (text: string): string => clip(makeSafe(text), 300);
  const vulnerabilities = packages.flatMap((each, i) =>
    (found[i] ?? []).map(
      (vuln): KnownVulnerability => ({
        ecosystem: each.ecosystem,
        name: each.name,
        version: each.version,
        path: makeSafe(each.path),
        line: each.line,
        id: safe(vuln.id),
        aliases: vuln.aliases.map(safe),
        summary: safe(vuln.summary),
        fixed: [
          ...new Set(
            vuln.affected
              .filter(({ name }) => plain(name) === plain(each.name))
              .flatMap(({ fixed }) => fixed),
          ),
        ].map(safe),
      }),
    ),
  );
  const report: DepsReport = {
    source: flags.osv === undefined ? "The OSV service" : `The export in ${flags.osv}`,
    files: files.map(makeSafe),
    packages: packages.length,
    vulnerabilities,
  };
  await io.out(
    flags.json === true
      ? formatDepsJson(report)
      : formatDeps(report, describeTerminal(io, { color: flags.color, toFile: false })),
  );
  if (files.length === 0) return EXIT.nothing;
  return vulnerabilities.length > 0 ? EXIT.findings : EXIT.clean;
}
