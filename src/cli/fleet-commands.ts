/** The commands about many servers, in the words that --help prints. */
import { type Command, InvalidArgumentError } from "commander";
import { parseShard } from "../fleet/shard.js";
import { toCount } from "./count.js";
import type { FleetFlags } from "./fleet-command.js";
import type { FleetTargetFlags } from "./fleet-target-command.js";
import type { Io } from "./io.js";
import type { MergeFlags } from "./merge-command.js";

const CODES = `
Exit codes:
  0  connect all of them; with --no-fail, whatever was found
  5  connect some of them with limits
  1  do not connect one of them
  4  one of them cannot be judged, or failed
  2  wrong usage, or a list that names no target
`;

const AFTER_FLEET = `
The list names one target a line; what follows a # is a comment. JSON is taken as well: an array of
targets, or an export of the MCP registry. Targets are what \`mcp-audit verdict\` takes; paths start
from this folder, not from that of the list.

A second run with the same output goes on where the first was ended.
${CODES}`;

/** Adds them to the program. `done` receives the exit code of the command that ran. */
export function addFleetCommands(program: Command, io: Io, done: (code: number) => void): void {
  const asking = (command: Command): Command =>
    command
      .option("--offline", "ask no registry and no repository: use what was fetched before")
      .option("--source", "hold packages against the repositories that they claim to be made from")
      .option(
        "--deps",
        "ask OSV which locked dependencies are known to be vulnerable; their names and versions are sent to it",
      )
      .option("--osv <folder>", "with --deps: look them up in an unpacked export of OSV; nothing is sent");
  // An option that the program has as well is taken by the program when it stands first.
  const withOuter = <T>(flags: T): T => ({
    ...flags,
    ...(program.opts()["verbose"] === true ? { verbose: true } : {}),
    ...(program.opts()["offline"] === true ? { offline: true } : {}),
  });
  asking(
    program
      .command("fleet")
      .argument("<list>", "file with the targets; - for standard input")
      .description("audit many servers, each in a process of its own, and write a line of JSON about each")
      .option("-o, --output <file>", "where the lines go", "mcp-audit-fleet.jsonl")
      .option("--sarif <file>", "write SARIF with a run of each target, too")
      .option("--shard <i/n>", "audit only part i of n, counted from 1", toShard)
      .option("--concurrency <n>", "targets at a time (default: half of the processors, at most 8)", toCount)
      .option("--timeout <seconds>", "how long one target may take", toCount, 300)
      .option("--memory <megabytes>", "how much memory the audit of one target may use", toCount, 4096)
      .option("--retry-failed", "audit those again whose line says that they failed")
      .option("--timings", "write into each line how long it took; the lines of two runs then differ"),
  )
    .option("--no-fail", "exit with 0 once every target has its line")
    .option("-v, --verbose", "say what came of each target as it is done")
    .addHelpText("after", AFTER_FLEET)
    .action(async (list: string, flags: FleetFlags) => {
      const { runFleet } = await import("./fleet-command.js");
      done(await runFleet(list, withOuter(flags), io));
    });
  program
    .command("merge")
    .argument("<files...>", "what shards wrote: lines and SARIF, in any order")
    .description("make one of what the shards of a fleet wrote; the best line of each target is kept")
    .option("-o, --output <file>", "where the lines go (default: standard output)")
    .option("--sarif <file>", "where the SARIF goes")
    .option("--no-fail", "exit with 0 whatever the lines say")
    .addHelpText("after", CODES)
    .action(async (files: string[], flags: MergeFlags) => {
      const { runMerge } = await import("./merge-command.js");
      done(await runMerge(files, flags, io));
    });
  asking(program.command("fleet-target", { hidden: true }))
    .argument("<target>")
    .option("--sarif")
    .action(async (target: string, flags: FleetTargetFlags) => {
      const { runFleetTarget } = await import("./fleet-target-command.js");
      done(await runFleetTarget(target, { ...withOuter(flags), color: false }, io));
    });
}

function toShard(value: string): NonNullable<FleetFlags["shard"]> {
  const shard = parseShard(value);
  if (shard === undefined) throw new InvalidArgumentError('Write it like "2/8": part 2 of 8.');
  return shard;
}
