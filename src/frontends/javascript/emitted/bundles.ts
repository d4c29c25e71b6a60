/**
 * Modules that esbuild and rolldown wrap in functions.
 *
 *   var require_a = __commonJS({ "node_modules/a/index.js"(exports, module) {…} })
 *   var init_b = __esm({ "src/b.ts"() {…} })
 *
 * `require_a()` gives the exports of the module, `init_b()` runs its top-level code: both are
 * functions without parameters here.
 */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import { FunctionContext } from "../context.js";
import { lowerExpression, takeName } from "../dispatch.js";
import { lowerBody } from "../functions.js";
import { propertyKey, readBinding, writeBinding } from "../names.js";
import { packageOfPath } from "../vendored.js";
import { argumentAt, type HelperTable } from "./names.js";

type WrappedFunction = t.FunctionExpression | t.ArrowFunctionExpression | t.ObjectMethod;

export interface WrappedModule {
  readonly fn: WrappedFunction;
  /** Path of the module, when the bundler wrote it. */
  readonly path: string | undefined;
}

/** A module function: the only property of a literal, or the argument itself. */
function wrappedModule(argument: t.Expression | undefined): WrappedModule | undefined {
  if (!argument) return undefined;
  if (argument.type === "ArrowFunctionExpression" || argument.type === "FunctionExpression") {
    return { fn: argument, path: undefined };
  }
  const property = argument.type === "ObjectExpression" ? argument.properties[0] : undefined;
  if (!property || property.type === "SpreadElement") return undefined;
  const path = propertyKey(property);
  if (property.type === "ObjectMethod") return { fn: property, path };
  const { value } = property;
  const isFunction = value.type === "ArrowFunctionExpression" || value.type === "FunctionExpression";
  return isFunction ? { fn: value, path } : undefined;
}

/**
 * Lowers a CommonJS module function to a parameterless function that returns the exports. `order` says
 * which parameter is which.
 */
export function commonJsFunction(
  cx: FunctionContext,
  { fn, path }: WrappedModule,
  order: { readonly exports: number; readonly module: number },
  name: string,
): Temp {
  const span = cx.span(fn);
  const vendored = path === undefined ? undefined : packageOfPath(path);
  const inner = new FunctionContext(cx.mod, cx, {
    name: path ?? name,
    kind: "function",
    span,
    ...(vendored === undefined ? {} : { vendored }),
  });
  const exported = inner.builder.emit({ op: "object", dst: 0, entries: [], span });
  const holder = inner.builder.emit({
    op: "object",
    dst: 0,
    entries: [{ key: "exports", value: exported }],
    span,
  });
  const holderVariable = inner.scope.declare("%module");
  writeBinding(inner, holderVariable, holder, span);
  fn.params.forEach((param, index) => {
    if (param.type !== "Identifier") return;
    if (index === order.exports) writeBinding(inner, inner.scope.declare(param.name), exported, span);
    if (index === order.module) writeBinding(inner, inner.scope.declare(param.name), holder, span);
  });
  if (fn.body.type === "BlockStatement") lowerBody(inner, fn.body.body);
  else lowerExpression(inner, fn.body);
  const result = inner.load(readBinding(inner, holderVariable, span), "exports", span);
  inner.builder.terminate({ op: "return", src: result, span });
  return cx.builder.emit({ op: "func", dst: 0, fn: inner.finish(), span });
}

function commonJs(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const name = takeName(cx);
  const wrapped = wrappedModule(argumentAt(node, 0));
  return wrapped && commonJsFunction(cx, wrapped, { exports: 0, module: 1 }, name);
}

/** `__esm` assigns the variables around it, so it is an ordinary function without parameters. */
function esModule(cx: FunctionContext, node: t.CallExpression): Temp | undefined {
  const name = takeName(cx);
  const wrapped = wrappedModule(argumentAt(node, 0));
  if (!wrapped) return undefined;
  const { fn, path } = wrapped;
  const span = cx.span(fn);
  const vendored = path === undefined ? undefined : packageOfPath(path);
  const inner = new FunctionContext(cx.mod, cx, {
    name: path ?? name,
    kind: "arrow",
    async: fn.async === true,
    span,
    ...(vendored === undefined ? {} : { vendored }),
  });
  if (fn.body.type === "BlockStatement") lowerBody(inner, fn.body.body);
  else lowerExpression(inner, fn.body);
  return cx.builder.emit({ op: "func", dst: 0, fn: inner.finish(), span });
}

export const bundleHelpers: HelperTable = {
  __commonJS: commonJs,
  __commonJSMin: commonJs,
  __esm: esModule,
  __esmMin: esModule,
};
