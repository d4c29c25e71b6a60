/**
 * `try`, `raise`, `assert` and `with`.
 *
 * An exception in the body goes to one handler block. There each clause asks whether the exception is an
 * instance of its type; a clause without a type takes what is left, and nothing left over is raised on.
 * A `finally` body is lowered twice, on the normal and on the exceptional path; inside other `finally`
 * bodies only once, since the copies would double with each level. `return`, `break` and `continue` do
 * not run it. Of the exit of a context manager that a call gives it is asked whether it ends an exception.
 */
import type { BlockId, Temp } from "../../ir/types.js";
import { legacyExceptName } from "./bindings.js";
import type { FunctionContext } from "./context.js";
import { assignTarget } from "./targets.js";
import type { SyntaxNode } from "./tree.js";

/** Levels of `finally` inside `finally` that are copied. */
const MAX_FINALLY_COPIES = 2;

export function lowerTry(cx: FunctionContext, node: SyntaxNode): void {
  const cleanup = node.child("finally_clause")?.child("block");
  if (!cleanup) {
    lowerHandled(cx, node);
    return;
  }
  const { builder } = cx;
  const span = cx.span(node);
  const failed = builder.newBlock();
  builder.withHandler(failed, span, () => lowerHandled(cx, node));
  cx.mod.finallyDepth++;
  if (cx.mod.finallyDepth > MAX_FINALLY_COPIES) {
    builder.jump(failed, span);
    builder.enter(failed);
    cx.block(cleanup);
  } else {
    cx.block(cleanup);
    const after = builder.newBlock();
    builder.jump(after, span);
    builder.enter(failed);
    const error = builder.emit({ op: "caught", dst: 0, span });
    cx.block(cleanup);
    builder.terminate({ op: "throw", src: error, span });
    builder.enter(after);
  }
  cx.mod.finallyDepth--;
}

/** `try` with its `except` and `else` clauses. */
function lowerHandled(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const span = cx.span(node);
  const body = node.child("block");
  const clauses = node.children.filter((each) => each.kind === "except_clause");
  const otherwise = node.child("else_clause")?.child("block");
  if (clauses.length === 0) {
    cx.block(body);
    cx.block(otherwise);
    return;
  }
  const handler = builder.newBlock();
  const after = builder.newBlock();
  builder.withHandler(handler, span, () => cx.block(body));
  cx.block(otherwise);
  builder.jump(after, span);
  builder.enter(handler);
  const error = builder.emit({ op: "caught", dst: 0, span });
  for (const clause of clauses) lowerExcept(cx, clause, error, after);
  builder.terminate({ op: "throw", src: error, span });
  builder.enter(after);
}

/** One `except` clause; leaves the builder where the exception is not of its type. */
function lowerExcept(cx: FunctionContext, clause: SyntaxNode, error: Temp, after: BlockId): void {
  const { builder } = cx;
  const span = cx.span(clause);
  const legacy = legacyExceptName(clause, cx.mod.source);
  const values = clause.children.filter((each) => each.kind !== "block" && each !== legacy);
  const [value] = values;
  const target = legacy ?? value?.child("as_pattern_target");
  const types = values.flatMap(exceptionTypes);
  const body = builder.newBlock();
  const next = builder.newBlock();
  if (types.length === 0) {
    builder.jump(body, span);
  } else {
    const temps = types.map((each) => cx.expression(each));
    const type =
      temps.length === 1
        ? temps[0]!
        : builder.emit({ op: "array", dst: 0, elements: temps.map((each) => ({ value: each })), span });
    const matches = builder.emit({
      op: "binary",
      dst: 0,
      operator: "instanceof",
      left: error,
      right: type,
      span,
    });
    builder.branch(matches, body, next, span);
  }
  builder.enter(body);
  const names = types.map((each) => cx.text(each));
  const caught = builder.emit({ op: "caught", dst: 0, ...(names.length > 0 ? { types: names } : {}), span });
  if (target) assignTarget(cx, target, caught);
  cx.caught.push(caught);
  cx.block(clause.children.findLast((each) => each.kind === "block"));
  cx.caught.pop();
  builder.jump(after, span);
  builder.enter(next);
}

/** `(A, B) as name` catches A and B. */
function exceptionTypes(value: SyntaxNode): readonly SyntaxNode[] {
  let inner = value;
  while ((inner.kind === "as_pattern" || inner.kind === "parenthesized_expression") && inner.children[0]) {
    inner = inner.children[0];
  }
  return inner.kind === "tuple" || inner.kind === "expression_list" ? inner.children : [inner];
}

export function lowerRaise(cx: FunctionContext, node: SyntaxNode): void {
  const [value, ...rest] = node.children;
  const src = value ? cx.expression(value) : cx.caught.at(-1);
  for (const each of rest) cx.expression(each);
  cx.builder.terminate({ op: "throw", src, span: cx.span(node) });
}

export function lowerAssert(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const span = cx.span(node);
  const [condition, message] = node.children;
  const failed = builder.newBlock();
  const after = builder.newBlock();
  cx.condition(condition, after, failed, span);
  builder.enter(failed);
  const src = message ? cx.expression(message) : undefined;
  builder.terminate({ op: "throw", src, span });
  builder.enter(after);
}

export function lowerWith(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const clause = node.child("with_clause");
  const managers: Temp[] = [];
  for (const item of clause?.children ?? []) {
    if (item.kind === "with_item" && item.children[0]) lowerManager(cx, item.children[0], managers);
  }
  if (managers.length === 0) {
    cx.block(node.child("block"));
    return;
  }
  const span = cx.span(node);
  const failed = builder.newBlock();
  const after = builder.newBlock();
  builder.withHandler(failed, span, () => cx.block(node.child("block")));
  builder.jump(after, span);
  builder.enter(failed);
  const error = builder.emit({ op: "caught", dst: 0, span });
  for (const manager of managers) {
    const next = builder.newBlock();
    const ended = builder.emit({ op: "unary", dst: 0, operator: "swallows", src: manager, span });
    builder.branch(ended, after, next, span);
    builder.enter(next);
  }
  builder.terminate({ op: "throw", src: error, span });
  builder.enter(after);
}

/** `x as y`, `x`, or several of them in parentheses; notes those that a call gives. */
function lowerManager(cx: FunctionContext, node: SyntaxNode, managers: Temp[]): void {
  if (node.kind === "tuple" && node.child("as_pattern")) {
    for (const each of node.children) lowerManager(cx, each, managers);
    return;
  }
  const span = cx.span(node);
  const [value, target] = node.kind === "as_pattern" ? node.children : [node];
  const manager = cx.optional(value, span);
  if (value?.kind === "call") managers.push(manager);
  const entered = cx.builder.emit({ op: "enter", dst: 0, src: manager, span });
  if (target) assignTarget(cx, target, entered);
}
