/**
 * How deeply a text is nested, told before or while it is parsed.
 *
 * The parsers of data formats call themselves for every level. Where a text drives one to the end of the stack,
 * an exception is the best that happens: V8 ends the process when it has to compile a regular expression there,
 * and no handler is asked. So nesting is measured by what needs no stack, and refused.
 */

/** Deeper than anything that is written for a program to read. */
export const MAX_NESTING = 200;

/** A RangeError, as the end of the stack is. */
export class NestedTooDeeply extends RangeError {
  /** `offset`: where in the text, if that is known. */
  constructor(readonly offset = 0) {
    super("nested too deeply");
    this.name = new.target.name;
  }
}

/** What a parser of YAML shows of itself: it takes one lexeme after the other, and holds what is open. */
interface SteppedParser<Token> {
  readonly stack: { readonly length: number };
  readonly offset: number;
  next(lexeme: string): Iterable<Token>;
  end(): Iterable<Token>;
}

/** The tokens of a text, level by level. Throws NestedTooDeeply. */
export function* tokensWithin<Token>(
  parser: SteppedParser<Token>,
  lexemes: Iterable<string>,
): Generator<Token, void> {
  for (const lexeme of lexemes) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_NESTING) throw new NestedTooDeeply(parser.offset);
  }
  yield* parser.end();
}

/** Throws NestedTooDeeply for brackets within brackets without end, those in texts and comments aside. */
export function checkNesting(text: string, format: "json" | "toml"): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "[" || char === "{") {
      if (++depth > MAX_NESTING) throw new NestedTooDeeply(at);
    } else if (char === "]" || char === "}") depth = Math.max(0, depth - 1);
    else if (format === "json") at = afterJson(text, at);
    else at = afterToml(text, at);
  }
}

/** The last character of the text or the comment that begins here; here where none does. */
function afterJson(text: string, at: number): number {
  if (text[at] === '"') return endOfLineOr(text, at, '"', true);
  if (text.startsWith("//", at)) return endOf(text, at, "\n");
  return text.startsWith("/*", at) ? endOf(text, at + 2, "*/") : at;
}

function afterToml(text: string, at: number): number {
  const char = text[at];
  if (char === "#") return endOf(text, at, "\n");
  if (char !== '"' && char !== "'") return at;
  const three = char.repeat(3);
  if (!text.startsWith(three, at)) return endOfLineOr(text, at, char, char === '"');
  let end = at + 3;
  while (end < text.length && !text.startsWith(three, end)) end += char === '"' && text[end] === "\\" ? 2 : 1;
  return end + 2;
}

function endOf(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length - 1;
}

/** A text ends at its quote; at the end of the line where that is missing. */
function endOfLineOr(text: string, at: number, quote: string, escapes: boolean): number {
  let end = at + 1;
  while (end < text.length && text[end] !== quote && text[end] !== "\n" && text[end] !== "\r")
    end += escapes && text[end] === "\\" && text[end + 1] !== "\n" && text[end + 1] !== "\r" ? 2 : 1;
  return end;
}
