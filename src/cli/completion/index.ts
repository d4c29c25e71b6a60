/** `mcp-audit completion SHELL`: a script that completes commands, options and their values. */
import type { Command } from "commander";
import { listRules } from "../../audit.js";
import { FORMATS } from "../../report/index.js";
import { EXIT } from "../exit-code.js";
import type { Io } from "../io.js";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import { wordsOf } from "./words.js";
import { zshScript } from "./zsh.js";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export type Shell = keyof typeof SCRIPTS;

/** Prints the script, made from the program as it is. */
export async function runCompletion(shell: Shell, program: Command, io: Io): Promise<number> {
  const known = { formats: FORMATS, rules: listRules().map(({ id }) => id) };
  await io.out(SCRIPTS[shell](wordsOf(program, known)));
  return EXIT.clean;
}
