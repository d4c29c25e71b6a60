/**
 * Control flow inside expressions: `and`, `or`, `x if c else y`, comparison chains, and conditions that
 * only pick a branch.
 *
 *   if a and not b: S      branch a -> next, else;  next: branch b -> else, then
 *   x = a or b             branch a -> join, right; right: t2 = b; join: logical t = a, t2
 *   lo <= x < hi           lo <= x, then x < hi on its own path
 */
import type { BlockId, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { operatorBetween } from "./operators.js";
import type { SyntaxNode } from "./tree.js";

/** Lowers an expression that decides between two blocks, so that each branch knows what held. */
export function branchOn(cx: FunctionContext, node: SyntaxNode, then: BlockId, otherwise: BlockId): void {
  let inner = node;
  while (inner.kind === "parenthesized_expression" && inner.children[0]) inner = inner.children[0];
  const { builder } = cx;
  const span = cx.span(inner);
  const [first, second, third] = inner.children;
  if (inner.kind === "not_operator") {
    cx.condition(first, otherwise, then, span);
  } else if (inner.kind === "boolean_operator" && second) {
    const { operator, operands } = operandsOf(cx, inner);
    operands.forEach((operand, i) => {
      if (i === operands.length - 1) {
        cx.condition(operand, then, otherwise, span);
        return;
      }
      const next = builder.newBlock();
      if (operator === "and") cx.condition(operand, next, otherwise, span);
      else cx.condition(operand, then, next, span);
      builder.enter(next);
    });
  } else if (inner.kind === "conditional_expression" && third) {
    const left = builder.newBlock();
    const right = builder.newBlock();
    cx.condition(second, left, right, span);
    builder.enter(left);
    cx.condition(first, then, otherwise, span);
    builder.enter(right);
    cx.condition(third, then, otherwise, span);
  } else if (inner.kind === "comparison_operator" && third) {
    let left = cx.expression(first!);
    for (let i = 1; i < inner.children.length; i++) {
      const compared = compare(cx, inner, i, left);
      left = compared.right;
      const last = i === inner.children.length - 1;
      const next = last ? then : builder.newBlock();
      builder.branch(compared.value, next, otherwise, span);
      if (!last) builder.enter(next);
    }
  } else {
    builder.branch(cx.expression(inner), then, otherwise, span);
  }
}

/** Operator and operands of `a or b or c`, which leans to the left and can be long. */
function operandsOf(cx: FunctionContext, node: SyntaxNode): { operator: string; operands: SyntaxNode[] } {
  const operatorOf = (each: SyntaxNode) => operatorBetween(cx, each.children[0]!, each.children[1]!);
  const operator = operatorOf(node);
  const operands: SyntaxNode[] = [];
  let left = node;
  while (left.kind === "boolean_operator" && left.children.length === 2 && operatorOf(left) === operator) {
    operands.push(left.children[1]!);
    left = left.children[0]!;
  }
  return { operator, operands: [left, ...operands.reverse()] };
}

export function lowerBoolean(cx: FunctionContext, node: SyntaxNode): Temp {
  if (node.children.length < 2) return cx.optional(node.children[0], cx.span(node));
  const { operator, operands } = operandsOf(cx, node);
  const { builder } = cx;
  const span = cx.span(node);
  let value = cx.expression(operands[0]!);
  for (let i = 1; i < operands.length; i++) {
    const right = builder.newBlock();
    const join = builder.newBlock();
    if (operator === "and") builder.branch(value, right, join, span);
    else builder.branch(value, join, right, span);
    builder.enter(right);
    const other = cx.expression(operands[i]!);
    builder.jump(join, span);
    builder.enter(join);
    value = builder.emit({
      op: "logical",
      dst: 0,
      operator: operator === "and" ? "&&" : "||",
      left: value,
      right: other,
      span,
    });
  }
  return value;
}

/** `then if condition else otherwise`. */
export function lowerConditional(cx: FunctionContext, node: SyntaxNode): Temp {
  const [first, condition, last] = node.children;
  const span = cx.span(node);
  const { builder } = cx;
  if (!condition || !last) return cx.optional(first, span);
  const yes = builder.newBlock();
  const no = builder.newBlock();
  const join = builder.newBlock();
  // A plain condition keeps its value, which tells the reader of `select` what decided.
  let cond: Temp | undefined;
  if (isCompound(condition)) {
    cx.condition(condition, yes, no, span);
  } else {
    cond = cx.expression(condition);
    builder.branch(cond, yes, no, span);
  }
  builder.enter(yes);
  const then = cx.optional(first, span);
  const yesEnd = builder.endArm(join, span);
  builder.enter(no);
  const otherwise = cx.expression(last);
  const noEnd = builder.endArm(join, span);
  builder.enter(join);
  cond ??= builder.emit({ op: "unsupported", dst: 0, kind: "condition", inputs: [], span });
  return builder.emit({ op: "select", dst: 0, cond, then, otherwise, arms: [yesEnd, noEnd], span });
}

function isCompound(node: SyntaxNode): boolean {
  let inner = node;
  while (inner.kind === "parenthesized_expression" && inner.children[0]) inner = inner.children[0];
  return (
    inner.kind === "boolean_operator" ||
    inner.kind === "conditional_expression" ||
    inner.kind === "not_operator" ||
    (inner.kind === "comparison_operator" && inner.children.length > 2)
  );
}

const COMPARISONS: Readonly<Record<string, string>> = { "==": "===", "!=": "!==", "<>": "!==" };

/** Compares the operands `i - 1`, whose value is `left`, and `i` of a comparison. */
function compare(cx: FunctionContext, node: SyntaxNode, i: number, left: Temp): { value: Temp; right: Temp } {
  const before = node.children[i - 1]!;
  const after = node.children[i]!;
  const operator = operatorBetween(cx, before, after);
  const right = cx.expression(after);
  const value = cx.builder.emit({
    op: "binary",
    dst: 0,
    operator: COMPARISONS[operator] ?? operator,
    left,
    right,
    span: cx.span(node),
  });
  return { value, right };
}

export function lowerComparison(cx: FunctionContext, node: SyntaxNode): Temp {
  const { builder } = cx;
  const span = cx.span(node);
  let left = cx.optional(node.children[0], span);
  let result: Temp | undefined;
  for (let i = 1; i < node.children.length; i++) {
    if (result === undefined) {
      const compared = compare(cx, node, i, left);
      left = compared.right;
      result = compared.value;
      continue;
    }
    const next = builder.newBlock();
    const join = builder.newBlock();
    builder.branch(result, next, join, span);
    builder.enter(next);
    const compared = compare(cx, node, i, left);
    left = compared.right;
    builder.jump(join, span);
    builder.enter(join);
    result = builder.emit({
      op: "logical",
      dst: 0,
      operator: "&&",
      left: result,
      right: compared.value,
      span,
    });
  }
  return result ?? left;
}
