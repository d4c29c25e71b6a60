/** `mcp-audit fleet LIST`: audits many targets, several at a time, and writes a line of each. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import process from "node:process";
import { UserError } from "../errors.js";
import { clip, makeSafe } from "../findings/quote.js";
import { failedLine } from "../fleet/line.js";
import { parseList } from "../fleet/list.js";
import { failedRun } from "../fleet/sarif.js";
import { isInShard, type Shard } from "../fleet/shard.js";
import { readPacked } from "../packed.js";
import { countOf } from "../words.js";
import { auditInChild, type ChildOptions, endChildren } from "./fleet-child.js";
import { FleetFiles, readFileOf } from "./fleet-files.js";
import { exitCodeOfLines, summaryOf, wordOf } from "./fleet-summary.js";
import type { Io } from "./io.js";
import { checkOutputs } from "./output.js";
import { createProgress } from "./progress.js";
import type { TargetFlags } from "./verdict-command.js";

export interface FleetFlags extends Omit<TargetFlags, "json"> {
  readonly output: string;
  readonly sarif?: string;
  readonly shard?: Shard;
  readonly concurrency?: number;
  readonly timeout: number;
  readonly memory: number;
  readonly retryFailed?: boolean;
  readonly timings?: boolean;
  /** False to end with 0 whatever the verdicts are. */
  readonly fail: boolean;
}

const MOST_BY_ITSELF = 8;

/** Audits the targets that have no line yet; the exit code is that of the worst of all. */
export async function runFleet(list: string, flags: FleetFlags, io: Io): Promise<number> {
  const { output, sarif } = flags;
  const named = [output, ...(sarif === undefined ? [] : [sarif])];
  checkOutputs(
    named.map((file) => ({ format: "json", file })),
    io.cwd,
  );
  const targets = await targetsOf(list, flags.shard, io);
  const files = new FleetFiles(output, sarif, io.cwd);
  const waiting = targets.filter((target) => !files.has(target, flags.retryFailed === true));
  await withoutChildren(io, async () => await auditAll(waiting, flags, files, io));
  files.finish();
  const lines = targets.flatMap((target) => files.lineOf(target) ?? []);
  const before = targets.length - waiting.length;
  const known = before === 0 ? "" : ` ${countOf(before, "line was", "lines were")} there before.`;
  await io.err(`${summaryOf(lines)}.${known} Written to ${named.join(" and ")}.\n`);
  return flags.fail ? exitCodeOfLines(lines) : 0;
}

async function targetsOf(name: string, shard: Shard | undefined, io: Io): Promise<readonly string[]> {
  const shown = name === "-" ? "on standard input" : name;
  const text = name === "-" ? readFileSync(0, "utf8") : readFileOf(name, io.cwd);
  const { targets, left } = parseList(text, shown);
  const others = [...left].map(([what, count]) => `${what} (${count})`);
  if (others.length > 0)
    await io.err(`Left out, because they name no code that can be fetched: ${others.join(", ")}.\n`);
  if (targets.length === 0)
    throw new UserError(
      `The list ${shown} names no target.`,
      "Write one a line, for example npm:@scope/server@1.2.3, pypi:name, git+https://host/owner/name.git or a path.",
    );
  return shard === undefined ? targets : targets.filter((target) => isInShard(target, shard));
}

/** As many at a time as wanted, each in a process of its own. */
async function auditAll(
  waiting: readonly string[],
  flags: FleetFlags,
  files: FleetFiles,
  io: Io,
): Promise<void> {
  const { version, homepage } = readPacked<{ version: string; homepage: string }>("../package.json");
  const options: ChildOptions = { args: argsOf(flags), seconds: flags.timeout, megabytes: flags.memory };
  const progress = createProgress(io, true);
  const queue = [...waiting];
  const busy = new Set<string>();
  let done = 0;
  const show = (): void => {
    const [current = ""] = busy;
    progress.say(clip(`${done} of ${waiting.length} audited; at ${makeSafe(current)} ...`, 78));
  };
  const work = async (): Promise<void> => {
    for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
      busy.add(target);
      show();
      const started = performance.now();
      const outcome = await auditInChild(target, options, io);
      const made = "line" in outcome ? outcome.line : failedLine(target, version, outcome.error);
      const line =
        flags.timings === true ? { ...made, milliseconds: Math.round(performance.now() - started) } : made;
      const run = "line" in outcome ? outcome.run : failedRun(line, homepage);
      files.add(line, run);
      busy.delete(target);
      done += 1;
      if (flags.verbose === true) {
        progress.clear();
        await io.err(`${makeSafe(target)}: ${wordOf(line)}\n`);
      }
    }
  };
  const wanted = flags.concurrency ?? Math.min(MOST_BY_ITSELF, Math.ceil(availableParallelism() / 2));
  try {
    await Promise.all(Array.from({ length: Math.min(wanted, waiting.length) }, work));
  } finally {
    progress.clear();
  }
}

function argsOf(flags: FleetFlags): string[] {
  const on = (["offline", "source", "deps"] as const).filter((name) => flags[name] === true);
  return [
    ...on.map((name) => `--${name}`),
    ...(flags.osv === undefined ? [] : [`--osv=${flags.osv}`]),
    ...(flags.sarif === undefined ? [] : ["--sarif"]),
  ];
}

/** Whatever ends this process, or the work, ends what it has started. What is written stays. */
async function withoutChildren(io: Io, work: () => Promise<void>): Promise<void> {
  const stop = (signal: NodeJS.Signals): void => {
    endChildren();
    void io.err("\nEnded. The same command goes on where it was.\n");
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  try {
    await work();
  } finally {
    endChildren();
    process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop);
  }
}
