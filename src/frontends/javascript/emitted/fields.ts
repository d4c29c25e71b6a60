/** Class fields and private names as older targets emit them. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { argumentAt, type HelperTable, stringAt } from "./names.js";

/** The private name behind the WeakMap variable: `_Foo_x` and `_x` are keys of their own. */
function privateKey(node: t.CallExpression): string | undefined {
  const map = argumentAt(node, 1);
  return map?.type === "Identifier" ? `#${map.name}` : undefined;
}

/** `__publicField(obj, "key", value)` */
function publicField(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const key = argumentAt(node, 1);
  if (!target || !key) return undefined;
  const span = cx.span(node);
  const obj = lowerExpression(cx, target);
  const value = argumentAt(node, 2);
  const constant = stringAt(node, 1);
  const computed = constant === undefined ? lowerExpression(cx, key) : undefined;
  const src = value ? lowerExpression(cx, value) : cx.constant(undefined, span);
  if (constant !== undefined) cx.store(obj, constant, src, span);
  else cx.builder.effect({ op: "storei", obj, key: computed!, src, span });
  return src;
}

function privateGet(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const key = privateKey(node);
  if (!target || key === undefined) return undefined;
  const span = cx.span(node);
  // `__classPrivateFieldGet(this, _Foo_instances, "m", _Foo_method)`: a private method or getter.
  const kind = stringAt(node, 2);
  const method = argumentAt(node, 3);
  if (method && kind === "m") return lowerExpression(cx, method);
  const self = lowerExpression(cx, target);
  if (method && kind === "a") {
    return cx.builder.emit({ op: "call", dst: 0, callee: lowerExpression(cx, method), self, args: [], span });
  }
  return cx.load(self, key, span);
}

function privateSet(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const key = privateKey(node);
  if (!target || key === undefined) return undefined;
  const span = cx.span(node);
  const obj = lowerExpression(cx, target);
  const value = argumentAt(node, 2);
  const src = value ? lowerExpression(cx, value) : cx.constant(undefined, span);
  cx.store(obj, key, src, span);
  return src;
}

export const fieldHelpers: HelperTable = {
  __publicField: publicField,
  __defNormalProp: publicField,
  _defineProperty: publicField,
  _define_property: publicField,
  __privateAdd: privateSet,
  __privateSet: privateSet,
  __privateGet: privateGet,
  __privateMethod: (cx, node) => {
    const method = argumentAt(node, 2);
    return method ? lowerExpression(cx, method) : undefined;
  },
  __classPrivateFieldGet: privateGet,
  __classPrivateFieldSet: privateSet,
};
