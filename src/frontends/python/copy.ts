/**
 * Copies a parsed tree out of WebAssembly memory.
 *
 * The package's node objects cost more than the parse itself: each allocates a dozen fields and crosses
 * into WebAssembly through two layers for every question. So this reads the tree the way those objects do
 * inside, through the functions that the WebAssembly module exports: a node is five numbers that are
 * written to a transfer buffer before a question is asked. The names are fixed by the exact version of the
 * package that is installed; a test compares the copy with the package's own nodes.
 *
 * Copied is what the lowering looks at: named nodes, no children of plain strings, comments apart.
 */
import type { Tree } from "web-tree-sitter";
import type { Comment } from "../../ir/types.js";
import { Source, SyntaxNode, type SyntaxTree } from "./tree.js";

/** What the module object of web-tree-sitter has once it is initialised. */
export interface TreeMemory {
  readonly HEAP32: Int32Array;
  /** Returns the address of the transfer buffer. */
  readonly _ts_init: () => number;
  readonly _ts_node_symbol_wasm: (tree: number) => number;
  readonly _ts_node_end_index_wasm: (tree: number) => number;
  /** Writes count and address of an array of nodes, which the caller frees, to the transfer buffer. */
  readonly _ts_node_named_children_wasm: (tree: number) => void;
  readonly _free: (address: number) => void;
}

/** Numbers that make up a node: id, start index, row, column, alias. */
const NODE_SIZE = 5;

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

const LEAF = 1;
const DROP = 2;
const STRING = 3;
const COMMENT = 4;

/** How a kind is copied; 0 is with its children. */
function treatment(type: string): number {
  if (type === "comment") return COMMENT;
  if (type === "string") return STRING;
  if (DROPPED.has(type)) return DROP;
  return LEAVES.has(type) ? LEAF : 0;
}

/** True for the start of an f-string or t-string, whose parts are expressions. */
function hasInterpolation(text: string, start: number): boolean {
  for (let at = start; at < start + 3; at++) {
    const letter = text.charCodeAt(at) | 32;
    if (letter === 0x66 || letter === 0x74) return true;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return false;
}

/**
 * The same text as the engine's one copy of it, as property keys are. The names come out of WebAssembly
 * memory as plain strings, and comparing those with the names in this program would go letter by letter.
 */
function internalized(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/** Makes a function that copies trees whose node types are numbered as in `types`. */
export function treeCopier(
  memory: TreeMemory,
  types: readonly string[],
): (tree: Tree, text: string) => SyntaxTree {
  const buffer = memory._ts_init() >> 2;
  const treatments = types.map(treatment);
  const kinds = types.map(internalized);

  return (tree, text) => {
    const address = (tree as unknown as { readonly 0: number })[0];
    const source = new Source(text);
    const comments: Comment[] = [];
    const globalNames = new Set<string>();
    const starImports: SyntaxNode[] = [];
    // Nodes whose children are still to be copied, with the numbers that name them to the parser.
    const pending: SyntaxNode[] = [];
    const handles: number[] = [];
    let nodes = 0;
    let hasWalrus = false;

    const select = (id: number, start: number, row: number, column: number, alias: number) => {
      const heap = memory.HEAP32;
      heap[buffer] = id;
      heap[buffer + 1] = start;
      heap[buffer + 2] = row;
      heap[buffer + 3] = column;
      heap[buffer + 4] = alias;
    };

    const copy = (
      id: number,
      start: number,
      row: number,
      column: number,
      alias: number,
    ): SyntaxNode | undefined => {
      select(id, start, row, column, alias);
      const type = memory._ts_node_symbol_wasm(address);
      const treat = treatments[type] ?? 0;
      if (treat === DROP) return undefined;
      select(id, start, row, column, alias);
      const node = new SyntaxNode(
        kinds[type] ?? "ERROR",
        start,
        memory._ts_node_end_index_wasm(address),
        row,
      );
      if (treat === COMMENT) {
        comments.push({ text: text.slice(start + 1, node.end), span: source.span(node) });
        return undefined;
      }
      nodes++;
      if (treat === LEAF || (treat === STRING && !hasInterpolation(text, start))) return node;
      if (node.kind === "named_expression") hasWalrus = true;
      pending.push(node);
      handles.push(id, start, row, column, alias);
      return node;
    };

    const { id, startIndex, startPosition } = tree.rootNode;
    const root =
      copy(id, startIndex, startPosition.row, startPosition.column, 0) ?? new SyntaxNode("module", 0, 0, 0);
    for (let node = pending.pop(); node; node = pending.pop()) {
      const at = handles.length - NODE_SIZE;
      select(handles[at]!, handles[at + 1]!, handles[at + 2]!, handles[at + 3]!, handles[at + 4]!);
      handles.length = at;
      memory._ts_node_named_children_wasm(address);
      const count = memory.HEAP32[buffer]!;
      const list = memory.HEAP32[buffer + 1]!;
      if (count === 0) continue;
      const children: SyntaxNode[] = [];
      for (let i = 0, each = list >> 2; i < count; i++, each += NODE_SIZE) {
        const heap = memory.HEAP32;
        const child = copy(heap[each]!, heap[each + 1]!, heap[each + 2]!, heap[each + 3]!, heap[each + 4]!);
        if (child) children.push(child);
      }
      memory._free(list);
      node.children = children;
      if (node.kind === "global_statement") for (const name of children) globalNames.add(source.textOf(name));
      if (children.at(-1)?.kind === "wildcard_import") starImports.push(node);
    }
    comments.sort((a, b) => a.span.line - b.span.line || a.span.col - b.span.col);
    starImports.sort((a, b) => a.start - b.start);
    return { root, source, comments, globalNames, hasWalrus, starImports, nodes };
  };
}
