/**
 * `mcp-audit verdict TARGET`, and what `mcp-audit npm:NAME` answers: should it be connected, and how little
 * can it be given? And `mcp-audit inventory TARGET`.
 */
import process from "node:process";
import { audit } from "../audit.js";
import type { InstallVerdict } from "../findings/install-verdict.js";
import type { Report } from "../findings/types.js";
import type { InventoryFormat } from "../report/inventory.js";
import { reproducibleDay } from "./audit-command.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { createProgress } from "./progress.js";
import { type Resolved, resolveTargets } from "./targets.js";
import { describeTerminal } from "./terminal.js";

export interface TargetFlags {
  readonly color: boolean;
  readonly offline?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export interface Examined extends Resolved {
  readonly report: Report;
}

/** Fetches what has to be, audits it with its inventory, and shows what is being waited for. */
export async function examine(named: readonly string[], flags: TargetFlags, io: Io): Promise<Examined> {
  const progress = createProgress(io, true);
  try {
    const resolved = await resolveTargets(
      named,
      { offline: flags.offline === true, onProgress: progress.say },
      io,
    );
    const target = resolved.fetched === undefined ? {} : { target: resolved.fetched.spec.text };
    const report = await audit({
      paths: resolved.paths,
      cwd: io.cwd,
      inventory: true,
      // Whoever asks does not trust it yet: neither its configuration nor its comments are followed.
      untrusted: true,
      onProgress: progress.update,
      ...target,
    });
    return { ...resolved, report };
  } finally {
    progress.clear();
  }
}

/** Judges what was examined. */
export async function verdictOn({ report, fetched }: Examined, io: Io): Promise<InstallVerdict> {
  const { judge } = await import("../verdict-install/index.js");
  const inventory = report.inventory ?? { tools: [], startup: [] };
  const nodeMajor = Number(process.versions.node.split(".")[0]);
  return judge(
    { report, inventory, fetched, today: reproducibleDay(io) ?? new Date().toISOString() },
    nodeMajor,
  );
}

/** Prints the verdict and returns its exit code. */
export async function runVerdict(named: readonly string[], flags: TargetFlags, io: Io): Promise<number> {
  const examined = await examine(named, flags, io);
  const verdict = await verdictOn(examined, io);
  const { formatVerdict, formatVerdictJson } = await import("../report/verdict.js");
  const look = {
    ...describeTerminal(io, { color: flags.color, toFile: false }),
    verbose: flags.verbose === true,
  };
  await io.out(
    flags.json === true
      ? formatVerdictJson(verdict, examined.report)
      : formatVerdict(verdict, examined.report, look),
  );
  return exitCodeOfVerdict(verdict);
}

/** 0 connect, 1 do not connect, 3 no server there, 4 cannot be judged, 5 connect with limits. */
export function exitCodeOfVerdict({ decision, reasons }: InstallVerdict): number {
  switch (decision) {
    case "connect":
      return EXIT.clean;
    case "avoid":
      return EXIT.findings;
    case "limits":
      return EXIT.limits;
    case "unclear":
      return reasons.every(({ rule, decision: each }) => each !== "unclear" || rule === "U2")
        ? EXIT.nothing
        : EXIT.incomplete;
  }
}

/** Prints the inventory. */
export async function runInventory(
  named: readonly string[],
  flags: TargetFlags & { readonly format: InventoryFormat },
  io: Io,
): Promise<number> {
  const { report } = await examine(named, flags, io);
  const { formatInventory } = await import("../report/inventory.js");
  const look = {
    ...describeTerminal(io, { color: flags.color, toFile: false }),
    verbose: flags.verbose === true,
  };
  await io.out(formatInventory(report, flags.format, look));
  if (report.incomplete) return EXIT.incomplete;
  return report.server.entities.length === 0 && report.server.dynamic.length === 0
    ? EXIT.nothing
    : EXIT.clean;
}
