/**
 * Decorators as calls: the decorator applied to the function or class, then its name and, for a
 * parameter, the position. What a decorator returns is not used in place of what it decorates.
 */
import type * as t from "@babel/types";
import type { Arg, FnId, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression } from "./dispatch.js";

export interface DecoratedMember {
  /** Undefined for a field. */
  readonly fn: FnId | undefined;
  readonly name: string;
  readonly decorators: readonly t.Decorator[];
  /** Position of the parameter that is decorated. */
  readonly position?: number;
}

/** Emits one application of a decorator. */
export function decorate(cx: FunctionContext, decorator: Temp, args: readonly Temp[], span: Span): Temp {
  const values: Arg[] = args.map((value) => ({ value }));
  return cx.builder.emit({ op: "call", dst: 0, callee: decorator, args: values, isDecorator: true, span });
}

/** Applies the decorators of a class, the last one first; gives the class back. */
export function applyDecorators(
  cx: FunctionContext,
  decorators: readonly t.Decorator[] | null | undefined,
  value: Temp,
): Temp {
  for (const each of [...(decorators ?? [])].reverse()) {
    cx.mod.nodes++;
    decorate(cx, lowerExpression(cx, each.expression), [value], cx.span(each));
  }
  return value;
}

/** Applies the decorators of methods, fields and parameters of a class. */
export function applyMemberDecorators(cx: FunctionContext, members: readonly DecoratedMember[]): void {
  for (const { fn, name, decorators, position } of members) {
    for (const each of [...decorators].reverse()) {
      cx.mod.nodes++;
      const span = cx.span(each);
      const callee = lowerExpression(cx, each.expression);
      const target =
        fn === undefined ? cx.constant(undefined, span) : cx.builder.emit({ op: "func", dst: 0, fn, span });
      const args = [target, cx.constant(name, span)];
      if (position !== undefined) args.push(cx.constant(position, span));
      decorate(cx, callee, args, span);
    }
  }
}
