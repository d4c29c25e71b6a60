/** The commands about a server that is not yet trusted, in the words that --help prints. */
import { type Command, Option } from "commander";
import type { InventoryFormat } from "../report/inventory.js";
import type { DepsFlags } from "./deps-command.js";
import type { InstalledFlags } from "./installed-command.js";
import type { Io } from "./io.js";
import type { LockFlags } from "./lock-command.js";
import type { TargetFlags } from "./verdict-command.js";

// Not where they are made: the program starts without any reporter.
const INVENTORY_FORMATS = ["text", "json", "markdown"] as const satisfies readonly InventoryFormat[];

const TARGET = "folder, package (npm:NAME, pypi:NAME), repository (git+https://...) or archive";

const VERDICT_CODES = `
Exit codes:
  0  connect
  5  connect with limits
  1  do not connect
  4  cannot be judged
  3  cannot be judged, because no tool, resource or prompt was found
  2  wrong usage
`;

const INSTALLED_CODES = `
Exit codes, of the worst verdict:
  0  connect all of them
  5  connect some of them with limits
  1  do not connect one of them
  4  one of them cannot be judged
  3  no server was found
  2  wrong usage
`;

const INVENTORY_CODES = `
Exit codes:
  0  listed
  2  wrong usage
  3  no tool, resource or prompt was found
  4  incomplete: a file could not be read or analyzed
`;

const DEPS_CODES = `
Exit codes:
  0  no dependency is known to be vulnerable
  1  at least one is
  2  wrong usage
  3  no lock file was found
`;

const CHANGE_CODES = `
Exit codes:
  0  nothing changed
  1  something changed
  2  wrong usage
`;

/** Adds them to the program. `done` receives the exit code of the command that ran. */
export function addTargetCommands(program: Command, io: Io, done: (code: number) => void): void {
  const lookOf = (command: Command): { color: boolean } => ({
    color: command.opts()["color"] !== false && program.opts()["color"] !== false,
  });
  const common = (command: Command): Command =>
    command
      .option("--offline", "ask no registry and no repository: use what was fetched before")
      .option("-v, --verbose", "leave nothing out")
      .option("--no-color", "print without colour");
  // An option that the program has as well is taken by the program when it stands first.
  const flagsOf = <T>(flags: T, command: Command): T & { color: boolean } => ({
    ...flags,
    ...(program.opts()["verbose"] === true ? { verbose: true } : {}),
    ...(program.opts()["offline"] === true ? { offline: true } : {}),
    ...lookOf(command),
  });
  common(program.command("verdict"))
    .argument("<target>", TARGET)
    .description("should this server be connected, and how little can it be given?")
    .option("--json", "as JSON")
    .option(
      "--source",
      "hold a package against the repository that it claims to be made from, which is fetched",
    )
    .option(
      "--deps",
      "ask OSV which locked dependencies are known to be vulnerable; their names and versions are sent to it",
    )
    .option("--osv <folder>", "with --deps: look them up in an unpacked export of OSV; nothing is sent")
    .addHelpText("after", VERDICT_CODES)
    .action(async (target: string, flags: TargetFlags, command: Command) => {
      const { runVerdict } = await import("./verdict-command.js");
      done(await runVerdict([target], flagsOf(flags, command), io));
    });
  common(program.command("inventory"))
    .argument("<target>", TARGET)
    .description("list what each tool can do, with the place in the code")
    .addOption(
      new Option("-f, --format <name>", "form of the list").choices(INVENTORY_FORMATS).default("text"),
    )
    .addHelpText("after", INVENTORY_CODES)
    .action(async (target: string, flags: TargetFlags & { format: InventoryFormat }, command: Command) => {
      const { runInventory } = await import("./verdict-command.js");
      done(await runInventory([target], flagsOf(flags, command), io));
    });
  common(program.command("installed"))
    .description("audit the servers that the clients on this machine start, each with its verdict")
    .option(
      "--config <file>",
      "read this client's configuration instead of the known places (repeatable)",
      collect,
    )
    .option("--json", "as JSON")
    .addHelpText("after", INSTALLED_CODES)
    .action(async (flags: InstalledFlags, command: Command) => {
      const { runInstalled } = await import("./installed-command.js");
      done(await runInstalled(flagsOf(flags, command), io));
    });
  addLockCommands();
  common(program.command("deps"))
    .argument("<target>", TARGET)
    .description(
      "ask OSV which locked dependencies are known to be vulnerable: their names and versions are sent to it",
    )
    .option("--osv <folder>", "look them up in an unpacked export of OSV instead; nothing is sent")
    .option("--json", "as JSON")
    .addHelpText("after", DEPS_CODES)
    .action(async (target: string, flags: DepsFlags, command: Command) => {
      const { runDeps } = await import("./deps-command.js");
      done(await runDeps(target, flagsOf(flags, command), io));
    });

  function addLockCommands(): void {
    const lock = (command: Command): Command =>
      command.option("--lock <file>", "the lock file", "mcp-audit.lock");
    lock(common(program.command("lock")))
      .argument("<targets...>", TARGET)
      .description("write down what servers are now: tools, descriptions, schemas, abilities, content")
      .action(async (targets: string[], flags: LockFlags, command: Command) => {
        const { runLock } = await import("./lock-command.js");
        done(await runLock(targets, flagsOf(flags, command), io));
      });
    lock(common(program.command("verify")))
      .argument(
        "[targets...]",
        "which of the locked servers, as they were named to `mcp-audit lock`; by default all",
      )
      .description("say what changed since `mcp-audit lock`; the exit code is 1 when anything did")
      .option("--json", "as JSON")
      .addHelpText("after", CHANGE_CODES)
      .action(async (targets: string[], flags: LockFlags, command: Command) => {
        const { runVerify } = await import("./lock-command.js");
        done(await runVerify(targets, flagsOf(flags, command), io));
      });
    common(program.command("diff"))
      .argument("<before>", TARGET)
      .argument("<after>", "what it is compared with, in the same forms")
      .description(
        "say in words what changed from one version or tree to another; the exit code is 1 when anything did",
      )
      .option("--json", "as JSON")
      .addHelpText("after", CHANGE_CODES)
      .action(async (before: string, after: string, flags: TargetFlags, command: Command) => {
        const { runDiff } = await import("./lock-command.js");
        done(await runDiff(before, after, flagsOf(flags, command), io));
      });
  }
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
