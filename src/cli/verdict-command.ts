/**
 * `mcp-audit verdict TARGET`, and what `mcp-audit npm:NAME` answers: should it be connected, and how little
 * can it be given? And `mcp-audit inventory TARGET`.
 */
import process from "node:process";
import { type AuditOptions, audit } from "../audit.js";
import { AuditError } from "../errors.js";
import type { Fetched } from "../fetch/types.js";
import type { InstallVerdict } from "../findings/install-verdict.js";
import { NO_INVENTORY } from "../findings/inventory.js";
import type { Report } from "../findings/types.js";
import type { InventoryFormat } from "../report/inventory.js";
import { askingFor, reproducibleDay } from "./audit-command.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { createProgress, type ProgressLine } from "./progress.js";
import { type Resolved, resolveTargets } from "./targets.js";
import { describeTerminal } from "./terminal.js";

export interface TargetFlags {
  readonly color: boolean;
  readonly offline?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
  /** Hold a package against the repository that it claims to be made from. */
  readonly source?: boolean;
  /** Ask which of its locked dependencies are known to be vulnerable. */
  readonly deps?: boolean;
  readonly osv?: string;
}

export interface Examined extends Resolved {
  readonly report: Report;
}

/** Fetches what has to be, audits it with its inventory, and shows what is being waited for. */
export async function examine(named: readonly string[], flags: TargetFlags, io: Io): Promise<Examined> {
  const progress = createProgress(io, true);
  const fetching = { offline: flags.offline === true, onProgress: progress.say };
  try {
    const resolved = await resolveTargets(named, { ...fetching, source: flags.source === true }, io);
    const own = { ...resolved, report: await auditOf(resolved, askingFor(flags, io), io, progress) };
    if (resolved.fetched === undefined || hasServer(own.report)) return own;
    return (await behind(own, resolved.fetched, fetching, io, progress)) ?? own;
  } finally {
    progress.clear();
  }
}

async function auditOf(
  { paths, fetched }: Resolved,
  asking: Pick<AuditOptions, "askAbout">,
  io: Io,
  progress: ProgressLine,
): Promise<Report> {
  return await audit({
    ...asking,
    paths,
    cwd: io.cwd,
    inventory: true,
    // Whoever asks does not trust it yet: neither its configuration nor its comments are followed.
    untrusted: true,
    onProgress: progress.update,
    ...(fetched === undefined ? {} : { target: fetched.spec.text }),
  });
}

const hasServer = ({ server }: Report): boolean => server.entities.length > 0 || server.dynamic.length > 0;

/** A thin wrapper is what the package behind it is, together with its own weaknesses. */
async function behind(
  own: Examined,
  fetched: Fetched,
  fetching: { readonly offline: boolean; readonly onProgress: (text: string) => void },
  io: Io,
  progress: ProgressLine,
): Promise<Examined | undefined> {
  const spec = (await import("../fetch/wrapped.js")).wrappedBy(fetched);
  if (spec === undefined) return undefined;
  const inner = await resolveTargets([spec.text], fetching, io).catch((error: unknown) => {
    if (error instanceof AuditError) return undefined;
    throw error;
  });
  if (inner === undefined) return undefined;
  const report = await auditOf(inner, {}, io, progress);
  if (!hasServer(report)) return undefined;
  const name = `${inner.fetched?.name ?? spec.text} ${inner.fetched?.version ?? ""}`.trim();
  const note = {
    weight: "info",
    text: `Its tools are those of ${name}, which it starts and which was audited with it.`,
  } as const;
  return {
    paths: own.paths,
    report: { ...report, target: own.report.target, findings: [...report.findings, ...own.report.findings] },
    fetched: { ...fetched, notes: [...fetched.notes, note, ...(inner.fetched?.notes ?? [])] },
  };
}

/** Judges what was examined. */
export async function verdictOn({ report, fetched }: Examined, io: Io): Promise<InstallVerdict> {
  const { judge } = await import("../verdict-install/index.js");
  const inventory = report.inventory ?? NO_INVENTORY;
  const { describeTree } = await import("../fetch/describe-tree.js");
  const nodeMajor = Number(process.versions.node.split(".")[0]);
  const own = fetched === undefined ? describeTree(report.root, new Set(), false) : undefined;
  const installScripts = own?.installScripts ?? [];
  const today = reproducibleDay(io) ?? new Date().toISOString();
  return judge({ report, inventory, fetched, installScripts, today }, nodeMajor);
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
