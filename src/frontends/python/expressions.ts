/**
 * Expressions: the table from syntax kinds to what lowers them, and the small kinds themselves.
 */
import type { ArrayElement, ObjectEntry, Temp } from "../../ir/types.js";
import { lowerCall } from "./calls.js";
import { lowerComprehension } from "./comprehensions.js";
import { lowerBoolean, lowerComparison, lowerConditional } from "./conditions.js";
import type { FunctionContext } from "./context.js";
import { lowerLambda } from "./functions.js";
import { assignName, readName } from "./names.js";
import { lowerBinary } from "./operators.js";
import { constantText, numberValue } from "./strings.js";
import { lowerSubscript, typeArguments } from "./subscripts.js";
import { lowerString } from "./text.js";
import type { SyntaxNode } from "./tree.js";

type Handler = (cx: FunctionContext, node: SyntaxNode) => Temp;

const inner: Handler = (cx, node) => cx.optional(node.children[0], cx.span(node));

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["identifier", (cx, node) => readName(cx, cx.text(node), cx.span(node))],
  ["attribute", lowerAttribute],
  ["call", lowerCall],
  ["subscript", lowerSubscript],
  ["string", lowerString],
  ["concatenated_string", lowerString],
  ["integer", (cx, node) => cx.constant(numberValue(cx.text(node)), cx.span(node))],
  ["float", (cx, node) => cx.constant(numberValue(cx.text(node)), cx.span(node))],
  ["true", (cx, node) => cx.constant(true, cx.span(node))],
  ["false", (cx, node) => cx.constant(false, cx.span(node))],
  ["none", (cx, node) => cx.constant(null, cx.span(node))],
  ["ellipsis", (cx, node) => cx.global("Ellipsis", cx.span(node))],
  ["parenthesized_expression", inner],
  ["as_pattern", inner],
  ["type", inner],
  ["expression_statement", inner],
  ["case_pattern", inner],
  ["binary_operator", lowerBinary],
  ["unary_operator", lowerUnary],
  ["not_operator", (cx, node) => emitUnary(cx, node, "!")],
  ["boolean_operator", lowerBoolean],
  ["comparison_operator", lowerComparison],
  ["conditional_expression", lowerConditional],
  ["lambda", lowerLambda],
  ["named_expression", lowerWalrus],
  [
    "await",
    (cx, node) => cx.builder.emit({ op: "await", dst: 0, src: inner(cx, node), span: cx.span(node) }),
  ],
  ["yield", lowerYield],
  ["list", lowerDisplay],
  ["tuple", lowerDisplay],
  ["set", lowerDisplay],
  ["expression_list", lowerDisplay],
  ["pattern_list", lowerDisplay],
  ["tuple_pattern", lowerDisplay],
  ["list_pattern", lowerDisplay],
  ["dictionary", lowerDictionary],
  ["list_comprehension", lowerComprehension],
  ["set_comprehension", lowerComprehension],
  ["dictionary_comprehension", lowerComprehension],
  ["generator_expression", lowerComprehension],
  // Types that are written in expressions, and annotations that are evaluated.
  [
    "generic_type",
    (cx, node) => typeArguments(cx, node.children[0], node.children[1]?.children ?? [], cx.span(node)),
  ],
  ["union_type", lowerUnionType],
  ["member_type", lowerAttribute],
  ["constrained_type", inner],
  ["splat_type", inner],
  // A star outside of a call or display: broken code, or `*args: *Ts`.
  ["list_splat", inner],
  ["list_splat_pattern", inner],
  ["dictionary_splat", inner],
]);

/** Lowers an expression to the temp that holds its value. */
export function lowerExpression(cx: FunctionContext, node: SyntaxNode): Temp {
  const handler = HANDLERS.get(node.kind);
  if (handler) return handler(cx, node);
  // Broken code: whatever was understood inside is still evaluated.
  const kind = node.kind === "ERROR" ? "syntax-error" : node.kind;
  return cx.unsupported(
    kind,
    node.children.map((each) => cx.expression(each)),
    cx.span(node),
  );
}

function lowerAttribute(cx: FunctionContext, node: SyntaxNode): Temp {
  const [object, name] = node.children;
  const span = cx.span(node);
  const obj = cx.optional(object, span);
  return name ? cx.load(obj, cx.text(name), span) : cx.unsupported("syntax-error", [obj], span);
}

function lowerUnary(cx: FunctionContext, node: SyntaxNode): Temp {
  const operator = cx.mod.source.text[node.start];
  const [operand] = node.children;
  if (operator === "-" && (operand?.kind === "integer" || operand?.kind === "float")) {
    return cx.constant(-numberValue(cx.text(operand)), cx.span(node));
  }
  return emitUnary(cx, node, operator === "-" || operator === "~" ? operator : "+");
}

function emitUnary(cx: FunctionContext, node: SyntaxNode, operator: "!" | "-" | "+" | "~"): Temp {
  return cx.builder.emit({ op: "unary", dst: 0, operator, src: inner(cx, node), span: cx.span(node) });
}

function lowerWalrus(cx: FunctionContext, node: SyntaxNode): Temp {
  const [name, value] = node.children;
  const span = cx.span(node);
  const result = cx.optional(value, span);
  if (name) assignName(cx, cx.text(name), result, span);
  return result;
}

function lowerYield(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const [value] = node.children;
  const src = value ? cx.expression(value) : cx.constant(null, span);
  cx.markGenerator();
  const from = value && /^yield\s+from\b/.test(cx.mod.source.text.slice(node.start, value.start));
  return cx.builder.emit({ op: "yield", dst: 0, src, ...(from ? { delegate: true } : {}), span });
}

/** `[a, *b]`, `(a, b)`, `{a, b}` and a bare `a, b`. */
function lowerDisplay(cx: FunctionContext, node: SyntaxNode): Temp {
  const elements = node.children.map((each): ArrayElement => {
    const spread = each.kind === "list_splat" || each.kind === "list_splat_pattern";
    return { value: cx.expression(each), ...(spread ? { spread: true } : {}) };
  });
  return cx.builder.emit({ op: "array", dst: 0, elements, span: cx.span(node) });
}

function lowerDictionary(cx: FunctionContext, node: SyntaxNode): Temp {
  const entries: ObjectEntry[] = [];
  for (const each of node.children) {
    const [key, value] = each.children;
    if (each.kind === "dictionary_splat") entries.push({ spread: true, value: cx.expression(each) });
    else if (each.kind === "pair" && key && value) entries.push(lowerPair(cx, key, value));
    else cx.expression(each);
  }
  return cx.builder.emit({ op: "object", dst: 0, entries, span: cx.span(node) });
}

function lowerPair(cx: FunctionContext, key: SyntaxNode, value: SyntaxNode): ObjectEntry {
  const text = constantText(key, cx.mod.source);
  if (text !== undefined) return { key: text, value: cx.expression(value) };
  if (key.kind === "integer") return { key: String(numberValue(cx.text(key))), value: cx.expression(value) };
  const computed = cx.expression(key);
  return { computed, value: cx.expression(value) };
}

function lowerUnionType(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const left = cx.optional(node.children[0], span);
  const right = cx.optional(node.children[1], span);
  return cx.builder.emit({ op: "binary", dst: 0, operator: "|", left, right, span });
}
