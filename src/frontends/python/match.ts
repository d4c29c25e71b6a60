/**
 * `match` statements, as chains of branches.
 *
 *   case "a" | E.B     subject === "a", or subject === E.B
 *   case [x, *rest]    isinstance(subject, list); x = subject[0]; rest = subject[1:]
 *   case {"k": v}      isinstance(subject, dict); v = subject["k"]
 *   case C(p, a=v)     isinstance(subject, C); v = subject.a; p is the subject itself for str, int and the
 *                      like, else a value of unknown position in it
 *   case x if guard    x = subject; branch guard
 *
 * Lengths of sequences are not compared.
 */
import type { BlockId, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { assignName, readName } from "./names.js";
import { constantText, numberValue } from "./strings.js";
import type { SyntaxNode } from "./tree.js";

export function lowerMatch(cx: FunctionContext, node: SyntaxNode): void {
  const { builder } = cx;
  const span = cx.span(node);
  const subjects = node.children.filter((each) => each.kind !== "block");
  const values = subjects.map((each) => cx.expression(each));
  const subject =
    values.length === 1
      ? values[0]!
      : builder.emit({ op: "array", dst: 0, elements: values.map((value) => ({ value })), span });
  const after = builder.newBlock();
  const clauses = node.children.findLast((each) => each.kind === "block")?.children ?? [];
  for (const clause of clauses) {
    if (clause.kind !== "case_clause") {
      cx.statement(clause);
      continue;
    }
    const next = builder.newBlock();
    const at = cx.span(clause);
    const patterns = clause.children.filter((each) => each.kind === "case_pattern");
    if (patterns.length === 1) matchPattern(cx, patterns[0]!, subject, next);
    else matchElements(cx, patterns, subject, next);
    const guard = clause.child("if_clause");
    if (guard) {
      const body = builder.newBlock();
      cx.condition(guard.children[0], body, next, at);
      builder.enter(body);
    }
    cx.block(clause.child("block"));
    builder.jump(after, at);
    builder.enter(next);
  }
  builder.jump(after, span);
  builder.enter(after);
}

/** Goes on where `subject` matches; jumps to `fail` where it does not. */
function matchPattern(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const { mod } = cx;
  if (mod.tooDeep) {
    cx.unsupported("nesting", [subject], cx.span(node));
    return;
  }
  mod.depth++;
  matchKind(cx, node, subject, fail);
  mod.depth--;
}

function matchKind(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const [first, second] = node.children;
  const span = cx.span(node);
  switch (node.kind) {
    case "case_pattern":
      // `_` and signs of numbers are no nodes of their own.
      if (first && isNumber(first))
        matchValue(cx, cx.constant(patternNumber(cx.text(node)), span), subject, fail, span);
      else if (first) matchPattern(cx, first, subject, fail);
      return;
    case "as_pattern":
      if (first) matchPattern(cx, first, subject, fail);
      if (second) assignName(cx, cx.text(second), subject, span);
      return;
    case "union_pattern":
      matchUnion(cx, node, subject, fail);
      return;
    case "dotted_name":
      matchName(cx, node, subject, fail);
      return;
    case "list_pattern":
    case "tuple_pattern":
      if (node.kind === "tuple_pattern" && node.children.length === 1 && !/,\s*\)$/.test(cx.text(node))) {
        matchPattern(cx, node.children[0]!, subject, fail);
      } else {
        matchElements(cx, node.children, subject, fail);
      }
      return;
    case "dict_pattern":
      matchMapping(cx, node, subject, fail);
      return;
    case "class_pattern":
      matchClass(cx, node, subject, fail);
      return;
    case "splat_pattern":
      if (first) assignName(cx, cx.text(first), subject, span);
      return;
    default: {
      const text = constantText(node, cx.mod.source);
      const value = isNumber(node)
        ? cx.constant(patternNumber(cx.text(node)), span)
        : text === undefined
          ? cx.expression(node)
          : cx.constant(text, span);
      matchValue(cx, value, subject, fail, span);
    }
  }
}

function isNumber(node: SyntaxNode): boolean {
  return node.kind === "integer" || node.kind === "float" || node.kind === "complex_pattern";
}

function patternNumber(text: string): number {
  const plain = text.replace(/\s+/g, "");
  return plain.startsWith("-") ? -numberValue(plain.slice(1)) : numberValue(plain);
}

function matchValue(cx: FunctionContext, value: Temp, subject: Temp, fail: BlockId, span: Span): void {
  proceedIf(
    cx,
    cx.builder.emit({ op: "binary", dst: 0, operator: "===", left: subject, right: value, span }),
    fail,
    span,
  );
}

function proceedIf(cx: FunctionContext, cond: Temp, fail: BlockId, span: Span): void {
  const { builder } = cx;
  const matched = builder.newBlock();
  builder.branch(cond, matched, fail, span);
  builder.enter(matched);
}

/** A dotted name is a constant to compare with; a plain one captures. */
function matchName(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const span = cx.span(node);
  const name = cx.text(node).replace(/\s+/g, "");
  if (name === "_") return;
  if (name.includes(".")) matchValue(cx, dottedValue(cx, name, span), subject, fail, span);
  else assignName(cx, name, subject, span);
}

function dottedValue(cx: FunctionContext, name: string, span: Span): Temp {
  const [first = "", ...keys] = name.split(".");
  return keys.reduce((value, key) => cx.load(value, key, span), readName(cx, first, span));
}

function matchUnion(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const { builder } = cx;
  const span = cx.span(node);
  const matched = builder.newBlock();
  for (const alternative of node.children) {
    const next = builder.newBlock();
    matchPattern(cx, alternative, subject, next);
    builder.jump(matched, span);
    builder.enter(next);
  }
  const hasWildcard = /(?:^|\|)\s*_\s*(?:\||$)/.test(cx.text(node));
  builder.jump(hasWildcard ? matched : fail, span);
  builder.enter(matched);
}

function isInstance(cx: FunctionContext, subject: Temp, type: Temp, fail: BlockId, span: Span): void {
  proceedIf(cx, cx.call(cx.global("isinstance", span), [subject, type], span), fail, span);
}

function matchElements(
  cx: FunctionContext,
  elements: readonly SyntaxNode[],
  subject: Temp,
  fail: BlockId,
): void {
  const [first] = elements;
  const span = first ? cx.span(first) : cx.builder.header.span;
  isInstance(cx, subject, cx.global("list", span), fail, span);
  const isSplat = (each: SyntaxNode) =>
    each.kind === "splat_pattern" || each.children[0]?.kind === "splat_pattern";
  const star = elements.findIndex(isSplat);
  elements.forEach((each, i) => {
    const at = cx.span(each);
    if (i === star) {
      matchPattern(cx, each, cx.builder.emit({ op: "rest", dst: 0, src: subject, from: i, span: at }), fail);
    } else {
      const index = star >= 0 && i > star ? i - elements.length : i;
      matchPattern(cx, each, cx.loadIndex(subject, index, at), fail);
    }
  });
}

function matchMapping(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const span = cx.span(node);
  isInstance(cx, subject, cx.global("dict", span), fail, span);
  const keys: string[] = [];
  for (let i = 0; i < node.children.length; i++) {
    const key = node.children[i]!;
    const at = cx.span(key);
    if (key.kind === "splat_pattern") {
      const rest = cx.builder.emit({ op: "rest", dst: 0, src: subject, without: keys, span: at });
      matchPattern(cx, key, rest, fail);
      continue;
    }
    const pattern = node.children[++i];
    const text = constantText(key, cx.mod.source);
    if (text !== undefined) keys.push(text);
    const value =
      text === undefined
        ? cx.builder.emit({ op: "loadi", dst: 0, obj: subject, key: keyValue(cx, key), span: at })
        : cx.load(subject, text, at);
    if (pattern) matchPattern(cx, pattern, value, fail);
  }
}

function keyValue(cx: FunctionContext, key: SyntaxNode): Temp {
  if (key.kind === "dotted_name") return dottedValue(cx, cx.text(key).replace(/\s+/g, ""), cx.span(key));
  return isNumber(key) ? cx.constant(patternNumber(cx.text(key)), cx.span(key)) : cx.expression(key);
}

/** Builtins whose only positional sub-pattern is the value itself. */
const SELF_MATCHING = new Set("bool bytearray bytes dict float frozenset int list set str tuple".split(" "));

function matchClass(cx: FunctionContext, node: SyntaxNode, subject: Temp, fail: BlockId): void {
  const span = cx.span(node);
  const [type, ...patterns] = node.children;
  const name = type ? cx.text(type).replace(/\s+/g, "") : "";
  isInstance(cx, subject, dottedValue(cx, name, span), fail, span);
  for (const pattern of patterns) {
    const at = cx.span(pattern);
    const keyword = pattern.children[0]?.kind === "keyword_pattern" ? pattern.children[0] : undefined;
    if (keyword) {
      const [attribute, inner] = keyword.children;
      const value = attribute ? cx.load(subject, cx.text(attribute), at) : subject;
      if (inner) matchPattern(cx, inner, value, fail);
    } else if (SELF_MATCHING.has(name)) {
      matchPattern(cx, pattern, subject, fail);
    } else {
      matchPattern(cx, pattern, cx.unsupported("positional-class-pattern", [subject], at), fail);
    }
  }
}
