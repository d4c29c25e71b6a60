/** Async functions as older targets emit them, where they are not the whole body of a function. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import { callArguments } from "../calls.js";
import type { FunctionContext } from "../context.js";
import { takeName } from "../dispatch.js";
import { lowerFunction } from "../functions.js";
import { awaiterFunction } from "./awaiter.js";
import { argumentAt, type HelperTable } from "./names.js";

/** An async function made of a generator function, whose yields are awaits. */
function asyncFunction(cx: FunctionContext, node: t.FunctionExpression, kind: "arrow" | "function"): Temp {
  const fn = lowerFunction(cx, node, { name: node.id?.name ?? takeName(cx), kind, yieldsAreAwaits: true });
  return cx.builder.emit({ op: "func", dst: 0, fn, span: cx.span(node) });
}

/** `__awaiter(this, [a], void 0, function* (a) {…})` calls an async function that shares `this`. */
function awaiter(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const body = awaiterFunction(node);
  if (!body) return undefined;
  const callee = asyncFunction(cx, body, "arrow");
  const given = node.arguments[1];
  const args =
    given?.type === "ArrayExpression"
      ? callArguments(
          cx,
          given.elements.filter((each) => each !== null),
        )
      : [];
  return cx.builder.emit({ op: "call", dst: 0, callee, args, span: cx.span(node) });
}

/** Babel's `_asyncToGenerator(function* () {…})` is the function itself. */
function wrapped(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const body = argumentAt(node, 0);
  return body?.type === "FunctionExpression" ? asyncFunction(cx, body, "function") : undefined;
}

export const asyncHelpers: HelperTable = {
  __awaiter: awaiter,
  __async: awaiter,
  _asyncToGenerator: wrapped,
  _async_to_generator: wrapped,
};
