/**
 * String literals: prefix, quotes and escapes.
 *
 * A literal is a list of pieces: constant text, and the interpolation nodes of an f-string. Bytes are
 * treated as text. `\N{...}` names are not looked up; they become a question mark.
 */
import type { Source, SyntaxNode } from "./tree.js";

export type Piece = string | SyntaxNode;

const ESCAPE = /\\(?:\r?\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]{1,100}\}|[0-7]{1,3}|[^])/g;

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

function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (escape) => {
    const letter = escape[1]!;
    if (letter === "\n" || letter === "\r") return escape.endsWith("\n") ? "" : escape;
    if (letter === "x" || letter === "u" || letter === "U") {
      const code = Number.parseInt(escape.slice(2), 16);
      return escape.length > 2 && code <= 0x10ffff ? String.fromCodePoint(code) : escape;
    }
    if (letter === "N" && escape.length > 2) return "?";
    if (letter >= "0" && letter <= "7") return String.fromCharCode(Number.parseInt(escape.slice(1), 8));
    return SIMPLE[letter] ?? escape;
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
    return [raw ? body : unescape(body)];
  }
  const pieces: Piece[] = [];
  const literal = (from: number, to: number) => {
    const body = source.text.slice(from, to).replace(/\{\{|\}\}/g, (brace) => brace[0]!);
    if (body !== "") pieces.push(raw ? body : unescape(body));
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

/** The text of a literal without interpolations; undefined for anything else. */
export function constantText(node: SyntaxNode | undefined, source: Source): string | undefined {
  let inner = node;
  while (inner?.kind === "parenthesized_expression") inner = inner.children[0];
  if (inner?.kind !== "string" && inner?.kind !== "concatenated_string") return undefined;
  const pieces = literalPieces(inner, source);
  if (pieces.length === 0) return "";
  return pieces.length === 1 && typeof pieces[0] === "string" ? pieces[0] : undefined;
}

/** The value of an integer or float literal. */
export function numberValue(text: string): number {
  const plain = text.replace(/_/g, "").replace(/[lLjJ]$/, "");
  return /^0\d+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
}
