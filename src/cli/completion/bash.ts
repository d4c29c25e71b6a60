/** The completion script for bash 3.2 and later. */
import type { OptionWords, Words } from "./words.js";

export function bashScript(words: readonly Words[]): string {
  const commands = words.filter(({ command }) => command !== "").map(({ command }) => command);
  return `# Completion of mcp-audit for bash; made by \`mcp-audit completion bash\`.
_mcp_audit() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" command="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${commands.join("|")})
        command="\${COMP_WORDS[i]}"
        break
        ;;
      -*) ;;
      *) break ;;
    esac
  done
  case "$command" in
${words
  .filter(({ command }) => command !== "")
  .concat(words.filter(({ command }) => command === ""))
  .map((each) => drawCommand(each, commands))
  .join("\n")}
  esac
}
complete -o default -F _mcp_audit mcp-audit
`;
}

function drawCommand({ command, options, values }: Words, commands: readonly string[]): string {
  const choices = options.filter(({ takes }) => takes !== "nothing").map(drawOption);
  const flags = options.flatMap(namesOf).join(" ");
  const first = command === "" ? `${commands.join(" ")} ` : "";
  const rest =
    values === "files" || values === "nothing"
      ? `${first === "" ? "" : `[ "$COMP_CWORD" -eq 1 ] && COMPREPLY=($(compgen -W "${first.trim()}" -- "$current"))`}`
      : `COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$current"))`;
  return `    ${command === "" ? "*" : command})
      case "$previous" in
${choices.join("\n")}
      esac
      if [[ "$current" == -* ]]; then
        COMPREPLY=($(compgen -W "${flags}" -- "$current"))
        return
      fi
      ${rest === "" ? ":" : rest}
      ;;`;
}

/** Nothing is offered for a file, so that the shell completes it itself. */
function drawOption(option: OptionWords): string {
  const names = namesOf(option).join("|");
  const { takes } = option;
  if (typeof takes === "string") return `        ${names}) return ;;`;
  return `        ${names})
          COMPREPLY=($(compgen -W "${takes.join(" ")}" -- "$current"))
          return
          ;;`;
}

function namesOf({ short, long }: OptionWords): string[] {
  return short === undefined ? [long] : [short, long];
}
