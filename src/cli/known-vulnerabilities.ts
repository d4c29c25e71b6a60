/**
 * Which locked dependencies of a tree are known to be vulnerable: the one purpose for which names and versions
 * out of the audited tree are sent to a service, and only when it is asked for.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { readLocked } from "../deps/locked.js";
import { UserError } from "../errors.js";
import type { KnownVulnerability, LockedKnown } from "../findings/known-vulnerability.js";
import { clip, makeSafe } from "../findings/quote.js";
import type { Io } from "./io.js";

export interface OsvFlags {
  readonly offline?: boolean;
  /** Folder of an export, instead of the service. */
  readonly osv?: string;
}

const LONGEST = 300;

/** Throws a UserError where there is nobody to ask; to be called before anything else is done. */
export function checkOsvFlags({ offline, osv }: OsvFlags, io: Io): void {
  if (osv !== undefined && statSync(resolve(io.cwd, osv), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserError(
      `There is no folder ${osv} with an export of OSV.`,
      "Check the spelling of --osv; the path is relative to the working directory.",
    );
  if (offline === true && osv === undefined)
    throw new UserError(
      "Without a network there is nobody to ask for known vulnerabilities.",
      "Unpack an export of OSV and name its folder with --osv.",
    );
}

/** Asks about every locked package below a folder. */
export async function knownVulnerabilities(root: string, flags: OsvFlags, io: Io): Promise<LockedKnown> {
  checkOsvFlags(flags, io);
  const { files, packages } = await readLocked(root);
  const { askOsv, plain, searchExport } = await import("../fetch/osv.js");
  const found =
    packages.length === 0
      ? []
      : flags.osv === undefined
        ? await askOsv(packages, io.env)
        : searchExport(packages, resolve(io.cwd, flags.osv));
  const safe = (text: string): string => clip(makeSafe(text), LONGEST);
  return {
    source: flags.osv === undefined ? "The OSV service" : `The export in ${flags.osv}`,
    sent: flags.osv === undefined && packages.length > 0,
    files: files.map(makeSafe),
    packages: packages.length,
    vulnerabilities: packages.flatMap((each, i) =>
      (found[i] ?? []).map((vuln): KnownVulnerability => {
        const affected = vuln.affected.filter(({ name }) => plain(name) === plain(each.name));
        return {
          ecosystem: each.ecosystem,
          name: each.name,
          version: each.version,
          path: makeSafe(each.path),
          line: each.line,
          id: safe(vuln.id),
          aliases: vuln.aliases.map(safe),
          summary: safe(vuln.summary),
          severity: vuln.severity,
          fixed: [...new Set(affected.flatMap(({ fixed }) => fixed))].map(safe),
        };
      }),
    ),
  };
}
