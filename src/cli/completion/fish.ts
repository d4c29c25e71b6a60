/** The completion script for fish. */
import type { OptionWords, Words } from "./words.js";

export function fishScript(words: readonly Words[]): string {
  const commands = words.filter(({ command }) => command !== "");
  const names = commands.map(({ command }) => command).join(" ");
  const outside = `not __fish_seen_subcommand_from ${names}`;
  const lines = words.flatMap(({ command, options, values }) => {
    const when = command === "" ? outside : `__fish_seen_subcommand_from ${command}`;
    const own = options.map((option) => drawOption(option, when));
    if (typeof values === "string") return values === "nothing" ? [...own, line(when, ["-f"])] : own;
    return [...own, line(when, ["-f", "-a", quote(values.join(" "))])];
  });
  const starts = commands.map(({ command, description }) =>
    line("__fish_is_first_arg", ["-a", command, "-d", quote(description)]),
  );
  return `# Completion of mcp-audit for fish; made by \`mcp-audit completion fish\`.
${[...starts, ...lines].join("\n")}
`;
}

function drawOption({ short, long, description, takes }: OptionWords, when: string): string {
  const parts = ["-l", long.replace(/^--/, "")];
  if (short !== undefined) parts.push("-s", short.replace(/^-/, ""));
  if (takes === "files") parts.push("-r", "-F");
  else if (takes === "text") parts.push("-x");
  else if (takes !== "nothing") parts.push("-x", "-a", quote(takes.join(" ")));
  return line(when, [...parts, "-d", quote(description)]);
}

function line(when: string, parts: readonly string[]): string {
  return ["complete", "-c", "mcp-audit", "-n", quote(when), ...parts].join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
