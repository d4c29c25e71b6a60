/**
 * Arithmetic and other binary operators, and augmented assignment's share of them.
 *
 * Chains such as `a + b + c` lean to the left and can be as long as a file, so they are walked in a loop.
 */
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { lowerPercent } from "./text.js";
import type { SyntaxNode } from "./tree.js";

/** The operator that stands between two operands. */
export function operatorBetween(cx: FunctionContext, left: SyntaxNode, right: SyntaxNode): string {
  return cx.mod.source.between(left.end, right.start);
}

export function lowerBinary(cx: FunctionContext, node: SyntaxNode): Temp {
  const chain: SyntaxNode[] = [];
  let first: SyntaxNode = node;
  while (first.kind === "binary_operator" && first.children.length === 2) {
    chain.push(first);
    first = first.children[0]!;
  }
  if (chain.length === 0) return cx.optional(node.children[0], cx.span(node));
  let value: Temp | undefined;
  for (const each of chain.reverse()) {
    const [left, right] = each.children as [SyntaxNode, SyntaxNode];
    const span = cx.span(each);
    const operator = operatorBetween(cx, left, right);
    if (value === undefined && operator === "%") value = lowerPercent(cx, left, right, span);
    else value = emitBinary(cx, operator, value ?? cx.expression(left), cx.expression(right), span);
    value ??= emitBinary(cx, operator, cx.expression(left), cx.expression(right), span);
  }
  return value!;
}

/** One operation on values. */
export function emitBinary(cx: FunctionContext, operator: string, left: Temp, right: Temp, span: Span): Temp {
  if (operator === "+") return cx.builder.emit({ op: "add", dst: 0, left, right, span });
  return cx.builder.emit({ op: "binary", dst: 0, operator, left, right, span });
}
