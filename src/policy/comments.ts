/**
 * The comments of the files that name this program in some place: of modules as their front ends read them, of
 * other files by format.
 */
import type { FileComment } from "../artifacts/comments.js";
import type { PlacedComment } from "./inline.js";

/** Most of them in one tree: nobody writes so many. */
const MOST = 200_000;

export interface MarkedTree {
  /** Files that hold the mark, in any order. */
  readonly marked: ReadonlySet<string>;
  readLines(path: string): readonly string[] | undefined;
}

/** Adds the comments of other files to those of modules; ordered by path and place. */
export async function collectComments(
  tree: MarkedTree,
  ofModules: readonly PlacedComment[],
): Promise<PlacedComment[]> {
  if (tree.marked.size === 0 && ofModules.length === 0) return [];
  const found = [...ofModules];
  const { commentsOf } = await import("../artifacts/comments.js");
  for (const path of [...tree.marked].sort()) {
    if (/[.](?:[cm]?[jt]sx?|py[iw]?)$/i.test(path)) continue;
    const comments: readonly FileComment[] = await commentsOf(path, tree.readLines(path)?.join("\n") ?? "");
    for (const { text, span } of comments) found.push({ path, text, span });
  }
  const order = (a: PlacedComment, b: PlacedComment): number =>
    a.path === b.path ? a.span.line - b.span.line || a.span.col - b.span.col : a.path < b.path ? -1 : 1;
  return found.sort(order).slice(0, MOST);
}
