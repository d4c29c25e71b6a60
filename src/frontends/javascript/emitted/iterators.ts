/**
 * Loops over iterables as compiled for ES5.
 *
 *   for (var xs_1 = __values(xs), x_1 = xs_1.next(); !x_1.done; x_1 = xs_1.next()) { var x = x_1.value; … }
 *
 * is read as `for (const x of xs)`: the variable of the result holds `{ value: element }`.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { memberKey, readBinding, unwrap, writeBinding, writeName } from "../names.js";
import { argumentAt, type HelperTable, helperName } from "./names.js";

export interface IteratorLoop {
  /** What is iterated. */
  readonly source: t.Expression;
  readonly awaits: boolean;
  /** Variable that holds each result of `next()`. */
  readonly result: string;
}

type Assignment = readonly [name: string, value: t.Expression];

/** The variables that the head of a loop gives values to, by declaration or by assignment. */
function assignments(init: t.ForStatement["init"]): Assignment[] {
  if (init?.type === "VariableDeclaration") {
    return init.declarations.flatMap(({ id, init: value }): Assignment[] =>
      id.type === "Identifier" && value ? [[id.name, value]] : [],
    );
  }
  const parts = init?.type === "SequenceExpression" ? init.expressions : init ? [init] : [];
  return parts.flatMap((each): Assignment[] =>
    each.type === "AssignmentExpression" && each.left.type === "Identifier"
      ? [[each.left.name, each.right]]
      : [],
  );
}

/** The iterable that a `for` statement walks by hand, or undefined when it is an ordinary loop. */
export function iteratorLoop(node: t.ForStatement): IteratorLoop | undefined {
  const head = assignments(node.init);
  for (const [iterator, value] of head) {
    const name = value.type === "CallExpression" ? helperName(value.callee) : undefined;
    if (value.type !== "CallExpression" || (name !== "__values" && name !== "__asyncValues")) continue;
    const source = argumentAt(value, 0);
    const result = head.find(([, each]) => isNext(each, iterator))?.[0] ?? assignedIn(node.test);
    if (!source || result === undefined) return undefined;
    return { source, awaits: name === "__asyncValues", result };
  }
  return undefined;
}

function isNext(node: t.Expression, iterator: string): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object } = node.callee;
  return memberKey(node.callee) === "next" && object.type === "Identifier" && object.name === iterator;
}

/** The variable that the loop's test assigns first: `x_1 = await xs_1.next(), …`. */
function assignedIn(test: t.Expression | null | undefined): string | undefined {
  const node = test ? unwrap(test) : undefined;
  const first = node?.type === "SequenceExpression" ? node.expressions[0] : node;
  return first?.type === "AssignmentExpression" && first.left.type === "Identifier"
    ? first.left.name
    : undefined;
}

/**
 * An iterator outside such a loop, where a state machine calls `next()` itself: an object whose `next`
 * gives an element.
 */
function iteratorObject(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const source = argumentAt(node, 0);
  if (!source) return undefined;
  const { builder } = cx;
  const span = cx.span(node);
  const element = builder.emit({
    op: "iterate",
    dst: 0,
    src: lowerExpression(cx, source),
    of: "values",
    span,
  });
  const holder = cx.scope.declare(`%element${span.line}:${span.col}`);
  writeBinding(cx, holder, element, span);
  const next = new FunctionContext(cx.mod, cx, { name: "next", kind: "arrow", span });
  const value = readBinding(next, holder, span);
  const src = next.builder.emit({ op: "object", dst: 0, entries: [{ key: "value", value }], span });
  next.builder.terminate({ op: "return", src, span });
  const method = builder.emit({ op: "func", dst: 0, fn: next.finish(), span });
  return builder.emit({ op: "object", dst: 0, entries: [{ key: "next", value: method }], span });
}

export const iteratorHelpers: HelperTable = { __values: iteratorObject, __asyncValues: iteratorObject };

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
  const next = builder.emit({ op: "iterate", dst: 0, src, of: "values", span });
  builder.branch(next, inside, after, span);
  builder.enter(inside);
  const value = loop.awaits ? builder.emit({ op: "await", dst: 0, src: next, span }) : next;
  writeName(
    cx,
    loop.result,
    builder.emit({ op: "object", dst: 0, entries: [{ key: "value", value }], span }),
    span,
  );
  body(after, head);
  builder.jump(head, span);
  builder.enter(after);
}
