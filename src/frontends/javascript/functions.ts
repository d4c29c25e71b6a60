/**
 * Functions: parameters, defaults, destructured parameters, and bodies.
 *
 * Each parameter has a variable of its own; a pattern is taken apart at the start of the body. An
 * arrow function keeps kind "arrow", so that `this`, `super` and `arguments` are those around it.
 */
import type * as t from "@babel/types";
import type { FnId, FunctionIR, Param, TypeRef } from "../../ir/types.js";
import { FunctionContext } from "./context.js";
import { lowerExpression, lowerStatement } from "./dispatch.js";
import { asyncBody } from "./emitted/awaiter.js";
import { isHelperDefinition } from "./emitted/names.js";
import { declareBlock, hoistVars, patternNames } from "./hoist.js";
import { readBinding, writeBinding } from "./names.js";
import { applyDefault, assignTo } from "./patterns.js";
import { type Binding, setVariableType } from "./scope.js";
import { annotationType } from "./types.js";

export interface FunctionOptions {
  readonly name: string;
  readonly kind: FunctionIR["kind"];
  readonly cls?: number;
  readonly static?: boolean;
  /** Overrides the package that the surrounding code belongs to. */
  readonly vendored?: string | undefined;
  /** The function is a generator that stands for an async function. */
  readonly yieldsAreAwaits?: boolean;
  /** Emits code before the body, after the parameters were bound. */
  readonly prologue?: (inner: FunctionContext) => void;
}

type FunctionNode = t.Function;

/** Lowers a function and everything in it; returns its id. */
export function lowerFunction(cx: FunctionContext, node: FunctionNode, options: FunctionOptions): FnId {
  const emitted = asyncBody(node);
  const inner = new FunctionContext(cx.mod, cx, {
    name: options.name,
    kind: options.kind,
    async: node.async === true || emitted !== undefined || options.yieldsAreAwaits === true,
    generator: node.generator === true && !options.yieldsAreAwaits,
    span: cx.span(node),
    ...(options.cls === undefined ? {} : { cls: options.cls }),
    ...(options.static === undefined ? {} : { static: options.static }),
    ...(options.vendored === undefined ? {} : { vendored: options.vendored }),
  });
  bindParams(inner, emitted?.params ?? node.params);
  const returns = node.returnType ? annotationType(inner, node.returnType) : undefined;
  if (returns) inner.builder.returnType = returns;
  options.prologue?.(inner);
  inner.yieldsAreAwaits = emitted !== undefined || options.yieldsAreAwaits === true;
  if (emitted) {
    lowerBody(inner, emitted.body);
  } else if (node.body.type === "BlockStatement") {
    lowerBody(inner, node.body.body);
  } else {
    const src = lowerExpression(inner, node.body);
    inner.builder.terminate({ op: "return", src, span: inner.span(node.body) });
  }
  return inner.finish();
}

/**
 * Declares the names of a block and gives its function declarations their values. `between` runs when
 * all names are known and no function is lowered yet.
 */
export function hoistBlock(
  cx: FunctionContext,
  statements: readonly t.Statement[],
  namespace?: Binding,
  between?: () => void,
): void {
  const functions = declareBlock(cx, statements, namespace);
  between?.();
  for (const { node, binding } of functions) {
    if (isHelperDefinition(binding.name)) continue;
    const span = cx.span(node);
    const fn = lowerFunction(cx, node, { name: binding.name, kind: "function" });
    writeBinding(cx, binding, cx.builder.emit({ op: "func", dst: 0, fn, span }), span);
  }
}

/** Hoists and lowers the statements of a function body in the current scope. */
export function lowerBody(cx: FunctionContext, statements: readonly t.Statement[]): void {
  hoistVars(cx.scope, statements);
  hoistBlock(cx, statements);
  for (const statement of statements) lowerStatement(cx, statement);
}

type ParamNode = t.Function["params"][number] | t.TSParameterProperty;

interface BoundParam {
  readonly pattern: t.Node;
  readonly fallback: t.Expression | undefined;
  readonly binding: Binding;
}

function bindParams(cx: FunctionContext, params: readonly ParamNode[]): void {
  const bound: BoundParam[] = [];
  for (const node of params) {
    // `this: T` is a TypeScript annotation, not a parameter.
    if (node.type === "Identifier" && node.name === "this") continue;
    bound.push(declareParam(cx, node, bound.length));
  }
  // `function (require, exports)`: the factory of a UMD or AMD module.
  const [first, second] = bound;
  if (first?.binding.name === "require" && second?.binding.name === "exports") first.binding.isRequire = true;
  // All names exist before the first default or pattern is evaluated.
  for (const { pattern } of bound) patternNames(pattern, (name) => cx.scope.declare(name));
  for (const { pattern, fallback, binding } of bound) {
    const simple = pattern.type === "Identifier";
    if (simple && !fallback) continue;
    const span = cx.span(pattern);
    let value = readBinding(cx, binding, span);
    if (fallback) value = applyDefault(cx, fallback, value, pattern);
    if (simple) writeBinding(cx, binding, value, span);
    else assignTo(cx, pattern, value);
  }
}

function declareParam(cx: FunctionContext, node: ParamNode, position: number): BoundParam {
  let pattern: t.Node = node.type === "TSParameterProperty" ? node.parameter : node;
  let fallback: t.Expression | undefined;
  let rest = false;
  if (pattern.type === "AssignmentPattern") {
    fallback = pattern.right;
    pattern = pattern.left;
  } else if (pattern.type === "RestElement") {
    rest = true;
    pattern = pattern.argument;
  }
  const name = pattern.type === "Identifier" ? pattern.name : `%arg${position}`;
  const binding = cx.scope.declare(name);
  const type = paramType(cx, node, pattern);
  if (type) setVariableType(binding, type);
  cx.builder.vars[binding.index]!.writes++;
  const param: Param = {
    variable: binding.index,
    name,
    span: cx.span(node),
    ...(rest ? { rest: "rest" as const } : {}),
    ...(fallback ? { hasDefault: true } : {}),
    ...(type ? { type } : {}),
  };
  cx.builder.params.push(param);
  return { pattern, fallback, binding };
}

function paramType(cx: FunctionContext, node: ParamNode, pattern: t.Node): TypeRef | undefined {
  const annotated = [pattern, node].find((each) => "typeAnnotation" in each && each.typeAnnotation);
  return annotated ? annotationType(cx, (annotated as t.Identifier).typeAnnotation) : undefined;
}
