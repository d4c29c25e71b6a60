/** `mcp-audit lock`, `verify` and `diff`: what a server is, and what changed of it. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { NO_INVENTORY } from "../findings/inventory.js";
import { compareSnapshots } from "../lock/compare.js";
import { formatLock, LOCK_FILE, type Locked, parseLock } from "../lock/file.js";
import { type Snapshot, snapshotOf } from "../lock/snapshot.js";
import { type Changed, formatChanges, formatChangesJson } from "../report/changes.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { writeOutput } from "./output.js";
import { describeTerminal } from "./terminal.js";
import { examine, type TargetFlags } from "./verdict-command.js";

export interface LockFlags extends TargetFlags {
  readonly lock: string;
}

/** Writes or adds to the lock file what the targets are now. */
export async function runLock(targets: readonly string[], flags: LockFlags, io: Io): Promise<number> {
  const servers: Record<string, Snapshot> = { ...readLock(flags.lock, io, true) };
  for (const target of targets) servers[target] = await snapshot(target, flags, io);
  writeOutput(flags.lock, io.cwd, formatLock(servers));
  const tools = targets.reduce((sum, target) => sum + Object.keys(servers[target]?.tools ?? {}).length, 0);
  await io.err(
    `${flags.lock}: ${targets.join(", ")} (${tools} ${tools === 1 ? "tool" : "tools"}). \`mcp-audit verify\` says when something changes.\n`,
  );
  return EXIT.clean;
}

/** Looks at everything in the lock file again and says what changed. */
export async function runVerify(targets: readonly string[], flags: LockFlags, io: Io): Promise<number> {
  const servers = readLock(flags.lock, io, false);
  const wanted = targets.length > 0 ? targets : Object.keys(servers);
  const changed: Changed[] = [];
  for (const target of wanted) {
    const before = servers[target];
    if (before === undefined)
      throw new UserError(
        `${target} is not in ${flags.lock}.`,
        `It holds ${Object.keys(servers).join(", ") || "nothing"}. \`mcp-audit lock ${target}\` adds it.`,
      );
    changed.push({ title: target, changes: compareSnapshots(before, await snapshot(target, flags, io)) });
  }
  return await show(changed, flags, io);
}

/** Compares two targets. */
export async function runDiff(before: string, after: string, flags: TargetFlags, io: Io): Promise<number> {
  const changes = compareSnapshots(await snapshot(before, flags, io), await snapshot(after, flags, io));
  return await show([{ title: `${before} -> ${after}`, changes }], flags, io);
}

async function show(changed: readonly Changed[], flags: TargetFlags, io: Io): Promise<number> {
  const look = {
    ...describeTerminal(io, { color: flags.color, toFile: false }),
    verbose: flags.verbose === true,
  };
  await io.out(flags.json === true ? formatChangesJson(changed) : formatChanges(changed, look));
  return changed.some(({ changes }) => changes.length > 0) ? EXIT.findings : EXIT.clean;
}

async function snapshot(target: string, flags: TargetFlags, io: Io): Promise<Snapshot> {
  const { report, fetched } = await examine([target], flags, io);
  return snapshotOf(report, report.inventory ?? NO_INVENTORY, fetched);
}

function readLock(name: string, io: Io, mayBeMissing: boolean): Locked {
  const path = resolve(io.cwd, name);
  if (!existsSync(path)) {
    if (mayBeMissing) return {};
    throw new UserError(
      `There is no lock file ${name}.`,
      "`mcp-audit lock TARGET` writes one; --lock names another.",
    );
  }
  return parseLock(readFileSync(path, "utf8"), name);
}

export { LOCK_FILE };
