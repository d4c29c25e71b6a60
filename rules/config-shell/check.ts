/**
 * Servers that a client starts through a shell, and commands in its configuration that download and run,
 * decode and run, open a shell or take credentials along. `cmd /c npx ...` is how programs are started on
 * Windows and says nothing.
 */
import {
  baseName,
  type ConfiguredServer,
  defineCheck,
  type PlacedText,
  TRAIT_SENTENCES,
  traitsOf,
} from "../../src/rules/api.js";

const SHELL = /^(?:sh|bash|zsh|dash|ksh|fish|cmd|powershell|pwsh)$/i;
const SCRIPT_OPTION = /^(?:-\w*c|\/c|\/k|-Command|-EncodedCommand|-enc?)$/i;

export const check = defineCheck((program, report) => {
  for (const server of program.artifacts.clients.flatMap((client) => client.servers)) {
    const whole = [server.command, ...server.args].flatMap((word) => word?.text ?? []).join(" ");
    const [trait] = [...traitsOf(whole)].sort((a, b) => Number(a.known ?? false) - Number(b.known ?? false));
    const at =
      server.args.find((arg) => trait !== undefined && traitsOf(arg.text).length > 0) ??
      server.args[server.args.findIndex((arg) => SCRIPT_OPTION.test(arg.text)) + 1] ??
      server.command;
    if (trait !== undefined && at !== undefined) {
      report({
        at: at.at,
        message: `The command of \`${server.name}\` ${TRAIT_SENTENCES[trait.what]} each time a client starts it.`,
        severity: trait.known ? "medium" : "high",
        confidence: "high",
      });
      continue;
    }
    const script = scriptOf(server);
    if (script !== undefined)
      report({
        at: script.at,
        message: `\`${server.name}\` is started through a shell, with a script that is more than one command: what runs is not what a client shows for approval.`,
      });
  }
});

/** What goes to standard error is thrown away or kept in a file of a log's name: still one command. */
const ERRORS_ASIDE = /2>(?:\s*&1|>?\s*(?:\/dev\/null|[\w.~/\\:-]+\.(?:log|err|txt))(?![\w.]))/g;

/** The script that a shell is given, when it does more than start one program. */
function scriptOf({ command, args }: ConfiguredServer): PlacedText | undefined {
  if (command === undefined || !SHELL.test(baseName(command.text))) return undefined;
  const option = args.findIndex((arg) => SCRIPT_OPTION.test(arg.text));
  if (option < 0) return undefined;
  const rest = args.slice(option + 1);
  const script = rest.map((arg) => arg.text).join(" ");
  const plain = script
    .replace(/"[^"$`]*"|'[^']*'/g, "''")
    // Going to a folder, taking a version manager along, or setting a variable before the one command.
    .replace(/^\s*(?:(?:cd|source|\.|nvm|export)\s[^;&|]*(?:&&|;)\s*|\w+=\S*\s+|exec\s+)+/, "");
  return /[;&|`]|\$\(|>\s*\S/.test(plain.replace(ERRORS_ASIDE, "")) ? rest[0] : undefined;
}
