import type * as t from "@babel/types";
import type { FunctionContext } from "../context.js";

export function machineReturn(_cx: FunctionContext, _node: t.ReturnStatement): boolean {
  return false;
}
