/** The commands that set mcp-audit up: for a project and for a shell. */
import { Argument, type Command, Option } from "commander";
import type { Shell } from "./completion/index.js";
import type { InitFlags } from "./init-command.js";
import type { Io } from "./io.js";

/** Adds them to the program. `done` receives the exit code of the command that ran. */
export function addSetupCommands(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("init")
    .argument("[folder]", "folder of the server", ".")
    .description("audit, then write a configuration and a job for the build server")
    .option("-y, --yes", "write without asking")
    .addOption(
      new Option("--ci <name>", "the build server; by default what the repository looks like").choices([
        "github",
        "gitlab",
        "none",
      ]),
    )
    .option("--baseline", "write the findings of today to a file, too, so that only new ones count")
    .option("--no-color", "print without colour")
    .action(async (folder: string, flags: InitFlags) => {
      const { runInit } = await import("./init-command.js");
      const color = flags.color && program.opts()["color"] !== false;
      done(await runInit(folder, { ...flags, color }, io));
    });
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .description("print a script that completes commands and options in a shell")
    .action(async (shell: Shell) => {
      const { runCompletion } = await import("./completion/index.js");
      done(await runCompletion(shell, program, io));
    });
}
