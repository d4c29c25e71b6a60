/**
 * String literals: prefix, quotes and escapes.
 *
 * A literal is a list of pieces: constant text, and the interpolation nodes of an f-string. Bytes are
 * treated as text. `\N{...}` names are not looked up; they become a question mark.
 */
import type { Source, SyntaxNode } from "./tree.js";

export type Piece = string | SyntaxNode;

const ESCAPE =
  /\\(?:\r?\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]{1,100}\}|[0-7]{1,3}|[\s\S])/g;

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

function decode(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (sequence) => {
    const letter = sequence[1]!;
    if (letter === "\n" || letter === "\r") return sequence.endsWith("\n") ? "" : sequence;
    if (letter === "x" || letter === "u" || letter === "U") {
      const code = Number.parseInt(sequence.slice(2), 16);
      return sequence.length > 2 && code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
    }
    if (letter === "N" && sequence.length > 2) return "?";
    if (letter >= "0" && letter <= "7") return String.fromCharCode(Number.parseInt(sequence.slice(1), 8));
    return SIMPLE[letter] ?? sequence;
  });
}

/** The constant text and interpolations of one literal, in order. */
export function stringPieces(node: SyntaxNode, source: Source): Piece[] {
  const text = source.textOf(node);
  const [, prefix = "", quote = '"'] = /^([A-Za-z]{0,3})("""|'''|"|')/.exec(text) ?? [];
  const start = node.start + prefix.length + quote.length;
  const closed = text.length >= prefix.length + 2 * quote.length && text.endsWith(quote);
  const end = closed ? node.end - quote.length : node.end;
  const raw = /r/i.test(prefix);
  if (!/[ft]/i.test(prefix)) {
    const body = source.text.slice(start, end);
    return [raw ? body : decode(body)];
  }
  const pieces: Piece[] = [];
  const literal = (from: number, to: number) => {
    const body = source.text.slice(from, to).replace(/\{\{|\}\}/g, (brace) => brace[0]!);
    if (body !== "") pieces.push(raw ? body : decode(body));
  };
  let at = start;
  for (const each of node.children) {
    if (each.kind !== "interpolation") continue;
    literal(at, each.start);
    pieces.push(each);
    at = each.end;
  }
  literal(at, end);
  return pieces;
}

/** Pieces of a literal or of adjacent literals, with constant neighbours joined. */
export function literalPieces(node: SyntaxNode, source: Source): Piece[] {
  const literals = node.kind === "concatenated_string" ? node.children : [node];
  const joined: Piece[] = [];
  for (const literal of literals) {
    for (const piece of literal.kind === "string" ? stringPieces(literal, source) : []) {
      const last = joined.length - 1;
      if (typeof piece === "string" && typeof joined[last] === "string") joined[last] += piece;
      else joined.push(piece);
    }
  }
  return joined;
}

/** The text between single quotes without prefix and escapes: most literals, and a quick answer. */
function plainText(node: SyntaxNode, source: Source): string | undefined {
  if (node.kind !== "string" || node.children.length > 0) return undefined;
  const { text } = source;
  const quote = text[node.start];
  if ((quote !== '"' && quote !== "'") || text[node.end - 1] !== quote || node.end - node.start < 3)
    return undefined;
  if (text[node.start + 1] === quote) return undefined;
  const inner = text.slice(node.start + 1, node.end - 1);
  return inner.includes("\\") ? undefined : inner;
}

/** The text of a literal without interpolations; undefined for anything else. */
export function constantText(node: SyntaxNode | undefined, source: Source): string | undefined {
  let inner = node;
  while (inner?.kind === "parenthesized_expression") inner = inner.children[0];
  if (inner?.kind !== "string" && inner?.kind !== "concatenated_string") return undefined;
  const plain = plainText(inner, source);
  if (plain !== undefined) return plain;
  const pieces = literalPieces(inner, source);
  if (pieces.length === 0) return "";
  return pieces.length === 1 && typeof pieces[0] === "string" ? pieces[0] : undefined;
}

/** The value of an integer or float literal. */
export function numberValue(text: string): number {
  const plain = text.replace(/_/g, "").replace(/[lLjJ]$/, "");
  return /^0\d+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
}
