/**
 * Writing a value to a target: a variable, a property, or a destructuring pattern.
 *
 *   const { a, b: { c = 1 }, ...rest } = v      load t = v.a; setvar a = t
 *                                               load u = v.b; load w = u.c; default d = w, 1; ...
 *
 * Declarations and assignments are alike here, since hoisting has declared the names before.
 */
import type * as t from "@babel/types";
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression, lowerNamed } from "./dispatch.js";
import { memberKey, propertyKey, unwrap, writeName } from "./names.js";

/** Writes `value` to an assignment target or binding pattern. */
export function assignTo(cx: FunctionContext, target: t.Node, value: Temp): void {
  const span = cx.span(target);
  switch (target.type) {
    case "Identifier":
      writeName(cx, target.name, value, span);
      break;
    case "MemberExpression":
    case "OptionalMemberExpression":
      storeMember(cx, target, lowerExpression(cx, target.object), value, span);
      break;
    case "ObjectPattern":
      assignObject(cx, target, value);
      break;
    case "ArrayPattern":
      assignArray(cx, target, value);
      break;
    case "AssignmentPattern":
      assignTo(cx, target.left, applyDefault(cx, target.right, value, target.left));
      break;
    case "RestElement":
      assignTo(cx, target.argument, value);
      break;
    case "TSParameterProperty":
      assignTo(cx, target.parameter, value);
      break;
    default: {
      const inner = unwrap(target);
      if (inner !== target) assignTo(cx, inner, value);
      else cx.unsupported(`target ${target.type}`, [value], span);
    }
  }
}

/** Stores to a property whose object was evaluated before. */
export function storeMember(
  cx: FunctionContext,
  node: t.MemberExpression | t.OptionalMemberExpression,
  obj: Temp,
  src: Temp,
  span: Span,
): void {
  const key = memberKey(node);
  if (key !== undefined) cx.store(obj, key, src, span);
  else cx.builder.effect({ op: "storei", obj, key: lowerExpression(cx, node.property), src, span });
}

/** `value`, or the default where it is undefined. */
export function applyDefault(cx: FunctionContext, node: t.Expression, value: Temp, target: t.Node): Temp {
  const otherwise = lowerNamed(cx, node, target.type === "Identifier" ? target.name : undefined);
  return cx.builder.emit({ op: "default", dst: 0, src: value, otherwise, span: cx.span(node) });
}

function assignObject(cx: FunctionContext, pattern: t.ObjectPattern, value: Temp): void {
  const taken: string[] = [];
  for (const property of pattern.properties) {
    const span = cx.span(property);
    cx.mod.nodes++;
    if (property.type === "RestElement") {
      const rest = cx.builder.emit({ op: "rest", dst: 0, src: value, without: taken, span });
      assignTo(cx, property.argument, rest);
      continue;
    }
    const key = propertyKey(property);
    if (key !== undefined) {
      taken.push(key);
      assignTo(cx, property.value, cx.load(value, key, span));
    } else {
      const computed = lowerExpression(cx, property.key);
      assignTo(cx, property.value, cx.builder.emit({ op: "loadi", dst: 0, obj: value, key: computed, span }));
    }
  }
}

function assignArray(cx: FunctionContext, pattern: t.ArrayPattern, value: Temp): void {
  pattern.elements.forEach((element, index) => {
    if (!element) return;
    const span = cx.span(element);
    cx.mod.nodes++;
    if (element.type === "RestElement") {
      assignTo(cx, element.argument, cx.builder.emit({ op: "rest", dst: 0, src: value, from: index, span }));
    } else {
      assignTo(cx, element, cx.load(value, String(index), span));
    }
  });
}
