/** Which package a bundled CommonJS module is of: by the path its bundler wrote, or by its place. */
import type * as t from "@babel/types";
import type { ModuleContext } from "../context.js";
import { propertyKey } from "../names.js";
import { packageOfPath } from "../vendored.js";
import { argumentAt, helperName } from "./names.js";

/** The package of `__commonJS({ "node_modules/a/index.js"(exports, module) {…} })`. */
export function bundledPackage(mod: ModuleContext, call: t.CallExpression): string | undefined {
  const name = helperName(call.callee);
  if (name !== "__commonJS" && name !== "__commonJSMin") return undefined;
  const argument = argumentAt(call, 0);
  const property = argument?.type === "ObjectExpression" ? argument.properties[0] : undefined;
  const path = property && property.type !== "SpreadElement" ? propertyKey(property) : undefined;
  return (path === undefined ? undefined : packageOfPath(path)) ?? mod.vendored?.at(mod.span(call));
}
