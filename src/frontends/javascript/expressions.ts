/** Literals, names, templates, property access, objects, arrays, and what is transparent to values. */
import type * as t from "@babel/types";
import type { ArrayElement, FunctionIR, ObjectEntry, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type ExpressionTable, lowerExpression, lowerNamed, lowerOptional, takeName } from "./dispatch.js";
import { webpackModuleFunction } from "./emitted/webpack.js";
import { lowerFunction } from "./functions.js";
import { isFree, memberKey, propertyKey, readName, writeBinding } from "./names.js";

/** Lowers a function expression; `name` is what the value is bound to. */
export function functionValue(
  cx: FunctionContext,
  node: t.Function,
  name: string,
  kind: FunctionIR["kind"] = node.type === "ArrowFunctionExpression" ? "arrow" : "function",
): Temp {
  const span = cx.span(node);
  const own = node.type === "FunctionExpression" ? node.id?.name : undefined;
  if (own === undefined) {
    const fn = lowerFunction(cx, node, { name, kind });
    return cx.builder.emit({ op: "func", dst: 0, fn, span });
  }
  // The function's own name is a variable around it.
  return cx.inScope(() => {
    const binding = cx.scope.declare(own);
    const fn = lowerFunction(cx, node, { name: own, kind });
    const value = cx.builder.emit({ op: "func", dst: 0, fn, span });
    writeBinding(cx, binding, value, span);
    return value;
  });
}

/** Reads a property of an object that was evaluated before. */
export function loadMember(
  cx: FunctionContext,
  node: t.MemberExpression | t.OptionalMemberExpression,
  obj: Temp,
): Temp {
  const key = memberKey(node);
  const span = cx.span(node);
  if (key !== undefined) return cx.load(obj, key, span);
  return cx.builder.emit({ op: "loadi", dst: 0, obj, key: lowerExpression(cx, node.property), span });
}

function member(cx: FunctionContext, node: t.MemberExpression | t.OptionalMemberExpression): Temp {
  const { object } = node;
  // `globalThis.process` is the global `process`.
  if (object.type === "Identifier" && (object.name === "globalThis" || object.name === "global")) {
    const key = memberKey(node);
    if (key !== undefined && isFree(cx, object.name)) {
      return cx.builder.emit({ op: "global", dst: 0, name: key, span: cx.span(node) });
    }
  }
  return loadMember(cx, node, lowerExpression(cx, object));
}

function objectEntry(cx: FunctionContext, property: t.ObjectExpression["properties"][number]): ObjectEntry {
  cx.mod.nodes++;
  if (property.type === "SpreadElement") {
    return { spread: true, value: lowerExpression(cx, property.argument) };
  }
  const key = propertyKey(property);
  const at = key === undefined ? { computed: lowerExpression(cx, property.key) } : { key };
  if (property.type === "ObjectProperty") {
    const wrapped = webpackModuleFunction(cx, property, key);
    return { ...at, value: wrapped ?? lowerNamed(cx, property.value, key) };
  }
  const wrapped = webpackModuleFunction(cx, property, key);
  if (wrapped !== undefined) return { ...at, value: wrapped };
  const accessor = property.kind === "get" ? "getter" : property.kind === "set" ? "setter" : undefined;
  const value = functionValue(cx, property, key ?? "[computed]", accessor ?? "method");
  return { ...at, value, ...(accessor ? { kind: accessor } : {}) };
}

/** Parts of a template literal: constant text and expressions, in order. */
function templateParts(cx: FunctionContext, node: t.TemplateLiteral): Temp[] {
  const parts: Temp[] = [];
  node.quasis.forEach((quasi, index) => {
    const text = quasi.value.cooked ?? quasi.value.raw;
    if (text !== "") parts.push(cx.constant(text, cx.span(quasi)));
    const expression = node.expressions[index];
    if (expression) parts.push(lowerExpression(cx, expression));
  });
  return parts;
}

/** Lowers the elements of an array literal; a hole is undefined. */
export function arrayElements(
  cx: FunctionContext,
  elements: readonly (t.Expression | t.SpreadElement | null)[],
  span: t.Node,
): ArrayElement[] {
  return elements.map((element) => {
    if (element?.type === "SpreadElement")
      return { value: lowerExpression(cx, element.argument), spread: true };
    return { value: lowerOptional(cx, element, cx.span(span)) };
  });
}

type Transparent = { readonly expression: t.Expression } & t.Node;
const inner = (cx: FunctionContext, node: Transparent): Temp => lowerExpression(cx, node.expression);

export const expressions: ExpressionTable = {
  StringLiteral: (cx, node) => cx.constant(node.value, cx.span(node)),
  NumericLiteral: (cx, node) => cx.constant(node.value, cx.span(node)),
  BooleanLiteral: (cx, node) => cx.constant(node.value, cx.span(node)),
  NullLiteral: (cx, node) => cx.constant(null, cx.span(node)),
  BigIntLiteral: (cx, node) => cx.constant(node.value, cx.span(node)),
  RegExpLiteral: (cx, node) => cx.constant({ regex: node.pattern, flags: node.flags }, cx.span(node)),
  Identifier: (cx, node) => readName(cx, node.name, cx.span(node)),
  ThisExpression: (cx, node) => cx.builder.emit({ op: "this", dst: 0, span: cx.span(node) }),
  Super: (cx, node) => cx.builder.emit({ op: "super", dst: 0, span: cx.span(node) }),
  MemberExpression: member,
  OptionalMemberExpression: member,
  TemplateLiteral: (cx, node) => {
    const span = cx.span(node);
    const parts = templateParts(cx, node);
    if (parts.length === 0) return cx.constant("", span);
    if (node.expressions.length === 0) return parts[0]!;
    return cx.builder.emit({ op: "concat", dst: 0, parts, span });
  },
  ArrayExpression: (cx, node) => {
    const elements = arrayElements(cx, node.elements, node);
    return cx.builder.emit({ op: "array", dst: 0, elements, span: cx.span(node) });
  },
  ObjectExpression: (cx, node) => {
    const span = cx.span(node);
    const entries = node.properties.map((property) => objectEntry(cx, property));
    return cx.builder.emit({ op: "object", dst: 0, entries, span });
  },
  FunctionExpression: (cx, node) => functionValue(cx, node, takeName(cx)),
  ArrowFunctionExpression: (cx, node) => functionValue(cx, node, takeName(cx)),
  SequenceExpression: (cx, node) => {
    // `(0, f)` only strips the receiver of a call.
    let last: Temp | undefined;
    node.expressions.forEach((each, index) => {
      if (each.type === "NumericLiteral" && index < node.expressions.length - 1) return;
      if (last !== undefined) cx.builder.drop(last);
      last = lowerExpression(cx, each);
    });
    return last!;
  },
  AwaitExpression: (cx, node) => {
    const src = lowerExpression(cx, node.argument);
    return cx.builder.emit({ op: "await", dst: 0, src, span: cx.span(node) });
  },
  YieldExpression: (cx, node) => {
    const span = cx.span(node);
    const src = lowerOptional(cx, node.argument, span);
    if (cx.yieldsAreAwaits) return cx.builder.emit({ op: "await", dst: 0, src, span });
    return cx.builder.emit({ op: "yield", dst: 0, src, span, ...(node.delegate ? { delegate: true } : {}) });
  },
  MetaProperty: (cx, node) =>
    cx.builder.emit({
      op: "global",
      dst: 0,
      name: `${node.meta.name}.${node.property.name}`,
      span: cx.span(node),
    }),
  ParenthesizedExpression: inner,
  TSAsExpression: inner,
  TSSatisfiesExpression: inner,
  TSNonNullExpression: inner,
  TSTypeAssertion: inner,
  TSInstantiationExpression: inner,
  TypeCastExpression: inner,
};
