/** Webpack module maps. Filled in below by later constructs. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";

export function webpackModuleFunction(
  _cx: FunctionContext,
  _property: t.ObjectProperty | t.ObjectMethod,
  _key: string | undefined,
): Temp | undefined {
  return undefined;
}
