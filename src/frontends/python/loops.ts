/**
 * Loops: `for`, `while`, their `else`, and the loops of comprehensions.
 *
 *   for x in xs: S      head: e = iterate xs; branch e -> body, after;  body: x = e; S; jump head
 *
 * The branch on the element stands for "there is another one".
 */
import type { Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { assignTarget } from "./targets.js";
import type { SyntaxNode } from "./tree.js";

/** Runs `body` for an unknown element of `src`. `otherwise` runs when the elements are used up. */
export function forEach(
  cx: FunctionContext,
  src: Temp,
  at: SyntaxNode,
  body: (element: Temp) => void,
  otherwise?: SyntaxNode,
): void {
  const { builder } = cx;
  const span = cx.span(at);
  const head = builder.newBlock();
  const inside = builder.newBlock();
  const after = builder.newBlock();
  const done = otherwise ? builder.newBlock() : after;
  builder.jump(head, span);
  builder.enter(head);
  const element = builder.emit({ op: "iterate", dst: 0, src, of: "values", span });
  builder.branch(element, inside, done, span);
  builder.enter(inside);
  cx.loops.push({ breakTo: after, continueTo: head });
  body(element);
  cx.loops.pop();
  builder.jump(head, span);
  if (otherwise) {
    builder.enter(done);
    cx.block(otherwise.child("block"));
    builder.jump(after, span);
  }
  builder.enter(after);
}

export function lowerFor(cx: FunctionContext, node: SyntaxNode): void {
  const [target, iterable] = node.children;
  const src = cx.optional(iterable, cx.span(node));
  forEach(
    cx,
    src,
    iterable ?? node,
    (element) => {
      if (target) assignTarget(cx, target, element);
      cx.block(node.child("block"));
    },
    node.child("else_clause"),
  );
}

export function lowerWhile(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const span = cx.span(node);
  const [condition] = node.children;
  const head = builder.newBlock();
  const inside = builder.newBlock();
  const otherwise = node.child("else_clause");
  const after = builder.newBlock();
  const done = otherwise ? builder.newBlock() : after;
  builder.jump(head, span);
  builder.enter(head);
  cx.condition(condition, inside, done, span);
  builder.enter(inside);
  cx.loops.push({ breakTo: after, continueTo: head });
  cx.block(node.child("block"));
  cx.loops.pop();
  builder.jump(head, span);
  if (otherwise) {
    builder.enter(done);
    cx.block(otherwise.child("block"));
    builder.jump(after, span);
  }
  builder.enter(after);
}

export function lowerBreak(cx: FunctionContext, node: SyntaxNode): void {
  const loop = cx.loops.at(-1);
  if (loop) cx.builder.jump(loop.breakTo, cx.span(node));
}

export function lowerContinue(cx: FunctionContext, node: SyntaxNode): void {
  const loop = cx.loops.at(-1);
  if (loop) cx.builder.jump(loop.continueTo, cx.span(node));
}

/** `if` with its `elif` and `else` clauses. */
export function lowerIf(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const after = builder.newBlock();
  const clauses = [node, ...node.children.filter(isClause)];
  clauses.forEach((clause, i) => {
    const span = cx.span(clause);
    if (clause.kind === "else_clause") {
      cx.block(clause.child("block"));
      builder.jump(after, span);
      return;
    }
    const then = builder.newBlock();
    const otherwise = i === clauses.length - 1 ? after : builder.newBlock();
    cx.condition(clause.children[0], then, otherwise, span);
    builder.enter(then);
    cx.block(clause.child("block"));
    builder.jump(after, span);
    builder.enter(otherwise);
  });
  builder.enter(after);
}

function isClause(node: SyntaxNode): boolean {
  return node.kind === "elif_clause" || node.kind === "else_clause";
}
