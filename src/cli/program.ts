/** The commands and options, in the words that --help prints. What they do is in the command files. */
import { Command, InvalidArgumentError, Option } from "commander";
import { isTarget } from "../fetch/target.js";
import { CONFIDENCES, PROFILES, SEVERITIES } from "../findings/order.js";
import { readPacked } from "../packed.js";
import { FORMATS } from "../report/index.js";
import type { AuditFlags } from "./audit-command.js";
import { toCount } from "./count.js";
import { addFleetCommands } from "./fleet-commands.js";
import type { Io } from "./io.js";
import { type Output, parseOutput } from "./output.js";
import { addSetupCommands } from "./setup-commands.js";
import { addTargetCommands } from "./target-commands.js";

const AFTER_HELP = `
Profiles:
  default   what a maintainer would act on
  pedantic  and hardening
  audit     and everything worth a reviewer's look

Packages, repositories and archives are fetched without running anything of them:
  npm:@scope/name@1.2.3   pypi:name==1.2.3   git+https://host/owner/name.git#v1.2.3
  name-1.2.3.tgz   name-1.2.3.whl   name.zip   name.mcpb

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage or configuration
  3  nothing to audit: no MCP server was found, which is not the same as clean
  4  incomplete: a file could not be read or analyzed; what was found is printed
A package, repository or archive that is named without an option about the report is judged: should it be
connected? \`mcp-audit verdict --help\` has the exit codes of that.

Examples:
  $ mcp-audit .                                          audit the server in this folder
  $ mcp-audit npm:@scope/name                            should this package be connected?
  $ mcp-audit . --format sarif --output results.sarif    for code scanning
  $ mcp-audit . --format text --format sarif=r.sarif     both in one run
  $ mcp-audit packages/server --fail-on high             fail on high and critical only
  $ mcp-audit . --profile pedantic --skip-rule log-injection
  $ mcp-audit . --since origin/main                      what a branch brings in
  $ mcp-audit baseline . && mcp-audit . --baseline mcp-audit-baseline.json
  $ mcp-audit explain command-injection                  what a rule is about
`;

const BASELINE_CODES = `
Exit codes:
  0  the file is written
  2  wrong usage or configuration
  4  something could not be read, so the file may lack findings
`;

/** Builds the program. `done` receives the exit code of the command that ran. */
export function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command("mcp-audit");
  program
    .usage("[options] PATH...")
    .description(
      "Finds security weaknesses in MCP servers written in TypeScript, JavaScript and Python, without running them.",
    )
    .argument(
      "[paths...]",
      "folders or files of the server to audit; or a package, repository or archive, see below",
    )
    .allowExcessArguments(true)
    // Options behind a command are the command's, also where the program has one of that name.
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText("after", AFTER_HELP)
    .showSuggestionAfterError()
    .showHelpAfterError("  `mcp-audit --help` lists the options.");
  addReportOptions(program);
  addSelectionOptions(program, "see below");
  addGateOptions(program);
  program
    .optionsGroup("Other:")
    .version(readPacked<{ version: string }>("../package.json").version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help");
  const isAboutReport = (option: Option): boolean =>
    !["offline", "verbose", "color"].includes(option.attributeName()) &&
    program.getOptionValueSource(option.attributeName()) === "cli";
  program.action(async (paths: string[], flags: AuditFlags) => {
    if (paths.length === 0) program.error("error: Name what to audit, for example: mcp-audit .");
    // Who only names a package asks whether to install it; who wants a report says something of it.
    if (paths.length === 1 && isTarget(paths[0] ?? "") && !program.options.some(isAboutReport)) {
      const { runVerdict } = await import("./verdict-command.js");
      return done(await runVerdict(paths, flags, io));
    }
    const { refuseMistyped } = await import("./mistyped-command.js");
    const commands = program.commands.map((command) => command.name());
    refuseMistyped(paths[0] ?? "", commands, io);
    const { runAudit } = await import("./audit-command.js");
    done(await runAudit(paths, flags, io));
  });
  addBaseline(program, io, done);
  addCatalog(program, io, done);
  addTargetCommands(program, io, done);
  addFleetCommands(program, io, done);
  addServers(program, io, done);
  addSetupCommands(program, io, done);
  return configure(program, io);
}

function addReportOptions(program: Command): void {
  program
    .optionsGroup("Report:")
    .option(
      "-f, --format <name[=file]>",
      `form of the report, and the file to write it to: ${FORMATS.join(", ")}; by default text, or what the name of --output asks for (repeatable)`,
      collectOutput,
    )
    .option("-o, --output <file>", "write the report to a file instead of standard output")
    .addOption(
      new Option(
        "--fail-on <severity>",
        "lowest severity that makes the exit code 1 (default: medium)",
      ).choices([...SEVERITIES, "never"]),
    )
    .option(
      "--show-suppressed",
      "print findings that do not count, too, each with the reason; in SARIF, as suppressed results",
    )
    .option("-q, --quiet", "print findings only: no summary, no notes, no progress")
    .option("--poc", "show in text the harmless call that would reach each finding; it is never sent")
    .option("-v, --verbose", "print every step and note, and how long it took")
    .option("--no-color", "print without colour; so does the variable NO_COLOR");
}

/** `profiles` says where the profiles are explained. */
function addSelectionOptions(program: Command, profiles: string): void {
  program
    .optionsGroup("What is reported:")
    .addOption(
      new Option("--profile <name>", `who the report is for, ${profiles} (default: default)`).choices(
        PROFILES,
      ),
    )
    .addOption(new Option("--severity <min>", "leave out findings below (default: info)").choices(SEVERITIES))
    .addOption(
      new Option("--confidence <min>", "leave out findings below (default: low)").choices(CONFIDENCES),
    )
    .option("--rule <id>", "run only this rule, for every profile (repeatable)", collect)
    .option("--skip-rule <id>", "do not run this rule (repeatable)", collect)
    .optionsGroup("What is audited:")
    .option(
      "--include <glob>",
      "audit these files although they look like tests, examples or build output (repeatable)",
      collect,
    )
    .option("--exclude <glob>", "leave these files out (repeatable)", collect)
    .option("--offline", "ask no registry and no repository: use what was fetched before")
    .option("--config <file>", "follow this configuration; otherwise the nearest mcp-audit.yml, upwards")
    .option("--no-config", "follow no configuration")
    .option(
      "--deps",
      "ask OSV which locked dependencies are known to be vulnerable; their names and versions are sent to it",
    )
    .option("--osv <folder>", "with --deps: look them up in an unpacked export of OSV; nothing is sent")
    .option(
      "--threads <n>",
      "threads that share the servers of a repository; the result is the same (default: those of the machine, at most 8)",
      toCount,
    )
    .option("--untrusted", "follow neither configuration nor comments of the audited tree")
    .option("--require-reason", "a suppression that gives no reason has no effect");
}

function addGateOptions(program: Command): void {
  program
    .optionsGroup("What is new:")
    .option("--baseline <file>", "findings in this file are known and do not count")
    .option("--no-baseline", "compare with no baseline, whatever the configuration says")
    .option("--since <revision>", "only findings on whose path something changed since a revision of git")
    .option("--changed", "only findings on whose path something is not committed yet")
    .option("--strict-suppressions", "exit with 1 when a suppression is unused, expired or faulty, too");
}

function addBaseline(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command("baseline")
    .argument("[paths...]", "folders or source files of the server to audit")
    .usage("[options] PATH...")
    .description("write the findings of today to a file, so that only new ones count from now on")
    .option("-o, --output <file>", "the file to write (default: mcp-audit-baseline.json)")
    .option("-q, --quiet", "print nothing, no progress either");
  addSelectionOptions(command, "see `mcp-audit --help`");
  command.addHelpText("after", BASELINE_CODES);
  command.action(async (paths: string[], _flags: unknown, self: Command) => {
    if (paths.length === 0) self.error("error: Name what to audit, for example: mcp-audit baseline .");
    const { runBaseline } = await import("./baseline-command.js");
    done(await runBaseline(paths, self.optsWithGlobals(), io));
  });
}

function addCatalog(program: Command, io: Io, done: (code: number) => void): void {
  const lookOf = (command: Command): { color: boolean } => ({
    color: command.opts()["color"] !== false && program.opts()["color"] !== false,
  });
  program
    .command("rules")
    .description("list the rules")
    .option("--json", "as JSON")
    .option("--no-color", "print without colour")
    .action(async (flags: { json?: boolean }, command: Command) => {
      const { runRules } = await import("./catalog-commands.js");
      done(await runRules({ ...lookOf(command), json: flags.json === true }, io));
    });
  program
    .command("explain")
    .argument("[rule]", "id of a rule")
    .usage("[options] RULE")
    .description("print the page of a rule")
    .option("--no-color", "print without colour")
    .action(async (id: string | undefined, _flags: unknown, command: Command) => {
      if (id === undefined)
        command.error(
          "error: Name a rule, for example: mcp-audit explain command-injection; `mcp-audit rules` lists them.",
        );
      const { runExplain } = await import("./catalog-commands.js");
      done(await runExplain(id, lookOf(command), io));
    });
}

function addServers(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("lsp")
    .description("serve editors: a language server on standard input and output")
    .option("--stdio", "what clients that support several transports pass; there is no other")
    .action(async () => {
      const { runLanguageServer } = await import("./lsp-command.js");
      done(await runLanguageServer());
    });
  program
    .command("mcp")
    .description("serve agents: an MCP server on standard input and output, with tools that only read")
    .option(
      "--root <folder>",
      "a folder that agents may have audited (repeatable; default: this one)",
      collect,
    )
    .option("--offline", "ask no registry: use what was fetched before")
    .action(async (_flags: unknown, self: Command) => {
      const { runMcpServer } = await import("./mcp-command.js");
      done(await runMcpServer(self.optsWithGlobals(), io));
    });
}

/** No command of commander's may end the process or write past the given streams. */
function configure(program: Command, io: Io): Command {
  for (const command of [program, ...program.commands]) {
    // A second target that was not looked at would pass for one that is clean.
    if (command !== program) command.allowExcessArguments(false);
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.out(text),
      writeErr: (text) => void io.err(text),
    });
  }
  return program;
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return [...(previous ?? []), value];
}

function collectOutput(value: string, previous: readonly Output[] | undefined): Output[] {
  const output = parseOutput(value);
  if (typeof output === "string") throw new InvalidArgumentError(output);
  return [...(previous ?? []), output];
}
