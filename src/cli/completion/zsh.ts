/** The completion script for zsh. */
import type { OptionWords, Words } from "./words.js";

export function zshScript(words: readonly Words[]): string {
  const commands = words.filter(({ command }) => command !== "");
  const [program] = words;
  return `#compdef mcp-audit
# Completion of mcp-audit for zsh; made by \`mcp-audit completion zsh\`.
_mcp_audit() {
  local -a commands
  commands=(
${commands.map(({ command, description }) => `    ${quote(`${command}:${description}`)}`).join("\n")}
  )
  if (( CURRENT > 2 )); then
    case "$words[2]" in
${commands.map(drawCommand).join("\n")}
    esac
  fi
  if (( CURRENT == 2 )) && [[ "$PREFIX" != -* ]]; then
    _describe command commands
  fi
  _arguments ${program === undefined ? "" : argumentsOf(program)}
}
if [ "$funcstack[1]" = "_mcp_audit" ]; then
  _mcp_audit "$@"
else
  compdef _mcp_audit mcp-audit
fi
`;
}

function drawCommand(words: Words): string {
  return `      ${words.command})
        shift words
        (( CURRENT-- ))
        _arguments ${argumentsOf(words)}
        return
        ;;`;
}

function argumentsOf({ options, values }: Words): string {
  const rest =
    values === "nothing"
      ? []
      : values === "files"
        ? ["'*:path:_files'"]
        : [`'*:value:(${values.join(" ")})'`];
  return [...options.flatMap(drawOption), ...rest].join(" \\\n    ");
}

function drawOption({ short, long, description, takes }: OptionWords): string[] {
  const text = description.replace(/[[\]:\\]/g, "\\$&");
  const value =
    takes === "nothing"
      ? ""
      : takes === "files"
        ? ":file:_files"
        : takes === "text"
          ? ":value: "
          : `:value:(${takes.join(" ")})`;
  // A star: options may come again.
  return [short, long].flatMap((name) => (name === undefined ? [] : [quote(`*${name}[${text}]${value}`)]));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
