/**
 * A rough scan of source text for brackets: which are open at the end, and what lies too deep.
 *
 * It knows strings, templates, comments and, by what stands before a slash, regular expressions. It is
 * used only on text that the parser refused, so being wrong costs a file that was unreadable anyway.
 */

interface Open {
  /** The closing character that is awaited; "`" for a template. */
  readonly close: string;
  readonly at: number;
}

const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** After one of these a slash begins a regular expression. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))\s*$/;

export interface BracketScan {
  /** Closing characters that are missing at the end of the text, in order. */
  readonly missing: string;
  /** Spans of text inside brackets deeper than the limit. */
  readonly tooDeep: readonly { readonly from: number; readonly to: number }[];
}

/** Scans `text`; brackets nested deeper than `limit` are reported from the outermost of them on. */
export function scanBrackets(text: string, limit = Number.POSITIVE_INFINITY): BracketScan {
  const open: Open[] = [];
  const tooDeep: { from: number; to: number }[] = [];
  let deepFrom = -1;
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    const top = open[open.length - 1];
    if (top?.close === "`") {
      if (char === "`") open.pop();
      else if (char === "\\") at++;
      else if (char === "$" && text[at + 1] === "{") open.push({ close: "}", at: ++at });
      at++;
      continue;
    }
    const skipped = skipAtom(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    if (char === "`") open.push({ close: "`", at });
    else if (char in CLOSERS) {
      open.push({ close: CLOSERS[char]!, at });
      if (open.length === limit + 1 && deepFrom < 0) deepFrom = at + 1;
    } else if (char === top?.close) {
      if (open.length === limit + 1 && deepFrom >= 0) {
        tooDeep.push({ from: deepFrom, to: at });
        deepFrom = -1;
      }
      open.pop();
    }
    at++;
  }
  if (deepFrom >= 0) tooDeep.push({ from: deepFrom, to: text.length });
  return {
    missing: open
      .map((each) => each.close)
      .reverse()
      .join(""),
    tooDeep,
  };
}

/** End of the comment, string or regular expression that begins at `at`; `at` when none does. */
function skipAtom(text: string, at: number): number {
  const char = text[at];
  if (char === "/") {
    const next = text[at + 1];
    if (next === "/") return indexOrEnd(text, "\n", at);
    if (next === "*") return indexOrEnd(text, "*/", at + 2) + 2;
    return BEFORE_REGEX.test(text.slice(Math.max(0, at - 24), at)) ? skipRegex(text, at) : at;
  }
  if (char === '"' || char === "'") return skipString(text, at, char);
  return at;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at;
}

function skipString(text: string, at: number, quote: string): number {
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === quote) return i + 1;
    else if (char === "\n") return i;
  }
  return text.length;
}

function skipRegex(text: string, at: number): number {
  let inClass = false;
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return i + 1;
    else if (char === "\n") return at;
  }
  return at;
}
