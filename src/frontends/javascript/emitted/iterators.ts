/**
 * Loops over iterables as compiled for ES5.
 *
 *   for (var xs_1 = __values(xs), x_1 = xs_1.next(); !x_1.done; x_1 = xs_1.next()) { var x = x_1.value; … }
 *
 * is read as `for (const x of xs)`: the variable of the result holds `{ value: element }`.
 */
import type * as t from "@babel/types";
import type { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { memberKey, unwrap, writeName } from "../names.js";
import { argumentAt, helperName } from "./names.js";

export interface IteratorLoop {
  /** What is iterated. */
  readonly source: t.Expression;
  readonly awaits: boolean;
  /** Variable that holds each result of `next()`. */
  readonly result: string;
}

/** The iterable that a `for` statement walks by hand, or undefined when it is an ordinary loop. */
export function iteratorLoop(node: t.ForStatement): IteratorLoop | undefined {
  if (node.init?.type !== "VariableDeclaration") return undefined;
  for (const each of node.init.declarations) {
    const init = each.init;
    if (init?.type !== "CallExpression" || each.id.type !== "Identifier") continue;
    const name = helperName(init.callee);
    const source = argumentAt(init, 0);
    if (!source || (name !== "__values" && name !== "__asyncValues")) continue;
    const result = resultName(node.init, each.id.name) ?? assignedIn(node.test);
    return result === undefined ? undefined : { source, awaits: name === "__asyncValues", result };
  }
  return undefined;
}

/** The variable declared with `iterator.next()`. */
function resultName(declaration: t.VariableDeclaration, iterator: string): string | undefined {
  for (const { id, init } of declaration.declarations) {
    if (id.type !== "Identifier" || init?.type !== "CallExpression") continue;
    const { callee } = init;
    if (callee.type !== "MemberExpression" || memberKey(callee) !== "next") continue;
    if (callee.object.type === "Identifier" && callee.object.name === iterator) return id.name;
  }
  return undefined;
}

/** The variable that the loop's test assigns first: `x_1 = await xs_1.next(), …`. */
function assignedIn(test: t.Expression | null | undefined): string | undefined {
  const node = test ? unwrap(test) : undefined;
  const first = node?.type === "SequenceExpression" ? node.expressions[0] : node;
  return first?.type === "AssignmentExpression" && first.left.type === "Identifier"
    ? first.left.name
    : undefined;
}

/** Lowers the loop; `body` lowers the statement inside, given where break and continue lead. */
export function lowerIteratorLoop(
  cx: FunctionContext,
  node: t.ForStatement,
  loop: IteratorLoop,
  body: (breakTo: number, continueTo: number) => void,
): void {
  const { builder } = cx;
  const span = cx.span(node);
  const src = lowerExpression(cx, loop.source);
  const head = builder.newBlock();
  const inside = builder.newBlock();
  const after = builder.newBlock();
  builder.jump(head, span);
  builder.enter(head);
  const next = builder.emit({ op: "iterate", src, of: "values", span });
  builder.branch(next, inside, after, span);
  builder.enter(inside);
  const value = loop.awaits ? builder.emit({ op: "await", src: next, span }) : next;
  writeName(cx, loop.result, builder.emit({ op: "object", entries: [{ key: "value", value }], span }), span);
  body(after, head);
  builder.jump(head, span);
  builder.enter(after);
}
