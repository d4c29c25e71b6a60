/**
 * Parameters: kinds, types, defaults, and the thunks that evaluate annotations and defaults.
 *
 *   def f(a, b: Annotated[str, Field()] = x, *xs, k=1, **kw)
 *
 * A default is evaluated where the function is called, in the scope that the function is defined in. A
 * thunk is made for what a reader of schemas may want to evaluate: a default that is no literal, and an
 * annotation that is more than names of builtins and of classes of this module.
 */
import type { FnId, Param, Span } from "../../ir/types.js";
import { BUILTIN_NAMES } from "./builtin-names.js";
import { FunctionContext } from "./context.js";
import { readName } from "./names.js";
import { constantText } from "./strings.js";
import type { SyntaxNode } from "./tree.js";
import { typeRef } from "./type-refs.js";

/** A default that is still to be applied, after all names of the function are known. */
export interface PendingDefault {
  readonly variable: number;
  readonly value: SyntaxNode;
}

interface Declared {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly rest?: "rest" | "kwargs";
  readonly type?: SyntaxNode | undefined;
  readonly value?: SyntaxNode | undefined;
}

/** Declares the parameters of `fn`. The receiver of a method becomes a variable that holds `this`. */
export function declareParameters(
  fn: FunctionContext,
  nodes: readonly SyntaxNode[],
  hasReceiver: boolean,
  span: Span,
): PendingDefault[] {
  const defaults: PendingDefault[] = [];
  let keywordOnly = false;
  let receiverDue = hasReceiver;
  for (const node of nodes) {
    if (node.kind === "keyword_separator") keywordOnly = true;
    const declared = describe(fn, node);
    if (!declared) continue;
    if (receiverDue && !declared.rest) {
      bindReceiver(fn, declared.name, span);
    } else {
      const variable = addParam(fn, declared, keywordOnly);
      if (declared.value) defaults.push({ variable, value: declared.value });
      if (declared.rest === "rest") keywordOnly = true;
    }
    receiverDue = false;
  }
  return defaults;
}

function bindReceiver(fn: FunctionContext, name: string, span: Span): void {
  const { index } = fn.scope.declare(name);
  fn.receiver = name;
  fn.builder.vars[index]!.writes++;
  const self = fn.builder.emit({ op: "this", dst: 0, span });
  fn.builder.effect({ op: "setvar", ref: { depth: 0, index }, src: self, span });
}

function describe(fn: FunctionContext, node: SyntaxNode): Declared | undefined {
  const [first, second, third] = node.children;
  const named = (name: SyntaxNode | undefined, more: Partial<Declared> = {}): Declared | undefined =>
    name && { name: fn.text(name), node, ...more };
  switch (node.kind) {
    case "identifier":
      return named(node);
    case "list_splat_pattern":
      return named(first, { rest: "rest" });
    case "dictionary_splat_pattern":
      return named(first, { rest: "kwargs" });
    case "default_parameter":
      return named(first, { value: second });
    case "typed_parameter": {
      const inner = first && describe(fn, first);
      return inner && { ...inner, node, type: second };
    }
    case "typed_default_parameter":
      return named(first, { type: second, value: third });
    case "tuple_pattern":
      return named(node);
    default:
      return undefined;
  }
}

function addParam(fn: FunctionContext, declared: Declared, keywordOnly: boolean): number {
  const type = declared.type ? typeRef(fn, declared.type) : undefined;
  const { index } = fn.scope.declare(declared.name);
  const info = fn.builder.vars[index]!;
  info.writes++;
  if (type) Object.assign(info, { type });
  const annotation =
    declared.type && needsThunk(fn, declared.type) ? makeThunk(fn, declared.type, true) : undefined;
  const defaultThunk =
    declared.value && !isLiteral(declared.value) ? makeThunk(fn, declared.value, false) : undefined;
  const param: Param = {
    variable: index,
    name: declared.name,
    ...(declared.rest ? { rest: declared.rest } : {}),
    ...(keywordOnly && !declared.rest ? { keywordOnly: true } : {}),
    ...(declared.value ? { hasDefault: true } : {}),
    ...(type ? { type } : {}),
    ...(annotation === undefined ? {} : { annotation }),
    ...(defaultThunk === undefined ? {} : { defaultThunk }),
    span: fn.span(declared.node),
  };
  fn.builder.params.push(param);
  return index;
}

const LITERALS = new Set(["string", "integer", "float", "true", "false", "none"]);

function isLiteral(node: SyntaxNode): boolean {
  return LITERALS.has(node.kind) && node.children.length === 0;
}

/** Kinds that a plain type is written with. */
const TYPE_SYNTAX = new Set([
  ...LITERALS,
  "binary_operator",
  "ellipsis",
  "generic_type",
  "list",
  "subscript",
  "type",
  "type_parameter",
  "unary_operator",
  "union_type",
]);

/** What typing offers to put types together; `Annotated` is not among them, its arguments are values. */
const TYPING_NAMES = new Set(
  `Any AnyStr AsyncGenerator AsyncIterable AsyncIterator Awaitable Callable Collection Coroutine Dict FrozenSet
  Generator Iterable Iterator List Literal Mapping MutableMapping Optional Sequence Set Tuple Type
  Union`.split(/\s+/),
);
const TYPING_MODULES = new Set(["typing", "typing_extensions", "collections.abc"]);

/** True unless the annotation says no more than its TypeRef: builtins, and classes of this module. */
export function needsThunk(fn: FunctionContext, annotation: SyntaxNode): boolean {
  const quoted = quotedName(fn, annotation);
  if (quoted !== undefined) return !isPlainType(fn, quoted);
  const pending = [annotation];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "identifier" ? !isPlainType(fn, fn.text(node)) : !TYPE_SYNTAX.has(node.kind))
      return true;
    for (const each of node.children) pending.push(each);
  }
  return false;
}

/** The name that all of an annotation is in quotes, for what is defined further down: `store: "StoreDep"`. */
function quotedName(fn: FunctionContext, annotation: SyntaxNode): string | undefined {
  const node = annotation.kind === "type" ? annotation.children[0] : annotation;
  const text = node?.kind === "string" ? constantText(node, fn.mod.source) : undefined;
  return text !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? text : undefined;
}

function isPlainType(fn: FunctionContext, name: string): boolean {
  const binding = fn.scope.lookup(name);
  if (!binding) return BUILTIN_NAMES.has(name);
  const { imported, classId } = binding;
  if (imported && TYPING_MODULES.has(imported.specifier)) return TYPING_NAMES.has(imported.imported);
  return classId !== undefined;
}

/** A function without parameters that evaluates an expression where `fn` is defined. */
function makeThunk(fn: FunctionContext, expression: SyntaxNode, inAnnotation: boolean): FnId | undefined {
  const { mod } = fn;
  if (mod.inThunk) return undefined;
  const span = fn.span(expression);
  const thunk = new FunctionContext(
    mod,
    fn.parent,
    { name: "", kind: "thunk", span },
    "inner",
    fn.scope.parent,
  );
  thunk.inAnnotation = inAnnotation;
  mod.inThunk = true;
  const quoted = inAnnotation ? quotedName(fn, expression) : undefined;
  const src = quoted === undefined ? thunk.expression(expression) : readName(thunk, quoted, span);
  mod.inThunk = false;
  thunk.builder.terminate({ op: "return", src, span });
  return thunk.finish();
}

/** Emits the `default` instructions. */
export function lowerDefaults(fn: FunctionContext, defaults: readonly PendingDefault[]): void {
  const outside = fn.scope.parent;
  for (const { variable, value } of outside ? defaults : []) {
    const span = fn.span(value);
    const ref = { depth: 0, index: variable };
    const src = fn.builder.emit({ op: "getvar", dst: 0, ref, span });
    const otherwise = fn.inScope(outside!, () => fn.expression(value));
    const result = fn.builder.emit({ op: "default", dst: 0, src, otherwise, span });
    fn.builder.vars[variable]!.writes++;
    fn.builder.effect({ op: "setvar", ref, src: result, span });
  }
}
