/** JSX: an element is a call of the global `jsx` with the component, and its properties as an object. */
import type * as t from "@babel/types";
import type { ObjectEntry, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type ExpressionTable, lowerExpression } from "./dispatch.js";
import { readName } from "./names.js";

type JsxName = t.JSXOpeningElement["name"];

/** A component is a variable, a host element a constant name. */
function componentOf(cx: FunctionContext, name: JsxName): Temp {
  const span = cx.span(name);
  switch (name.type) {
    case "JSXIdentifier":
      return /^[a-z]/.test(name.name) ? cx.constant(name.name, span) : readName(cx, name.name, span);
    case "JSXMemberExpression":
      return cx.load(componentOf(cx, name.object), name.property.name, span);
    case "JSXNamespacedName":
      return cx.constant(`${name.namespace.name}:${name.name.name}`, span);
  }
}

function attributes(cx: FunctionContext, nodes: t.JSXOpeningElement["attributes"]): ObjectEntry[] {
  return nodes.map((each): ObjectEntry => {
    cx.mod.nodes++;
    if (each.type === "JSXSpreadAttribute")
      return { spread: true, value: lowerExpression(cx, each.argument) };
    const key =
      each.name.type === "JSXIdentifier"
        ? each.name.name
        : `${each.name.namespace.name}:${each.name.name.name}`;
    return { key, value: each.value ? lowerExpression(cx, each.value) : cx.constant(true, cx.span(each)) };
  });
}

function element(
  cx: FunctionContext,
  node: t.JSXElement | t.JSXFragment,
  component: Temp,
  properties: ObjectEntry[],
): Temp {
  const span = cx.span(node);
  const children = node.children.flatMap((child) => {
    if (child.type === "JSXText") {
      return child.value.trim() === "" ? [] : [{ value: cx.constant(child.value, cx.span(child)) }];
    }
    if (child.type === "JSXSpreadChild")
      return [{ value: lowerExpression(cx, child.expression), spread: true }];
    if (child.type === "JSXExpressionContainer" && child.expression.type === "JSXEmptyExpression") return [];
    return [{ value: lowerExpression(cx, child) }];
  });
  if (children.length > 0) {
    properties.push({
      key: "children",
      value: cx.builder.emit({ op: "array", dst: 0, elements: children, span }),
    });
  }
  const props = cx.builder.emit({ op: "object", dst: 0, entries: properties, span });
  const callee = cx.builder.emit({ op: "global", dst: 0, name: "jsx", span });
  return cx.builder.emit({
    op: "call",
    dst: 0,
    callee,
    args: [{ value: component }, { value: props }],
    span,
  });
}

export const jsx = {
  JSXElement: (cx: FunctionContext, node: t.JSXElement) =>
    element(
      cx,
      node,
      componentOf(cx, node.openingElement.name),
      attributes(cx, node.openingElement.attributes),
    ),
  JSXFragment: (cx: FunctionContext, node: t.JSXFragment) =>
    element(cx, node, cx.constant("", cx.span(node)), []),
  JSXExpressionContainer: (cx: FunctionContext, node: t.JSXExpressionContainer) =>
    lowerExpression(cx, node.expression),
} as ExpressionTable;
