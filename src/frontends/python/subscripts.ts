/**
 * Subscripts.
 *
 *   d["key"]        load, like a property
 *   xs[0], d[k]     loadi
 *   xs[1:n]         rest from 1: the elements, or the text, from the lower bound on. The upper bound and the
 *                   step are left out, and a bound that is not constant counts as 0: more than the slice has.
 *   Annotated[A, B] loadi with the list [A, B] as key: type arguments, also a single one
 */
import type { SliceBound, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { constantText, numberValue } from "./strings.js";
import type { SyntaxNode } from "./tree.js";

/** Special forms of typing, which are subscripted outside of annotations too. */
const TYPE_FORMS = new Set(["Annotated", "Literal", "Optional", "Union"]);

export function lowerSubscript(cx: FunctionContext, node: SyntaxNode): Temp {
  const [object, ...keys] = node.children;
  const span = cx.span(node);
  if (object && isTypeForm(cx, object)) return typeArguments(cx, object, keys, span);
  const obj = cx.optional(object, span);
  const [key] = keys;
  if (!key) return cx.unsupported("syntax-error", [obj], span);
  if (keys.length > 1) {
    const elements = keys.map((each) => ({ value: lowerKey(cx, each) }));
    return cx.builder.emit({
      op: "loadi",
      dst: 0,
      obj,
      key: cx.builder.emit({ op: "array", dst: 0, elements, span }),
      span,
    });
  }
  if (key.kind === "slice") {
    const { from, bounds } = evaluateBounds(cx, key);
    const isHead = /^\s*:/.test(cx.text(key));
    return cx.builder.emit({
      op: "rest",
      dst: 0,
      src: obj,
      from,
      ...(isHead && { isHead }),
      ...(bounds && { bounds }),
      span,
    });
  }
  const text = constantText(key, cx.mod.source);
  if (text !== undefined) return loadItem(cx, obj, text, span);
  return cx.builder.emit({ op: "loadi", dst: 0, obj, key: cx.expression(key), span });
}

const loadItem = (cx: FunctionContext, obj: Temp, key: string, span: Span): Temp =>
  cx.builder.emit({ op: "load", dst: 0, obj, key, item: true, span });

function isTypeForm(cx: FunctionContext, object: SyntaxNode): boolean {
  if (cx.inAnnotation) return true;
  const name = object.kind === "attribute" ? object.children[1] : object;
  return name?.kind === "identifier" && TYPE_FORMS.has(cx.text(name));
}

/** `X[A, B]` where the brackets hold types. */
export function typeArguments(
  cx: FunctionContext,
  base: SyntaxNode | undefined,
  args: readonly SyntaxNode[],
  span: Span,
): Temp {
  const obj = cx.optional(base, span);
  const [only] = args;
  const list = args.length === 1 && only?.kind === "tuple" ? only.children : args;
  const elements = list.map((each) => ({ value: lowerKey(cx, each) }));
  const key = cx.builder.emit({ op: "array", dst: 0, elements, span });
  return cx.builder.emit({ op: "loadi", dst: 0, obj, key, span });
}

/** The key of one of several subscripts; a slice among them is worth its lower bound. */
export function lowerKey(cx: FunctionContext, node: SyntaxNode): Temp {
  return node.kind === "slice"
    ? cx.constant(evaluateBounds(cx, node).from, cx.span(node))
    : cx.expression(node);
}

interface Bounds {
  /** The lower one when it is a constant, else 0. */
  readonly from: number;
  /** Both, where there is no step. */
  readonly bounds?: readonly [from: SliceBound, to: SliceBound];
}

/** Evaluates the bounds of a slice but for those that are written out. */
function evaluateBounds(cx: FunctionContext, slice: SyntaxNode): Bounds {
  const bounds: [SliceBound, SliceBound, SliceBound] = [undefined, undefined, undefined];
  let place = 0;
  let end = slice.start;
  for (const bound of slice.children) {
    place += cx.mod.source.between(end, bound.start).split(":").length - 1;
    end = bound.end;
    const literal = bound.kind === "unary_operator" ? bound.children[0] : bound;
    const value =
      literal?.kind === "integer"
        ? { literal: numberValue(cx.text(literal)) * (literal === bound ? 1 : -1) }
        : { temp: cx.expression(bound) };
    if (place < bounds.length) bounds[place] = value;
  }
  const [lower, upper, step] = bounds;
  const from = lower !== undefined && "literal" in lower ? Math.max(0, lower.literal) : 0;
  return step === undefined ? { from, bounds: [lower, upper] } : { from };
}

/** Assigns to `obj[key]`. */
export function storeSubscript(cx: FunctionContext, node: SyntaxNode, src: Temp): void {
  const span = cx.span(node);
  const [object, ...keys] = node.children;
  const obj = cx.optional(object, span);
  const [key] = keys;
  storeKey(cx, obj, key, keys, src, span);
}

/** `obj[key] += src`: evaluates both once, hands the old value to `update` and stores its result. */
export function updateSubscript(cx: FunctionContext, node: SyntaxNode, update: (old: Temp) => Temp): void {
  const span = cx.span(node);
  const [object, key] = node.children;
  const obj = cx.optional(object, span);
  const text = constantText(key, cx.mod.source);
  if (text !== undefined) {
    const src = update(loadItem(cx, obj, text, span));
    cx.builder.effect({ op: "store", obj, key: text, src, item: true, span });
    return;
  }
  const index = key ? lowerKey(cx, key) : cx.constant(0, span);
  const old = cx.builder.emit({ op: "loadi", dst: 0, obj, key: index, span });
  cx.builder.effect({ op: "storei", obj, key: index, src: update(old), span });
}

function storeKey(
  cx: FunctionContext,
  obj: Temp,
  key: SyntaxNode | undefined,
  keys: readonly SyntaxNode[],
  src: Temp,
  span: Span,
): void {
  const text = constantText(key, cx.mod.source);
  if (text !== undefined && keys.length === 1) {
    cx.builder.effect({ op: "store", obj, key: text, src, item: true, span });
    return;
  }
  if (key?.kind === "slice" && keys.length === 1) {
    // `xs[a:b] = ys` puts the elements of `ys` in.
    const index = lowerKey(cx, key);
    const element = cx.builder.emit({ op: "iterate", dst: 0, src, of: "values", span });
    cx.builder.effect({ op: "storei", obj, key: index, src: element, span });
    return;
  }
  const values = keys.map((each) => lowerKey(cx, each));
  const index =
    values.length === 1
      ? values[0]!
      : cx.builder.emit({ op: "array", dst: 0, elements: values.map((value) => ({ value })), span });
  cx.builder.effect({ op: "storei", obj, key: index, src, span });
}
