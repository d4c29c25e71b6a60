/**
 * Control flow inside expressions: `&&`, `||`, `??`, `? :`, and conditions that only pick a branch.
 *
 *   if (a && !b) S        branch a -> next, else;  next: branch b -> else, then
 *   x = a || b            branch a -> join, right; right: t2 = b; join: logical t = a, t2
 */
import type * as t from "@babel/types";
import type { BlockId, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type Decision, type ExpressionTable, lowerCondition, lowerExpression } from "./dispatch.js";
import { unwrap } from "./names.js";

/** Lowers an expression that decides between two blocks, so that each branch knows what held. */
export function branchOn(
  cx: FunctionContext,
  node: t.Expression,
  then: BlockId,
  otherwise: BlockId,
): Decision {
  const inner = unwrap(node) as t.Expression;
  const { builder } = cx;
  if (inner.type === "UnaryExpression" && inner.operator === "!") {
    return { not: lowerCondition(cx, inner.argument, otherwise, then) };
  }
  if (inner.type === "LogicalExpression" && inner.operator !== "??") {
    const { operator } = inner;
    const next = builder.newBlock();
    const left =
      operator === "&&"
        ? lowerCondition(cx, inner.left, next, otherwise)
        : lowerCondition(cx, inner.left, then, next);
    builder.enter(next);
    return { operator, left, right: lowerCondition(cx, inner.right, then, otherwise) };
  }
  if (inner.type === "ConditionalExpression") {
    const yes = builder.newBlock();
    const no = builder.newBlock();
    const test = lowerCondition(cx, inner.test, yes, no);
    builder.enter(yes);
    const left = lowerCondition(cx, inner.consequent, then, otherwise);
    builder.enter(no);
    return { test, yes: left, no: lowerCondition(cx, inner.alternate, then, otherwise) };
  }
  const cond = lowerExpression(cx, inner);
  builder.branch(cond, then, otherwise, cx.span(inner));
  return cond;
}

/** The value of a condition, put together after its branches met again. */
function decisionValue(cx: FunctionContext, decision: Decision, span: Span): Temp {
  if (typeof decision === "number") return decision;
  const { builder } = cx;
  if ("not" in decision) {
    return builder.emit({
      op: "unary",
      dst: 0,
      operator: "!",
      src: decisionValue(cx, decision.not, span),
      span,
    });
  }
  if ("test" in decision) {
    const cond = decisionValue(cx, decision.test, span);
    const then = decisionValue(cx, decision.yes, span);
    return builder.emit({
      op: "select",
      dst: 0,
      cond,
      then,
      otherwise: decisionValue(cx, decision.no, span),
      span,
    });
  }
  const left = decisionValue(cx, decision.left, span);
  const right = decisionValue(cx, decision.right, span);
  return builder.emit({ op: "logical", dst: 0, operator: decision.operator, left, right, span });
}

/**
 * Value of a short-circuit operator whose left side is known: evaluates `right` on its own path.
 * `assign` receives the right value on that path, for `||=` and the like.
 */
export function shortCircuit(
  cx: FunctionContext,
  operator: "&&" | "||" | "??",
  left: Temp,
  right: () => Temp,
  node: t.Node,
): Temp {
  const { builder } = cx;
  const span = cx.span(node);
  const other = builder.newBlock();
  const join = builder.newBlock();
  if (operator === "&&") builder.branch(left, other, join, span);
  else if (operator === "||") builder.branch(left, join, other, span);
  else {
    const nothing = cx.constant(null, span);
    const missing = builder.emit({ op: "binary", dst: 0, operator: "==", left, right: nothing, span });
    builder.branch(missing, other, join, span);
  }
  builder.enter(other);
  const value = right();
  builder.jump(join, span);
  builder.enter(join);
  return builder.emit({ op: "logical", dst: 0, operator, left, right: value, span });
}

export const conditions: ExpressionTable = {
  LogicalExpression: (cx, node) => {
    const left = lowerExpression(cx, node.left);
    return shortCircuit(cx, node.operator, left, () => lowerExpression(cx, node.right), node);
  },
  ConditionalExpression: (cx, node) => {
    const { builder } = cx;
    const span = cx.span(node);
    const yes = builder.newBlock();
    const no = builder.newBlock();
    const join = builder.newBlock();
    const decision = lowerCondition(cx, node.test, yes, no);
    builder.enter(yes);
    const then = lowerExpression(cx, node.consequent);
    const yesEnd = builder.endArm(join, span);
    builder.enter(no);
    const otherwise = lowerExpression(cx, node.alternate);
    const noEnd = builder.endArm(join, span);
    builder.enter(join);
    const cond = decisionValue(cx, decision, span);
    return builder.emit({ op: "select", dst: 0, cond, then, otherwise, arms: [yesEnd, noEnd], span });
  },
};
