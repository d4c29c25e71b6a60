/**
 * Shows a rule's page on a terminal: headings, paragraphs, lists, tables as they are, quotes, and code
 * blocks. It knows the Markdown that rule pages use, not all of Markdown.
 */
import { columns, type Style } from "./text-style.js";

/** The text styled and wrapped, without a newline at its end. */
export function renderMarkdown(text: string, style: Style): string {
  const out: string[] = [];
  /** Language of each block of code, by its place in `out`. */
  const languages = new Map<number, string>();
  let paragraph: string[] = [];
  let code: string[] | undefined;
  let language = "";
  const endCode = (lines: readonly string[]): void => {
    languages.set(out.length, language);
    out.push(drawCode(lines, style));
  };
  const flush = (): void => {
    if (paragraph.length > 0) out.push(drawParagraph(paragraph, style));
    paragraph = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (code !== undefined) {
      if (/^\s*(?:```|~~~)\s*$/.test(line)) {
        endCode(code);
        code = undefined;
      } else code.push(line);
      continue;
    }
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    const fence = /^\s*(?:```|~~~)\s*(\w*)/.exec(line);
    if (fence !== null) {
      flush();
      code = [];
      language = fence[1] ?? "";
    } else if (heading !== null) {
      flush();
      out.push(drawHeading(heading[1]?.length ?? 1, heading[2] ?? "", style));
    } else if (line.trim() === "") flush();
    else if (startsBlock(line) && paragraph.length > 0) {
      flush();
      paragraph.push(line);
    } else paragraph.push(line);
  }
  flush();
  if (code !== undefined) endCode(code);
  return joinBlocks(nameLanguages(out, languages));
}

const LANGUAGES: Readonly<Record<string, string>> = { ts: "TypeScript", js: "JavaScript", py: "Python" };

/** The same in several languages would look like one piece of code; then each says in which it is. */
function nameLanguages(blocks: readonly string[], languages: ReadonlyMap<number, string>): readonly string[] {
  return blocks.map((block, at) => {
    const language = languages.get(at);
    const others = [languages.get(at - 1), languages.get(at + 1)];
    if (language === undefined || others.every((other) => other === undefined || other === language))
      return block;
    const name = LANGUAGES[language] ?? language;
    return name === "" ? block : `In ${name}:\n\n${block}`;
  });
}

/** List items stay together; everything else is parted by an empty line. */
function joinBlocks(blocks: readonly string[]): string {
  const isItem = (block: string | undefined): boolean =>
    /^\s*(?:[-•*]|\d+[.)])\s|^\|/.test(stripStyle(block ?? ""));
  return blocks
    .map((block, at) =>
      at === 0 ? block : `${isItem(block) && isItem(blocks[at - 1]) ? "\n" : "\n\n"}${block}`,
    )
    .join("");
}

function stripStyle(text: string): string {
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}

function startsBlock(line: string): boolean {
  return /^\s*(?:[-*+]|\d+[.)])\s|^\s*>|^\s*\|/.test(line);
}

/** Bold, and without colour a line below, or it would look like a short paragraph. */
function drawHeading(level: number, text: string, style: Style): string {
  const plain = style.show(text.replaceAll("`", ""));
  if (style.options.color === 0) return `${plain}\n${style.glyph.rule.repeat(columns(plain))}`;
  return level === 1 ? style.paint.bold.underline(plain) : style.paint.bold(plain);
}

function drawParagraph(lines: readonly string[], style: Style): string {
  const first = lines[0] ?? "";
  if (/^\s*\|/.test(first)) return lines.map((line) => style.show(line.trim())).join("\n");
  const item = /^(\s*)(?:[-*+]|(\d+[.)]))\s+/.exec(first);
  const joined = lines.map((line) => line.trim()).join(" ");
  if (item !== null) {
    const mark = `${item[1] ?? ""}${item[2] ?? "-"} `;
    const text = joined.replace(/^(?:[-*+]|\d+[.)])\s+/, "");
    return style.wrap(inline(text, style), mark, " ".repeat(mark.length));
  }
  if (/^\s*>/.test(first)) {
    const text = lines.map((line) => line.replace(/^\s*>\s?/, "")).join(" ");
    return style.wrap(inline(text, style), `${style.glyph.bar} `, `${style.glyph.bar} `);
  }
  return style.wrap(inline(joined, style), "", "");
}

/** Emphasis, code and links within a line. */
function inline(text: string, style: Style): string {
  const linked = text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_all, label: string, target: string) =>
    label === target || !/^https?:/.test(target) ? label : `${label} (${target})`,
  );
  return style
    .sentence(linked)
    .replace(/\*\*([^*]+)\*\*/g, (_all, strong: string) => style.paint.bold(strong))
    .replace(/(?<![\w*])[*_]([^*_]+)[*_](?![\w*])/g, (_all, light: string) => style.paint.italic(light));
}

function drawCode(lines: readonly string[], style: Style): string {
  return lines.map((line) => `    ${style.paint.dim(style.show(line))}`.trimEnd()).join("\n");
}
