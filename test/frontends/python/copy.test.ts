import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { Language, type Node, Parser } from "web-tree-sitter";
import { loadParser, parseText } from "../../../src/frontends/python/parser.js";
import type { SyntaxNode } from "../../../src/frontends/python/tree.js";

const require = createRequire(import.meta.url);

const DROPPED = new Set([
  "comment",
  "escape_interpolation",
  "escape_sequence",
  "line_continuation",
  "string_content",
  "string_end",
  "string_start",
]);

function fromPackage(node: Node): string {
  const children = node.namedChildren.filter(
    (each): each is Node => each !== null && !DROPPED.has(each.type),
  );
  return line(node.type, node.startIndex, node.endIndex, node.startPosition.row, children.map(fromPackage));
}

function fromCopy(node: SyntaxNode): string {
  return line(node.kind, node.start, node.end, node.line, node.children.map(fromCopy));
}

function line(kind: string, start: number, end: number, row: number, children: string[]): string {
  // Names with dots are kept whole.
  const inside = kind === "dotted_name" || kind === "relative_import" ? [] : children;
  return `(${kind} ${start}-${end} ${row}${inside.map((each) => ` ${each}`).join("")})`;
}

describe("the copied tree", () => {
  it.each([
    [
      "plain code",
      "import os.path\nclass C(B):\n    def f(self, *xs, k=1):\n        return f'{self.x!r:>{k}}' + \"a\\n\"\n",
    ],
    ["wide characters", "é = '😀😀'\nprint(é, 'ü', f'{é}')  # 😀\nx = (1,\r\n     2)\r\n"],
    [
      "aliases in the grammar",
      "match x:\n    case [a, (b, *c)] | {'k': v}: pass\nprint(type, match)\n(*a, b)\n",
    ],
    ["a byte order mark", "\uFEFFx = 1\n"],
    ["broken code", "def f(:\n    return (1\nx = = 2\n"],
    ["nothing", ""],
  ])("has the nodes of the parser: %s", async (_, text) => {
    await loadParser(text.length);
    const parsed = parseText(text);
    const language = await Language.load(
      new Uint8Array(readFileSync(require.resolve("tree-sitter-python/tree-sitter-python.wasm"))),
    );
    const parser = new Parser();
    parser.setLanguage(language);
    const tree = parser.parse(text)!;
    expect(fromCopy(parsed!.tree.root)).toBe(fromPackage(tree.rootNode));
    tree.delete();
  });

  it("collects comments, in order, and places them", async () => {
    await loadParser(0);
    const { comments } = parseText("# a\nx = (1,  # b\n  # c\n  2)\n")!.tree;
    expect(comments).toEqual([
      { text: " a", span: { line: 1, col: 0, endLine: 1, endCol: 3 } },
      { text: " b", span: { line: 2, col: 9, endLine: 2, endCol: 12 } },
      { text: " c", span: { line: 3, col: 2, endLine: 3, endCol: 5 } },
    ]);
  });

  it("gives places in lines and UTF-16 columns", async () => {
    await loadParser(0);
    const { root, source } = parseText("x = '😀' + y(\n  z\n)\n")!.tree;
    const sum = root.children[0]!.children[0]!.children[1]!;
    expect(source.span(sum)).toEqual({ line: 1, col: 4, endLine: 3, endCol: 1 });
    expect(source.span(sum.children[1]!)).toEqual({ line: 1, col: 11, endLine: 3, endCol: 1 });
  });
});
