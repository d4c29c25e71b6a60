/**
 * Loops as blocks and jumps.
 *
 *   for (const x of xs) B     head: iterate t = xs; branch t -> body, after;  body: x = t; B; jump head
 *
 * The branch in the head of for-of and for-in tells only "there is another element"; its condition
 * is the iterate instruction itself.
 */
import type * as t from "@babel/types";
import type { FunctionContext } from "./context.js";
import { lowerCondition, lowerExpression, lowerStatement, type StatementTable } from "./dispatch.js";
import { iteratorLoop, lowerIteratorLoop } from "./emitted/iterators.js";
import { patternNames } from "./hoist.js";
import { valueBinding } from "./names.js";
import { assignTo } from "./patterns.js";
import { setVariableType } from "./scope.js";
import { lowerVariable, takeLabels } from "./statements.js";
import { annotationType } from "./types.js";

/** Declares the block-scoped names of a loop head. */
function declareHead(cx: FunctionContext, node: t.Node | null | undefined): void {
  if (node?.type !== "VariableDeclaration" || node.kind === "var") return;
  for (const each of node.declarations) patternNames(each.id, (name) => cx.scope.declare(name));
}

function forEach(cx: FunctionContext, node: t.ForOfStatement | t.ForInStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const labels = takeLabels(cx);
  cx.inScope(() => {
    declareHead(cx, node.left);
    const src = lowerExpression(cx, node.right);
    const head = builder.newBlock();
    const body = builder.newBlock();
    const after = builder.newBlock();
    builder.jump(head, span);
    builder.enter(head);
    const of = node.type === "ForOfStatement" ? "values" : "keys";
    const next = builder.emit({ op: "iterate", dst: 0, src, of, span });
    builder.branch(next, body, after, span);
    builder.enter(body);
    const awaits = node.type === "ForOfStatement" && node.await;
    const element = awaits ? builder.emit({ op: "await", dst: 0, src: next, span }) : next;
    assignTo(cx, loopTarget(cx, node.left), element);
    lowerBody(cx, node.body, labels, after, head);
    builder.jump(head, span);
    builder.enter(after);
  });
}

function loopTarget(cx: FunctionContext, left: t.ForOfStatement["left"]): t.Node {
  if (left.type !== "VariableDeclaration") return left;
  const id = left.declarations[0]!.id;
  const type = id.type === "Identifier" ? annotationType(cx, id.typeAnnotation) : undefined;
  const binding = type && id.type === "Identifier" ? valueBinding(cx, id.name) : undefined;
  if (type && binding) setVariableType(binding, type);
  return id;
}

function lowerBody(
  cx: FunctionContext,
  body: t.Statement,
  labels: readonly string[],
  breakTo: number,
  continueTo: number,
): void {
  cx.targets.push({ labels, breakTo, continueTo });
  lowerStatement(cx, body);
  cx.targets.pop();
}

function forStatement(cx: FunctionContext, node: t.ForStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const labels = takeLabels(cx);
  const iterated = iteratorLoop(node);
  if (iterated) {
    lowerIteratorLoop(cx, node, iterated, (breakTo, continueTo) =>
      lowerBody(cx, node.body, labels, breakTo, continueTo),
    );
    return;
  }
  cx.inScope(() => {
    declareHead(cx, node.init);
    if (node.init?.type === "VariableDeclaration") lowerVariable(cx, node.init);
    else if (node.init) lowerExpression(cx, node.init);
    const head = builder.newBlock();
    const body = builder.newBlock();
    const step = builder.newBlock();
    const after = builder.newBlock();
    builder.jump(head, span);
    builder.enter(head);
    if (node.test) lowerCondition(cx, node.test, body, after);
    else builder.jump(body, span);
    builder.enter(body);
    lowerBody(cx, node.body, labels, after, step);
    builder.jump(step, span);
    builder.enter(step);
    if (node.update) lowerExpression(cx, node.update);
    builder.jump(head, span);
    builder.enter(after);
  });
}

function whileStatement(cx: FunctionContext, node: t.WhileStatement | t.DoWhileStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const labels = takeLabels(cx);
  const head = builder.newBlock();
  const body = builder.newBlock();
  const after = builder.newBlock();
  builder.jump(node.type === "WhileStatement" ? head : body, span);
  builder.enter(head);
  // `while (true)` leaves only by break.
  if (node.test.type === "BooleanLiteral" && node.test.value) builder.jump(body, span);
  else lowerCondition(cx, node.test, body, after);
  builder.enter(body);
  lowerBody(cx, node.body, labels, after, head);
  builder.jump(head, span);
  builder.enter(after);
}

export const loops: StatementTable = {
  ForOfStatement: forEach,
  ForInStatement: forEach,
  ForStatement: forStatement,
  WhileStatement: whileStatement,
  DoWhileStatement: whileStatement,
};
