/**
 * Reading and writing of variables by name, and the constant text of property keys.
 */
import type * as t from "@babel/types";
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type Binding, variableRef } from "./scope.js";

/** The binding of a name when it has a run-time value. */
export function valueBinding(cx: FunctionContext, name: string): Binding | undefined {
  const binding = cx.scope.lookup(name);
  return binding?.owner ? binding : undefined;
}

/** True when no scope of the file declares the name. */
export function isFree(cx: FunctionContext, name: string): boolean {
  return valueBinding(cx, name) === undefined;
}

export function readBinding(cx: FunctionContext, binding: Binding, span: Span): Temp {
  return cx.builder.emit({ op: "getvar", dst: 0, ref: variableRef(cx, binding), span });
}

/** The value of a name: a variable, a module-system object, or a global. */
export function readName(cx: FunctionContext, name: string, span: Span): Temp {
  const binding = valueBinding(cx, name);
  if (binding) return readBinding(cx, binding, span);
  switch (name) {
    case "undefined":
      return cx.constant(undefined, span);
    case "NaN":
      return cx.constant(Number.NaN, span);
    case "Infinity":
      return cx.constant(Number.POSITIVE_INFINITY, span);
    case "exports":
      return cx.builder.emit({ op: "exports", dst: 0, span });
    case "module":
      return cx.builder.emit({ op: "module", dst: 0, span });
    case "arguments":
      return cx.depth > 0
        ? cx.builder.emit({ op: "arguments", dst: 0, span })
        : cx.builder.emit({ op: "global", dst: 0, name, span });
    default:
      return cx.builder.emit({ op: "global", dst: 0, name, span });
  }
}

/** Writes a variable and whatever mirrors it: the module's exports, a namespace object. */
export function writeBinding(cx: FunctionContext, binding: Binding, src: Temp, span: Span): void {
  const info = binding.owner!.builder.vars[binding.index]!;
  info.writes++;
  if (cx.mod.vendored && binding.owner!.depth === 0 && !binding.imported) {
    const vendored = cx.vendoredAt(span);
    if (vendored !== undefined) info.vendored ??= vendored;
  }
  cx.builder.effect({ op: "setvar", ref: variableRef(cx, binding), src, span });
  for (const name of binding.exports ?? []) storeExport(cx, name, src, span);
  if (binding.member) cx.store(readBinding(cx, binding.member.of, span), binding.member.key, src, span);
}

export function writeName(cx: FunctionContext, name: string, src: Temp, span: Span): void {
  const binding = valueBinding(cx, name);
  if (binding) writeBinding(cx, binding, src, span);
  else cx.builder.effect({ op: "setglobal", name, src, span });
}

export function storeExport(cx: FunctionContext, name: string, src: Temp, span: Span): void {
  cx.store(cx.builder.emit({ op: "exports", dst: 0, span }), name, src, span);
}

/** The text of an expression used as a computed key, when it is constant. */
export function constantKey(node: t.Node): string | undefined {
  switch (node.type) {
    case "StringLiteral":
      return node.value;
    case "NumericLiteral":
      return String(node.value);
    case "BigIntLiteral":
      return node.value;
    case "TemplateLiteral":
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    default:
      return undefined;
  }
}

/** The name of a property in an object, class or pattern, when it is constant. */
export function propertyKey(node: { key: t.Node; computed?: boolean | null }): string | undefined {
  const { key } = node;
  if (node.computed) return constantKey(key);
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateName") return `#${key.id.name}`;
  return constantKey(key);
}

/** The name of the property that a member expression reads, when it is constant. */
export function memberKey(node: t.MemberExpression | t.OptionalMemberExpression): string | undefined {
  const { property } = node;
  if (node.computed) return constantKey(property);
  if (property.type === "Identifier") return property.name;
  return property.type === "PrivateName" ? `#${property.id.name}` : undefined;
}

/** Strips what has no effect on the value: type assertions, non-null marks, parentheses. */
export function unwrap(node: t.Node): t.Node {
  let inner = node;
  while (
    inner.type === "TSAsExpression" ||
    inner.type === "TSSatisfiesExpression" ||
    inner.type === "TSNonNullExpression" ||
    inner.type === "TSTypeAssertion" ||
    inner.type === "TSInstantiationExpression" ||
    inner.type === "ParenthesizedExpression" ||
    inner.type === "TypeCastExpression"
  ) {
    inner = inner.expression;
  }
  return inner;
}
