/**
 * Comprehensions and generator expressions, as the loops that they are.
 *
 *   [f(x) for x in xs if c]     t = array []; for x in xs: if c: t.append(f(x))
 *   {k: v for k, v in xs}       t = object {}; for ...: t[k] = v
 *
 * Sets are filled by `add`, lists and generators by `append`. The targets are variables of their own.
 */
import type { Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { forEach } from "./loops.js";
import { constantText } from "./strings.js";
import { assignTarget } from "./targets.js";
import type { SyntaxNode } from "./tree.js";

export function lowerComprehension(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const { builder } = cx;
  const [body, ...clauses] = node.children;
  const result =
    node.kind === "dictionary_comprehension"
      ? builder.emit({ op: "object", dst: 0, entries: [], span })
      : builder.emit({ op: "array", dst: 0, elements: [], span });
  // The first iterable belongs to the scope outside.
  const first = clauses[0]?.kind === "for_in_clause" ? clauses[0] : undefined;
  const source = iterable(cx, first);
  cx.inScope(cx.scope, () => {
    for (const clause of clauses) if (clause.kind === "for_in_clause") declareTargets(cx, clause.children[0]);
    runClauses(cx, clauses, 0, source, () => collect(cx, node, body, result));
  });
  return result;
}

function iterable(cx: FunctionContext, clause: SyntaxNode | undefined): Temp | undefined {
  if (!clause) return undefined;
  const span = cx.span(clause);
  const sources = clause.children.slice(1);
  if (sources.length === 1) return cx.optional(sources[0], span);
  // Python 2: `for x in a, b`.
  return cx.builder.emit({
    op: "array",
    dst: 0,
    elements: sources.map((each) => ({ value: cx.expression(each) })),
    span,
  });
}

function declareTargets(cx: FunctionContext, target: SyntaxNode | undefined): void {
  const pending = target ? [target] : [];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "identifier") cx.scope.declare(cx.text(node));
    else if (node.kind !== "attribute" && node.kind !== "subscript")
      for (const each of node.children) pending.push(each);
  }
}

/** Lowers the clauses from `index` on, and `body` inside the innermost. */
function runClauses(
  cx: FunctionContext,
  clauses: readonly SyntaxNode[],
  index: number,
  source: Temp | undefined,
  body: () => void,
): void {
  const clause = clauses[index];
  if (!clause || cx.mod.tooDeep) {
    body();
    return;
  }
  cx.mod.depth++;
  if (clause.kind === "for_in_clause") {
    const src = source ?? iterable(cx, clause)!;
    forEach(cx, src, clause, (element) => {
      const [target] = clause.children;
      if (target) assignTarget(cx, target, element);
      runClauses(cx, clauses, index + 1, undefined, body);
    });
  } else {
    const { builder } = cx;
    const span = cx.span(clause);
    const then = builder.newBlock();
    const after = builder.newBlock();
    cx.condition(clause.children[0], then, after, span);
    builder.enter(then);
    runClauses(cx, clauses, index + 1, source, body);
    builder.jump(after, span);
    builder.enter(after);
  }
  cx.mod.depth--;
}

function collect(cx: FunctionContext, node: SyntaxNode, body: SyntaxNode | undefined, result: Temp): void {
  const span = cx.span(body ?? node);
  if (body?.kind !== "pair") {
    cx.callMethod(
      result,
      node.kind === "set_comprehension" ? "add" : "append",
      [cx.optional(body, span)],
      span,
    );
    return;
  }
  const [key, value] = body.children;
  const text = constantText(key, cx.mod.source);
  if (text !== undefined) {
    cx.builder.effect({ op: "store", obj: result, key: text, src: cx.optional(value, span), span });
    return;
  }
  const computed = cx.optional(key, span);
  cx.builder.effect({ op: "storei", obj: result, key: computed, src: cx.optional(value, span), span });
}
