/**
 * What files of Markdown and plain text tell the model: those that the code names (`prompts/search.md`), in
 * paragraphs, each at its line. Files that no constant of the code names are for people.
 */
import type { PlacedText } from "../artifacts/types.js";
import type { FunctionCode } from "../ir/code.js";
import type { Told } from "../server/texts.js";

const ENDING = /\.(?:md|markdown|txt|prompt)$/i;
const BEFORE_NAME = /[^\w .-]/g;
const MAX_PARAGRAPHS = 2000;

export function toldByFiles(
  prose: readonly PlacedText[],
  functions: readonly FunctionCode[],
): readonly Told[] {
  if (prose.length === 0) return [];
  const named = namesIn(functions);
  const out: Told[] = [];
  for (const { text, at } of prose) {
    const name = at.path.slice(at.path.lastIndexOf("/") + 1);
    if (!named.has(name.toLowerCase())) continue;
    const owner = `\`${at.path}\``;
    for (const paragraph of paragraphsOf(text)) {
      if (out.length >= MAX_PARAGRAPHS) return out;
      const span = { ...at.span, line: paragraph.line, endLine: paragraph.line };
      const place = { path: at.path, span };
      out.push({ owner, what: "prompt", field: undefined, text: paragraph.text, at: place });
    }
  }
  return out;
}

/** File names at the end of constant texts, in small letters. */
function namesIn(functions: readonly FunctionCode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const code of functions) {
    for (const instr of code.instructions) {
      if (instr.op !== "const" || typeof instr.value !== "string") continue;
      const name = ENDING.test(instr.value) ? nameAtEnd(instr.value) : "";
      if (name !== "") names.add(name.toLowerCase());
    }
  }
  return names;
}

/** The last part of a text that can be the name of a file. */
function nameAtEnd(text: string): string {
  const [, name = ""] = /^[ .-]*(.*)$/.exec(text.split(BEFORE_NAME).at(-1) ?? "") ?? [];
  return name;
}

function paragraphsOf(text: string): readonly { readonly text: string; readonly line: number }[] {
  const out: { text: string; line: number }[] = [];
  let open: { lines: string[]; line: number } | undefined;
  const close = () => {
    if (open !== undefined) out.push({ text: open.lines.join("\n"), line: open.line });
    open = undefined;
  };
  text.split(/\r\n|[\n\r]/).forEach((line, index) => {
    if (line.trim() === "") close();
    else if (open === undefined) open = { lines: [line], line: index + 1 };
    else open.lines.push(line);
  });
  close();
  return out;
}
