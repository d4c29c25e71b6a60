/**
 * Exports as compilers and bundlers emit them.
 *
 *   Object.defineProperty(exports, "a", { enumerable: true, get: function () { return m.a; } })
 *   __export(ns, { a: () => a })
 *
 * Both become stores of getters, so that the value is the one at the time of reading.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";
import { lowerExpression, lowerNamed } from "../dispatch.js";
import { lowerFunction } from "../functions.js";
import { propertyKey } from "../names.js";
import { argumentAt, type HelperTable, stringAt } from "./names.js";

/** A property of an object literal by its constant name: the value, or the method itself. */
function propertyOf(object: t.ObjectExpression, name: string): t.Expression | t.ObjectMethod | undefined {
  for (const each of object.properties) {
    if (each.type === "SpreadElement" || propertyKey(each) !== name) continue;
    return each.type === "ObjectMethod" ? each : (each.value as t.Expression);
  }
  return undefined;
}

/** `Object.defineProperty(o, "k", { value })` or `{ get }`, with a constant key and a literal descriptor. */
export function defineProperty(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const key = stringAt(node, 1);
  const descriptor = argumentAt(node, 2);
  if (!target || key === undefined || descriptor?.type !== "ObjectExpression") return undefined;
  const value = propertyOf(descriptor, "value");
  const found = value ?? propertyOf(descriptor, "get");
  if (!found) return undefined;
  const span = cx.span(node);
  const obj = lowerExpression(cx, target);
  const src = propertyValue(cx, found, key);
  if (value) cx.store(obj, key, src, span);
  else cx.builder.effect({ op: "store", obj, key, src, kind: "getter", span });
  return obj;
}

function propertyValue(cx: FunctionContext, node: t.Expression | t.ObjectMethod, name: string): Temp {
  if (node.type !== "ObjectMethod") return lowerNamed(cx, node, name);
  const fn = lowerFunction(cx, node, { name, kind: "method" });
  return cx.builder.emit({ op: "func", dst: 0, fn, span: cx.span(node) });
}

/** Stores each property of a literal of functions (or of getters) as a getter of `obj`. */
export function storeGetters(cx: FunctionContext, obj: Temp, getters: t.ObjectExpression): void {
  for (const each of getters.properties) {
    if (each.type === "SpreadElement") continue;
    const key = propertyKey(each);
    if (key === undefined) continue;
    const span = cx.span(each);
    const src = propertyValue(cx, each.type === "ObjectMethod" ? each : (each.value as t.Expression), key);
    cx.builder.effect({ op: "store", obj, key, src, kind: "getter", span });
  }
}

function exportAll(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const source = argumentAt(node, 0);
  if (!source) return undefined;
  const span = cx.span(node);
  cx.builder.effect({ op: "reexport", src: lowerExpression(cx, source), span });
  return cx.constant(undefined, span);
}

/**
 * esbuild's `__export(ns, getters)`; rolldown's gives a new object for the getters alone, and older
 * compilers have an `__export(module)`.
 */
function exportGetters(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const first = argumentAt(node, 0);
  const second = argumentAt(node, 1);
  if (first?.type === "ObjectExpression") {
    const obj = cx.builder.emit({ op: "object", dst: 0, entries: [], span: cx.span(node) });
    storeGetters(cx, obj, first);
    return obj;
  }
  if (first && second?.type === "ObjectExpression") {
    const obj = lowerExpression(cx, first);
    storeGetters(cx, obj, second);
    return obj;
  }
  return second ? undefined : exportAll(cx, node);
}

/** `__reExport(ns, require("x"), module.exports)` */
function copyExports(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const source = argumentAt(node, 1);
  if (!target || !source) return undefined;
  const span = cx.span(node);
  const obj = lowerExpression(cx, target);
  const src = lowerExpression(cx, source);
  const assign = cx.load(cx.builder.emit({ op: "global", dst: 0, name: "Object", span }), "assign", span);
  cx.builder.emit({ op: "call", dst: 0, callee: assign, args: [{ value: obj }, { value: src }], span });
  if (argumentAt(node, 2)) cx.builder.effect({ op: "reexport", src, span });
  return obj;
}

/** `__createBinding(exports, m, "k", "as")` */
function createBinding(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const target = argumentAt(node, 0);
  const source = argumentAt(node, 1);
  const key = stringAt(node, 2);
  if (!target || !source || key === undefined) return undefined;
  const span = cx.span(node);
  const obj = lowerExpression(cx, target);
  const value = cx.load(lowerExpression(cx, source), key, span);
  cx.store(obj, stringAt(node, 3) ?? key, value, span);
  return value;
}

export const exportHelpers: HelperTable = {
  __exportStar: exportAll,
  _export_star: exportAll,
  __export: exportGetters,
  __exportAll: exportGetters,
  _export: exportGetters,
  __reExport: copyExports,
  __createBinding: createBinding,
};
