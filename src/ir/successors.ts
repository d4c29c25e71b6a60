/** Where a block leads to, its handler aside. */
import type { Block, BlockId } from "./types.js";

export const successors = ({ term }: Pick<Block, "term">): readonly BlockId[] =>
  term.op === "jump" ? [term.to] : term.op === "branch" ? [term.otherwise, term.then] : [];
