/** Names of the functions that compilers and bundlers put beside the code they emit. */
import type * as t from "@babel/types";

/**
 * The helper that a callee names: `__awaiter`, `tslib_1.__awaiter`, `(0, tslib_1.__awaiter)`, `__toESM2`.
 * Bundlers append digits or `$1` where names collide.
 */
export function helperName(callee: t.Node): string | undefined {
  let node = callee;
  if (node.type === "SequenceExpression") node = node.expressions[node.expressions.length - 1]!;
  let name: string | undefined;
  if (node.type === "Identifier") name = node.name;
  else if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
    name = node.property.name;
  }
  if (name === undefined || name.charCodeAt(0) !== 95) return undefined;
  return name.replace(/[$\d]+$/, "");
}
