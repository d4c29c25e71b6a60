/**
 * The syntax tree as plain objects, with the places of its nodes.
 *
 * The parser's own nodes live in WebAssembly memory, so the tree is copied once (copy.ts), named nodes
 * only, and freed. Tokens such as operators are read off the text between two nodes where they matter.
 */
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
    /** Index of the line that it starts on. */
    readonly line: number,
  ) {}

  /** The first child of a kind. */
  child(kind: string): SyntaxNode | undefined {
    for (const each of this.children) if (each.kind === kind) return each;
    return undefined;
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
  private lineAt(offset: number): number {
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
    const { line } = node;
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
    if (!/[\n#]|\s\s/.test(raw)) return raw;
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
