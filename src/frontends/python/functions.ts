/**
 * Function definitions and lambdas.
 *
 * The first parameter of a method (`self`, or `cls` of a class method) is not among its parameters: it
 * is a variable set from `this` on entry, so that methods look the same in every language. A static
 * method has no such variable.
 */
import type { FnId, FunctionIR, Temp } from "../../ir/types.js";
import { collectNames, declareNames, declareTypes } from "./bindings.js";
import { type ClassContext, FunctionContext } from "./context.js";
import { assignName } from "./names.js";
import { declareParameters, lowerDefaults } from "./params.js";
import type { Scope } from "./scope.js";
import { constantText } from "./strings.js";
import type { SyntaxNode } from "./tree.js";
import { typeRef } from "./type-refs.js";

/** How a function of a class body is bound when it is looked up. */
export interface MethodRole {
  readonly cls: ClassContext;
  readonly kind: FunctionIR["kind"];
  readonly static: boolean;
  /** The first parameter is the instance or the class. */
  readonly hasReceiver: boolean;
  /** The scope that the class body is, for default values and annotations. */
  readonly scope: Scope;
}

const NO_DOCSTRING = /^[\s(]*\w*[bft]\w*["']/i;

/** The text of a docstring that starts a body. */
export function docstringOf(cx: FunctionContext, body: SyntaxNode | undefined): string | undefined {
  const first = body?.children[0];
  if (first?.kind !== "expression_statement" || first.children.length !== 1) return undefined;
  // Bytes and f-strings are none, even those without anything to fill in.
  return NO_DOCSTRING.test(cx.text(first)) ? undefined : constantText(first.children[0], cx.mod.source);
}

/** Lowers the body of a `def` in the scope of `cx`; `role` is given for functions of a class body. */
export function lowerFunction(cx: FunctionContext, node: SyntaxNode, role?: MethodRole): FnId {
  const body = node.children.findLast((each) => each.kind === "block");
  const name = node.child("identifier");
  const span = cx.span(node);
  const header = {
    name: name ? cx.text(name) : "",
    kind: role?.kind ?? "function",
    async: cx.mod.source.text.startsWith("async", node.start),
    ...(role ? { cls: role.cls.id, static: role.static } : {}),
    span,
  } as const;
  const fn = new FunctionContext(cx.mod, cx, header, "function", role?.scope ?? cx.scope);
  fn.cls = role?.cls;
  const defaults = declareParameters(
    fn,
    node.child("parameters")?.children ?? [],
    role?.hasReceiver ?? false,
    span,
  );
  if (body) {
    const names = collectNames(body, fn.scope, cx.mod.source, cx.mod.tree.hasWalrus);
    declareNames(fn, names);
    declareTypes(fn, names);
  }
  fn.builder.docstring = docstringOf(cx, body);
  const returns = node.child("type");
  if (returns) fn.builder.returnType = typeRef(fn, returns);
  lowerDefaults(fn, defaults);
  fn.block(body);
  return fn.finish();
}

/** `def name(...)`, with decorators applied from the bottom up. */
export function lowerDefinition(
  cx: FunctionContext,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
): void {
  const span = cx.span(node);
  const applied = decorators.map((each) => lowerDecorator(cx, each));
  const value = cx.builder.emit({ op: "func", dst: 0, fn: lowerFunction(cx, node), span });
  const name = node.child("identifier");
  if (name) assignName(cx, cx.text(name), applyDecorators(cx, value, applied), span);
}

export interface Decorator {
  readonly callee: Temp;
  readonly self?: Temp;
  readonly method?: string;
  readonly node: SyntaxNode;
}

/** Evaluates a decorator's expression. */
export function lowerDecorator(cx: FunctionContext, node: SyntaxNode): Decorator {
  const [expression] = node.children;
  if (expression?.kind === "attribute" && expression.children.length === 2) {
    const self = cx.expression(expression.children[0]!);
    const method = cx.text(expression.children[1]!);
    return { callee: cx.load(self, method, cx.span(expression)), self, method, node };
  }
  return { callee: cx.optional(expression, cx.span(node)), node };
}

/** Applies decorators, the last one first, and returns what the name is bound to. */
export function applyDecorators(cx: FunctionContext, value: Temp, decorators: readonly Decorator[]): Temp {
  return decorators.reduceRight(
    (decorated, { callee, self, method, node }) =>
      cx.builder.emit({
        op: "call",
        dst: 0,
        callee,
        ...(self === undefined ? {} : { self }),
        ...(method === undefined ? {} : { method }),
        args: [{ value: decorated }],
        isDecorator: true,
        span: cx.span(node),
      }),
    value,
  );
}

/** True for a stub that only tells type checkers of one more signature. */
export function isOverload(cx: FunctionContext, decorators: readonly SyntaxNode[]): boolean {
  return decorators.some((each) => each.children[0] && /(?:^|\.)overload$/.test(cx.text(each.children[0])));
}

export function lowerLambda(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const fn = new FunctionContext(cx.mod, cx, { name: "", kind: "arrow", span });
  fn.cls = cx.cls;
  const body = node.last;
  const defaults = declareParameters(fn, node.child("lambda_parameters")?.children ?? [], false, span);
  if (body && cx.mod.tree.hasWalrus) declareNames(fn, collectNames(body, fn.scope, cx.mod.source, true));
  lowerDefaults(fn, defaults);
  const value = body && body.kind !== "lambda_parameters" ? fn.expression(body) : undefined;
  fn.builder.terminate({ op: "return", src: value, span: body ? cx.span(body) : span });
  return cx.builder.emit({ op: "func", dst: 0, fn: fn.finish(), span });
}
