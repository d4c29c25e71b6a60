/**
 * Assignment targets: names, attributes, subscripts, and patterns of them.
 *
 *   a, *b, c = xs      loadi 0; rest from 1; loadi -1
 *   self.x = v         store
 */
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { assignName } from "./names.js";
import { storeSubscript } from "./subscripts.js";
import type { SyntaxNode } from "./tree.js";

const PATTERNS = new Set([
  "pattern_list",
  "tuple_pattern",
  "list_pattern",
  "tuple",
  "list",
  "expression_list",
]);

/** The elements of a pattern such as `a, (b, c)`; undefined for a single target. */
export function patternElements(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  return PATTERNS.has(node.kind) ? node.children : undefined;
}

function isStarred(node: SyntaxNode): boolean {
  return node.kind === "list_splat_pattern" || node.kind === "list_splat";
}

/** Assigns `src` to a target. */
export function assignTarget(cx: FunctionContext, target: SyntaxNode, src: Temp): void {
  const span = cx.span(target);
  if (target.kind === "identifier") {
    assignName(cx, cx.text(target), src, span);
    return;
  }
  if (target.kind === "attribute") {
    const [object, name] = target.children;
    const obj = cx.optional(object, span);
    if (name) cx.builder.effect({ op: "store", obj, key: cx.text(name), src, span });
    return;
  }
  if (target.kind === "subscript") {
    storeSubscript(cx, target, src);
    return;
  }
  const elements = patternElements(target);
  if (elements) {
    unpack(cx, elements, src, span);
    return;
  }
  // Parentheses, `as` targets, and whatever broken code has in their place.
  const [inner] = target.children;
  if (inner) nested(cx, inner, src);
}

function nested(cx: FunctionContext, target: SyntaxNode, src: Temp): void {
  const { mod } = cx;
  if (mod.tooDeep) {
    cx.unsupported("nesting", [src], cx.span(target));
    return;
  }
  mod.depth++;
  assignTarget(cx, target, src);
  mod.depth--;
}

function unpack(cx: FunctionContext, elements: readonly SyntaxNode[], src: Temp, span: Span): void {
  const star = elements.findIndex(isStarred);
  elements.forEach((element, i) => {
    if (i === star) {
      const rest = cx.builder.emit({ op: "rest", dst: 0, src, from: i, span: cx.span(element) });
      if (element.children[0]) nested(cx, element.children[0], rest);
    } else {
      const index = star >= 0 && i > star ? i - elements.length : i;
      nested(cx, element, cx.loadIndex(src, index, span));
    }
  });
}

/** Assigns displays to patterns of the same length element by element: `a, b = b, a`. */
export function assignValue(cx: FunctionContext, target: SyntaxNode, value: SyntaxNode): void {
  const targets = patternElements(target);
  const values = value.kind === "expression_list" || value.kind === "tuple" ? value.children : undefined;
  const matches =
    targets && values && targets.length === values.length && ![...targets, ...values].some(isStarred);
  if (!matches) {
    assignTarget(cx, target, cx.expression(value));
    return;
  }
  const temps = values.map((each) => cx.expression(each));
  targets.forEach((each, i) => {
    nested(cx, each, temps[i]!);
  });
}
