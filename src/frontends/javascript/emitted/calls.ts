/** Calls of functions that compilers and bundlers emit, lowered to what they stand for. */
import type * as t from "@babel/types";
import type { Temp } from "../../../ir/types.js";
import type { FunctionContext } from "../context.js";

export function emittedCall(_cx: FunctionContext, _node: t.CallExpression): Temp | undefined {
  return undefined;
}
