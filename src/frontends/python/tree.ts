/**
 * The syntax tree as plain objects, with the places of its nodes.
 *
 * The parser's own nodes live in WebAssembly memory and cost a call for every question, so the tree is
 * copied once, named nodes only, and freed. Tokens such as operators are read off the text between two
 * nodes where they matter. What is copied is what the lowering looks at: a plain string keeps no
 * children, and comments are collected apart.
 */
import type { Node } from "web-tree-sitter";
import type { Comment, Span } from "../../ir/types.js";

const NONE: readonly SyntaxNode[] = [];

export class SyntaxNode {
  /** Named children without comments, in source order. */
  children: readonly SyntaxNode[] = NONE;
  /** Filled by `Source.span`. */
  place: Span | undefined;

  constructor(
    readonly kind: string,
    /** Offsets in UTF-16 code units, end exclusive. */
    readonly start: number,
    readonly end: number,
  ) {}

  /** The first child of one of these kinds. */
  child(...kinds: readonly string[]): SyntaxNode | undefined {
    return this.children.find((each) => kinds.includes(each.kind));
  }

  get last(): SyntaxNode | undefined {
    return this.children[this.children.length - 1];
  }
}

/** The text of a file, with its lines. */
export class Source {
  private readonly lines: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.lines.push(at + 1);
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  /** Index of the line that an offset is on. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  span(node: SyntaxNode): Span {
    if (node.place) return node.place;
    const line = this.lineAt(node.start);
    const next = this.lines[line + 1];
    const endLine = next === undefined || node.end < next ? line : this.lineAt(node.end);
    node.place = {
      line: line + 1,
      col: node.start - this.lines[line]!,
      endLine: endLine + 1,
      endCol: node.end - this.lines[endLine]!,
    };
    return node.place;
  }

  /** What stands between two places, without comments and line joins, for reading operators. */
  between(start: number, end: number): string {
    const raw = this.text.slice(start, end).trim();
    if (!raw.includes("\n") && !raw.includes("#")) return raw;
    return raw
      .replace(/#[^\n]*|\\\r?\n/g, " ")
      .replace(/\s+/g, " ")
      .trim();
  }
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly source: Source;
  readonly comments: readonly Comment[];
  /** Names that any `global` statement of the file declares: they exist at module level. */
  readonly globalNames: ReadonlySet<string>;
  /** True when the file has an assignment expression, which binds names inside expressions. */
  readonly hasWalrus: boolean;
  /** The `from m import *` statements of the file. */
  readonly starImports: readonly SyntaxNode[];
  readonly nodes: number;
}

/** Kinds whose children say nothing that the text of the node does not say. */
const LEAVES = new Set([
  "comment",
  "dotted_name",
  "ellipsis",
  "escape_interpolation",
  "escape_sequence",
  "false",
  "float",
  "identifier",
  "integer",
  "line_continuation",
  "none",
  "relative_import",
  "string_content",
  "string_end",
  "string_start",
  "true",
  "type_conversion",
]);

/** Dropped: they say nothing, or their text is read off the gaps between other nodes. */
const DROPPED = new Set([
  "escape_interpolation",
  "escape_sequence",
  "line_continuation",
  "string_content",
  "string_end",
  "string_start",
]);

/** True for the start of an f-string or t-string, whose parts are expressions. */
function hasInterpolation(text: string, start: number): boolean {
  for (let at = start; at < start + 3; at++) {
    const letter = text.charCodeAt(at) | 32;
    if (letter === 0x66 || letter === 0x74) return true;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return false;
}

/** Copies a parsed tree. Works with a stack of its own, so nesting costs memory only. */
export function copyTree(root: Node, text: string, types: readonly string[]): SyntaxTree {
  const source = new Source(text);
  const comments: Comment[] = [];
  const globalNames = new Set<string>();
  const leaf = types.map((type) => LEAVES.has(type));
  const dropped = types.map((type) => DROPPED.has(type));
  const originals: Node[] = [];
  const copies: SyntaxNode[] = [];
  const starImports: SyntaxNode[] = [];
  let nodes = 0;
  let hasWalrus = false;

  const copy = (node: Node): SyntaxNode | undefined => {
    const type = node.typeId;
    if (dropped[type]) return undefined;
    const result = new SyntaxNode(types[type] ?? "ERROR", node.startIndex, node.endIndex);
    if (result.kind === "comment") {
      comments.push({ text: text.slice(result.start + 1, result.end), span: source.span(result) });
      return undefined;
    }
    nodes++;
    if (leaf[type] || (result.kind === "string" && !hasInterpolation(text, result.start))) return result;
    if (result.kind === "named_expression") hasWalrus = true;
    originals.push(node);
    copies.push(result);
    return result;
  };

  const top = copy(root) ?? new SyntaxNode("module", 0, text.length);
  for (let original = originals.pop(); original; original = originals.pop()) {
    const target = copies.pop()!;
    const children: SyntaxNode[] = [];
    for (const each of original.namedChildren) {
      const child = copy(each);
      if (child) children.push(child);
    }
    if (children.length > 0) target.children = children;
    if (target.kind === "global_statement") for (const each of children) globalNames.add(source.textOf(each));
    if (children.at(-1)?.kind === "wildcard_import") starImports.push(target);
  }
  starImports.sort((a, b) => a.start - b.start);
  comments.sort((a, b) => a.span.line - b.span.line || a.span.col - b.span.col);
  return { root: top, source, comments, globalNames, hasWalrus, starImports, nodes };
}
