/** What can be typed: the commands and options of the program, with the values that an option takes. */
import type { Command, Option } from "commander";

export interface Words {
  /** "" for the program itself. */
  readonly command: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** What stands behind the options: files, or these words. */
  readonly values: readonly string[] | "files" | "nothing";
}

export interface OptionWords {
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  /** Words to choose from, files, any text, or nothing at all behind it. */
  readonly takes: readonly string[] | "files" | "text" | "nothing";
}

/** Values that only this program knows, by what stands in the angle brackets of an option or argument. */
export interface Known {
  readonly formats: readonly string[];
  readonly rules: readonly string[];
}

/** The words of the program, then those of each of its commands. */
export function wordsOf(program: Command, known: Known): Words[] {
  const shown = program.createHelp().visibleCommands(program);
  return [program, ...shown].map((command) => ({
    command: command === program ? "" : command.name(),
    description: oneLine(command.description()),
    options: [...command.options, helpOf(command)].map((option) => wordsOfOption(option, known)),
    values: valuesOf(command, known),
  }));
}

function helpOf(command: Command): Option {
  return command.createOption("-h, --help", "print this help");
}

function wordsOfOption(option: Option, known: Known): OptionWords {
  return {
    short: option.short,
    long: option.long ?? "",
    description: oneLine(option.description),
    takes: takesOf(option, known),
  };
}

function takesOf(option: Option, known: Known): OptionWords["takes"] {
  if (!option.required && !option.optional) return "nothing";
  if (option.argChoices !== undefined) return option.argChoices;
  const name = /<([^>[]+)/.exec(option.flags)?.[1] ?? "";
  if (option.long === "--format") return known.formats;
  if (name === "id") return known.rules;
  return name === "file" ? "files" : "text";
}

function valuesOf(command: Command, known: Known): Words["values"] {
  const [argument] = command.registeredArguments;
  if (argument === undefined) return "nothing";
  if (argument.argChoices !== undefined) return argument.argChoices;
  return argument.name() === "rule" ? known.rules : "files";
}

/** The first clause is enough beside a word. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").split(/[;(:]/)[0]?.trim() ?? "";
}
