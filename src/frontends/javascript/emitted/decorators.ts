/**
 * Decorators as compilers emit them.
 *
 *   __decorate([tool("x"), __param(0, arg())], Server.prototype, "m", null)
 *
 * becomes one decorator call for each element, on the method that the prototype holds.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";
import { decorate } from "../decorators.js";
import { lowerExpression } from "../dispatch.js";
import { argumentAt, type HelperTable, helperName, stringAt } from "./names.js";

function decorateEach(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const list = argumentAt(node, 0);
  const target = argumentAt(node, 1);
  if (list?.type !== "ArrayExpression" || !target) return undefined;
  const span = cx.span(node);
  const holder = lowerExpression(cx, target);
  const key = stringAt(node, 2);
  for (const each of [...list.elements].reverse()) {
    if (!each || each.type === "SpreadElement") continue;
    applyOne(cx, each, holder, key);
  }
  return key === undefined ? holder : cx.load(holder, key, span);
}

function applyOne(cx: FunctionContext, element: t.Expression, holder: Temp, key: string | undefined): void {
  const span = cx.span(element);
  let decorator = element;
  let position: number | undefined;
  if (element.type === "CallExpression") {
    const name = helperName(element.callee);
    if (name === "__metadata") return;
    if (name === "__param" || name === "__decorateParam") {
      const index = argumentAt(element, 0);
      const inner = argumentAt(element, 1);
      if (index?.type !== "NumericLiteral" || !inner) return;
      position = index.value;
      decorator = inner;
    }
  }
  const callee = lowerExpression(cx, decorator);
  const args = [key === undefined ? holder : cx.load(holder, key, span)];
  if (key !== undefined) args.push(cx.constant(key, span));
  if (position !== undefined) {
    if (key === undefined) args.push(cx.constant("constructor", span));
    args.push(cx.constant(position, span));
  }
  decorate(cx, callee, args, span);
}

/** TypeScript 5: `__esDecorate(Class, null, _m_decorators, { kind: "method", name: "m", … }, …)`. */
function esDecorate(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const decorators = argumentAt(node, 2);
  const context = argumentAt(node, 3);
  const owner = argumentAt(node, 0);
  if (!decorators || context?.type !== "ObjectExpression" || !owner) return undefined;
  const span = cx.span(node);
  const name = context.properties.flatMap((each) =>
    each.type === "ObjectProperty" &&
    each.key.type === "Identifier" &&
    each.key.name === "name" &&
    each.value.type === "StringLiteral"
      ? [each.value.value]
      : [],
  )[0];
  const callee = cx.load(lowerExpression(cx, decorators), "0", span);
  let target = lowerExpression(cx, owner);
  if (name !== undefined && owner.type !== "NullLiteral") {
    target = cx.load(cx.load(target, "prototype", span), name, span);
    return decorate(cx, callee, [target, cx.constant(name, span)], span);
  }
  return decorate(cx, callee, [target], span);
}

export const decoratorHelpers: HelperTable = {
  __decorate: decorateEach,
  __decorateClass: decorateEach,
  _ts_decorate: decorateEach,
  __esDecorate: esDecorate,
  __metadata: (cx, node) => cx.constant(undefined, cx.span(node)),
  __runInitializers: (cx, node) => {
    const value = argumentAt(node, 2);
    return value ? lowerExpression(cx, value) : cx.constant(undefined, cx.span(node));
  },
};
