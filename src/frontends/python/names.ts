/**
 * Reading and assigning names.
 *
 *   x          getvar, a property of the class object in a class body, or `global` when nobody binds it
 *   x = v      setvar; at module level also a store on the module object, which is what importers load
 *
 * In a module with `from m import *`, a name that nobody binds and that is no builtin is looked for in
 * the star-imported modules, last one first. What this does not do: names put into `globals()`.
 */
import type { Span, Temp } from "../../ir/types.js";
import { BUILTIN_NAMES } from "./builtin-names.js";
import type { FunctionContext } from "./context.js";
import { type Binding, variableRef } from "./scope.js";

/** The value of a name. */
export function readName(cx: FunctionContext, name: string, span: Span): Temp {
  const binding = cx.scope.lookup(name);
  if (binding) return readBinding(cx, binding, span);
  const { stars } = cx.mod;
  if (stars.length === 0 || BUILTIN_NAMES.has(name)) return cx.global(name, span);
  return stars
    .map((star) => cx.load(readBinding(cx, star, span), name, span))
    .reduce((earlier, later) =>
      cx.builder.emit({ op: "logical", dst: 0, operator: "??", left: later, right: earlier, span }),
    );
}

function readBinding(cx: FunctionContext, binding: Binding, span: Span): Temp {
  if (binding.index >= 0)
    return cx.builder.emit({ op: "getvar", dst: 0, ref: variableRef(cx, binding), span });
  return cx.load(classObject(cx, binding.owner, span), binding.name, span);
}

/** The class that `body` is the body of, from any place that can see its names. */
export function classObject(cx: FunctionContext, body: FunctionContext, span: Span): Temp {
  if (cx === body) return cx.builder.emit({ op: "this", dst: 0, span });
  const name = body.cls?.name ?? "";
  const binding = body.parent?.scope.lookup(name);
  return binding ? readBinding(cx, binding, span) : cx.global(name, span);
}

/** Assigns a name of the current scope. */
export function assignName(cx: FunctionContext, name: string, src: Temp, span: Span): void {
  const home = cx.scope.home;
  // In working code every assigned name was collected before; broken code may lack the place it was in.
  const binding = cx.scope.lookup(name) ?? home.declare(name);
  if (binding.index < 0) {
    cx.builder.effect({ op: "store", obj: classObject(cx, binding.owner, span), key: name, src, span });
    return;
  }
  assignBinding(cx, binding, src, span);
}

/** Assigns a variable. */
export function assignBinding(cx: FunctionContext, binding: Binding, src: Temp, span: Span): void {
  binding.owner.builder.vars[binding.index]!.writes++;
  cx.builder.effect({ op: "setvar", ref: variableRef(cx, binding), src, span });
  if (binding.exported)
    cx.builder.effect({ op: "store", obj: cx.exports(span), key: binding.name, src, span });
}

/** True when a name means Python's builtin of that name here. */
export function isBuiltin(cx: FunctionContext, name: string): boolean {
  return cx.scope.lookup(name) === undefined;
}
