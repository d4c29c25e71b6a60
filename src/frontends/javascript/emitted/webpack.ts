/**
 * Webpack bundles with their names intact.
 *
 *   var __webpack_modules__ = { "./a.js": (module, exports, __webpack_require__) => {…} }
 *   __webpack_require__("./a.js")
 *
 * A module function becomes a parameterless function that returns its exports, and the call that
 * requires it becomes a call of the map's entry. Minified bundles have lost these names and are read
 * as ordinary code.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import { FunctionContext } from "../context.js";
import { lowerExpression } from "../dispatch.js";
import { constantKey, memberKey, readBinding, valueBinding, writeBinding } from "../names.js";
import { commonJsFunction } from "./bundles.js";
import { storeGetters } from "./exports.js";
import { argumentAt, stringAt } from "./names.js";

const REQUIRE = /^__(?:webpack|nccwpck)_require__$/;
const MODULE_PARAM =
  /^(?:module|exports|__webpack_exports__|__webpack_module__|__unused_webpack\w*|__unused_webpack___webpack_\w+)$/;

/** Lowers an entry of a module map; undefined when the property is not one. */
export function webpackModuleFunction(
  cx: FunctionContext,
  property: t.ObjectProperty | t.ObjectMethod,
  key: string | undefined,
): Temp | undefined {
  const fn = property.type === "ObjectMethod" ? property : property.value;
  if (
    fn.type !== "ArrowFunctionExpression" &&
    fn.type !== "FunctionExpression" &&
    fn.type !== "ObjectMethod"
  ) {
    return undefined;
  }
  if (key === undefined || fn.params.length === 0 || fn.params.length > 3 || !isModuleFunction(fn, key))
    return undefined;
  return commonJsFunction(cx, { fn, path: key }, { module: 0, exports: 1 }, key);
}

function isModuleFunction(fn: t.Function, key: string): boolean {
  const names = fn.params.map((param) => (param.type === "Identifier" ? param.name : ""));
  if (names[2] !== undefined) return REQUIRE.test(names[2]);
  // Without a third parameter only generated names tell it from an ordinary callback.
  if (!names.every((name) => MODULE_PARAM.test(name))) return false;
  return names.some((name) => name.startsWith("__")) || /^(?:\.{1,2}\/.*|\d+)$/.test(key);
}

/** Calls of the bundle's own require function and of its properties. */
export function webpackCall(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const { callee } = node;
  if (callee.type === "Identifier") return REQUIRE.test(callee.name) ? requireModule(cx, node) : undefined;
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return undefined;
  if (!REQUIRE.test(callee.object.name)) return undefined;
  const span = cx.span(node);
  switch (memberKey(callee)) {
    case "d":
      return defineGetters(cx, node);
    case "n":
      return moduleGetter(cx, node);
    case "r":
      return cx.constant(undefined, span);
    default:
      return undefined;
  }
}

function requireModule(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const id = argumentAt(node, 0);
  const key = id && constantKey(id);
  const map = valueBinding(cx, "__webpack_modules__");
  if (key === undefined || !map) return undefined;
  const span = cx.span(node);
  const callee = cx.load(readBinding(cx, map, span), key, span);
  return cx.builder.emit({ op: "call", dst: 0, callee, args: [], span });
}

/** `.d(exports, { a: () => a })`, or `.d(exports, "a", function () { return a; })` in older ones. */
function defineGetters(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const getters = argumentAt(node, 1);
  if (!target || !getters) return undefined;
  const obj = lowerExpression(cx, target);
  const key = stringAt(node, 1);
  const getter = argumentAt(node, 2);
  if (getters.type === "ObjectExpression") storeGetters(cx, obj, getters);
  else if (key !== undefined && getter) {
    const src = lowerExpression(cx, getter);
    cx.builder.effect({ op: "store", obj, key, src, kind: "getter", span: cx.span(node) });
  }
  return obj;
}

/** `.n(module)` gives a function that returns the module's default export: here, the module. */
function moduleGetter(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const argument = argumentAt(node, 0);
  if (!argument) return undefined;
  const span = cx.span(node);
  const holder = cx.scope.declare(`%module${span.line}:${span.col}`);
  writeBinding(cx, holder, lowerExpression(cx, argument), span);
  const inner = new FunctionContext(cx.mod, cx, { name: "default", kind: "arrow", span });
  inner.builder.terminate({ op: "return", src: readBinding(inner, holder, span), span });
  return cx.builder.emit({ op: "func", dst: 0, fn: inner.finish(), span });
}
