/**
 * The comments of the files that name this program in some place: of modules as their front ends read them, of
 * other files by format.
 */
import type { FileComment } from "../artifacts/comments.js";
import type { ModuleIR } from "../ir/types.js";
import type { PlacedComment } from "./inline.js";

/** Most of them in one tree: nobody writes so many. */
const MOST = 200_000;

export interface MarkedTree {
  /** Files that hold the mark, in any order. */
  readonly marked: ReadonlySet<string>;
  readLines(path: string): readonly string[] | undefined;
}

/** The comments, ordered by path and place. */
export async function collectComments(
  tree: MarkedTree,
  modules: readonly ModuleIR[],
): Promise<PlacedComment[]> {
  if (tree.marked.size === 0) return [];
  const found: PlacedComment[] = [];
  const add = (path: string, comments: readonly FileComment[]): void => {
    for (const { text, span } of comments) found.push({ path, text, span });
  };
  const parsed = new Set<string>();
  for (const module of modules) {
    parsed.add(module.path);
    if (tree.marked.has(module.path)) add(module.path, module.comments);
  }
  const { commentsOf } = await import("../artifacts/comments.js");
  for (const path of [...tree.marked].sort()) {
    if (parsed.has(path) || /[.](?:[cm]?[jt]sx?|pyi?)$/i.test(path)) continue;
    add(path, await commentsOf(path, tree.readLines(path)?.join("\n") ?? ""));
  }
  const order = (a: PlacedComment, b: PlacedComment): number =>
    a.path === b.path ? a.span.line - b.span.line || a.span.col - b.span.col : a.path < b.path ? -1 : 1;
  return found.sort(order).slice(0, MOST);
}
