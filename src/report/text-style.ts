/**
 * How text reports look: colours, glyphs with their ASCII forms, wrapping, and the width they have.
 *
 * Text of the audited tree is safe already; here it is only brought into what the terminal can show.
 */
import { Chalk, type ChalkInstance } from "chalk";
import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import type { Severity } from "../findings/types.js";

export interface StyleOptions {
  readonly width: number;
  readonly color: 0 | 1 | 2 | 3;
  readonly unicode: boolean;
}

/** Prose wider than this is hard to read, however wide the terminal is. */
const PROSE_WIDTH = 100;

const GLYPHS = {
  unicode: {
    bar: "│",
    rule: "─",
    start: "╭─",
    step: "│ ",
    guard: "├─",
    end: "╰▶",
    under: "━",
    dot: "·",
    cut: "…",
  },
  ascii: {
    bar: "|",
    rule: "-",
    start: ",-",
    step: "| ",
    guard: "+-",
    end: "`>",
    under: "^",
    dot: "-",
    cut: "...",
  },
} as const;

/** What a reporter draws with. */
export class Style {
  readonly paint: ChalkInstance;
  readonly glyph: Readonly<Record<keyof (typeof GLYPHS)["unicode"], string>>;
  readonly prose: number;

  constructor(readonly options: StyleOptions) {
    this.paint = new Chalk({ level: options.color });
    this.glyph = options.unicode ? GLYPHS.unicode : GLYPHS.ascii;
    this.prose = Math.min(options.width, PROSE_WIDTH);
  }

  get width(): number {
    return this.options.width;
  }

  /** Text as this terminal can show it. */
  show(text: string): string {
    if (this.options.unicode) return text;
    return text
      .replaceAll("…", "...")
      .replace(/[^\0-\x7f]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  }

  /** Prose with its `code` picked out. */
  sentence(text: string): string {
    return this.show(text).replace(/`[^`]+`/g, (code) => this.paint.cyan(code));
  }

  /** Wraps styled text to `width` and puts `first` before its first line and `rest` before the others. */
  wrap(text: string, first: string, rest: string, width = this.prose): string {
    const room = Math.max(20, width - columns(rest));
    return wrapAnsi(text, room, { hard: true, trim: true })
      .split("\n")
      .map((line, at) => `${at === 0 ? first : rest}${line}`.trimEnd())
      .join("\n");
  }

  /** The name of a severity as a label. */
  badge(severity: Severity): string {
    const name = severity.toUpperCase();
    switch (severity) {
      case "critical":
        return this.paint.bgRed.white.bold(name);
      case "high":
        return this.paint.red.bold(name);
      case "medium":
        return this.paint.yellow.bold(name);
      case "low":
        return this.paint.blue.bold(name);
      case "info":
        return this.paint.bold(name);
    }
  }

  /** A severity word in its colour, for counts. */
  severity(severity: Severity, text: string): string {
    const colors = { critical: "red", high: "red", medium: "yellow", low: "blue", info: "white" } as const;
    return this.paint[colors[severity]](text);
  }
}

/** Width on the terminal, colours left out and wide characters counted twice. */
export function columns(text: string): number {
  return stringWidth(text);
}

/** `text` filled with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}
