/** `mcp-audit installed`: finds the servers that clients start, audits each once, and lists the verdicts. */
import { homedir } from "node:os";
import { resolve } from "node:path";
import { AuditError, UserError } from "../errors.js";
import type { InstallVerdict } from "../findings/install-verdict.js";
import { clientPlaces, type Place } from "../installed/places.js";
import { type InstalledServer, type Runs, readServers } from "../installed/servers.js";
import {
  formatInstalled,
  formatInstalledJson,
  type InstalledFile,
  type InstalledRow,
} from "../report/installed.js";
import { EXIT } from "./exit-code.js";
import type { Io } from "./io.js";
import { describeTerminal } from "./terminal.js";
import { examine, type TargetFlags, verdictOn } from "./verdict-command.js";

export interface InstalledFlags extends TargetFlags {
  /** Files to read instead of the known places. */
  readonly config?: readonly string[];
}

/** Prints the verdicts; the exit code is that of the worst. */
export async function runInstalled(flags: InstalledFlags, io: Io): Promise<number> {
  const home = io.env["HOME"] || io.env["USERPROFILE"] || homedir();
  const known = new Map<string, Promise<Pick<InstalledRow, "decision" | "reasons" | "remark">>>();
  const files: InstalledFile[] = [];
  for (const { client, path } of placesOf(flags, io)) {
    const servers = await read(path, home, flags.config !== undefined);
    if (servers === undefined) continue;
    const rows: InstalledRow[] = [];
    for (const server of servers) rows.push(await rowOf(server, known, flags, io));
    files.push({ client, path: path.startsWith(home) ? `~${path.slice(home.length)}` : path, servers: rows });
  }
  const look = {
    ...describeTerminal(io, { color: flags.color, toFile: false }),
    verbose: flags.verbose === true,
  };
  await io.out(flags.json === true ? formatInstalledJson(files) : formatInstalled(files, look));
  return exitCodeOf(files.flatMap((file) => file.servers));
}

function placesOf({ config }: InstalledFlags, io: Io): readonly Place[] {
  if (config !== undefined)
    return config.map((path) => ({ client: "Configuration", path: resolve(io.cwd, path) }));
  const seen = new Set<string>();
  return clientPlaces(io.env, io.cwd).filter(({ path }) => !seen.has(path) && seen.add(path));
}

async function read(
  path: string,
  home: string,
  named: boolean,
): Promise<readonly InstalledServer[] | undefined> {
  const servers = await readServers(path, home).catch((cause: NodeJS.ErrnoException) => {
    if (!named) return undefined;
    throw new UserError(
      `${path} cannot be read (${cause.code ?? cause.message}).`,
      "Check its permissions.",
      { cause },
    );
  });
  if (servers === undefined && named)
    throw new UserError(
      `${path} configures no MCP server, or is not there.`,
      "Name the file in which a client keeps its servers, for example .mcp.json.",
    );
  return servers;
}

async function rowOf(
  { name, disabled, runs }: InstalledServer,
  known: Map<string, Promise<Pick<InstalledRow, "decision" | "reasons" | "remark">>>,
  flags: InstalledFlags,
  io: Io,
): Promise<InstalledRow> {
  if (runs.kind !== "target") return { name, disabled, ...notLookedAt(runs) };
  let verdict = known.get(runs.target);
  if (verdict === undefined) known.set(runs.target, (verdict = verdictOf(runs.target, flags, io)));
  return { name, disabled, runs: runs.target, ...(await verdict) };
}

/** One that cannot be fetched must not hide the others. */
async function verdictOf(
  target: string,
  flags: InstalledFlags,
  io: Io,
): Promise<Pick<InstalledRow, "decision" | "reasons" | "remark">> {
  try {
    const verdict: InstallVerdict = await verdictOn(await examine([target], flags, io), io);
    return { decision: verdict.decision, reasons: verdict.reasons };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return { decision: "unclear", reasons: [], remark: `${error.message} ${error.help}` };
  }
}

function notLookedAt(runs: Exclude<Runs, { kind: "target" }>): Omit<InstalledRow, "name" | "disabled"> {
  const row = { decision: "skipped", reasons: [] } as const;
  switch (runs.kind) {
    case "remote":
      return {
        ...row,
        runs: runs.url,
        remark: "It runs on another machine, and sees whatever your client sends it.",
      };
    case "image":
      return {
        ...row,
        runs: `image ${runs.image}`,
        remark:
          "The content of container images is not looked into; name its repository with `mcp-audit verdict git+https://...`.",
      };
    case "unknown":
      return {
        ...row,
        decision: "unclear",
        runs: runs.command,
        remark: "It is a program of this machine whose code was not found.",
      };
  }
}

function exitCodeOf(rows: readonly InstalledRow[]): number {
  const has = (decision: InstalledRow["decision"]): boolean => rows.some((row) => row.decision === decision);
  if (rows.length === 0) return EXIT.nothing;
  return has("avoid")
    ? EXIT.findings
    : has("unclear")
      ? EXIT.incomplete
      : has("limits")
        ? EXIT.limits
        : EXIT.clean;
}
