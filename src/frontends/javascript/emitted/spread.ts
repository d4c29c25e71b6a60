/** Spread and rest as older targets emit them. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { argumentAt, type HelperTable } from "./names.js";

/** `__assign({}, a, b)` is `{ ...a, ...b }`. */
function objectSpread(cx: FunctionContext, node: t.CallExpression): Temp {
  const entries = node.arguments.map((each) => ({
    spread: true,
    value: lowerExpression(cx, each.type === "SpreadElement" ? each.argument : each),
  }));
  return cx.builder.emit({ op: "object", dst: 0, entries, span: cx.span(node) });
}

/** `__spreadArray(a, b, true)` is `[...a, ...b]`; the flag at the end is no element. */
function arraySpread(cx: FunctionContext, node: t.CallExpression): Temp {
  const elements = node.arguments
    .filter((each) => each.type !== "BooleanLiteral" && each.type !== "UnaryExpression")
    .map((each) => ({
      spread: true,
      value: lowerExpression(cx, each.type === "SpreadElement" ? each.argument : each),
    }));
  return cx.builder.emit({ op: "array", dst: 0, elements, span: cx.span(node) });
}

/** `__rest(a, ["x"])` is the `...rest` of `const { x, ...rest } = a`. */
function objectRest(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const source = argumentAt(node, 0);
  const keys = argumentAt(node, 1);
  if (!source || keys?.type !== "ArrayExpression") return undefined;
  const src = lowerExpression(cx, source);
  const without = keys.elements.flatMap((each) => (each?.type === "StringLiteral" ? [each.value] : []));
  return cx.builder.emit({ op: "rest", dst: 0, src, without, span: cx.span(node) });
}

export const spreadHelpers: HelperTable = {
  __assign: objectSpread,
  __spreadValues: objectSpread,
  __spreadProps: objectSpread,
  _extends: objectSpread,
  _objectSpread: objectSpread,
  _object_spread: objectSpread,
  _object_spread_props: objectSpread,
  __spreadArray: arraySpread,
  __spreadArrays: arraySpread,
  __spread: arraySpread,
  _toConsumableArray: arraySpread,
  _to_consumable_array: arraySpread,
  __rest: objectRest,
  __objRest: objectRest,
  _objectWithoutProperties: objectRest,
  _object_without_properties: objectRest,
};
