/**
 * Building of text with its parts kept apart.
 *
 *   f"ls {path!r}"               concat "ls ", repr(path)
 *   "ls %s" % path               concat "ls ", path
 *   "{}/{name}".format(a, name=b) concat a, "/", b
 *
 * A format that only takes numbers (`:d`, `%d`, `:.2f`) becomes a call of `int` or `float`, which is what
 * it does to a value that is none. Formats that are not constant stay calls or binary operations.
 */
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { constantText, literalPieces } from "./strings.js";
import type { SyntaxNode } from "./tree.js";

const FORMAT_SPEC = /^(?:.?[<>=^])?[-+ ]?z?#?0?\d*[,_]?(?:\.\d+)?([bcdoxX]|[eEfFgGn%])$/u;

/** A string literal, or several side by side. */
export function lowerString(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const constant = constantText(node, cx.mod.source);
  if (constant !== undefined) return cx.constant(constant, span);
  const pieces = literalPieces(node, cx.mod.source);
  const parts: Temp[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") parts.push(cx.constant(piece, span));
    else interpolate(cx, piece, parts);
  }
  return cx.builder.emit({ op: "concat", dst: 0, parts, span });
}

/** `{value!r:>{width}}`: the value as converted, then the values inside its format. */
function interpolate(cx: FunctionContext, node: SyntaxNode, parts: Temp[]): void {
  const span = cx.span(node);
  const [expression] = node.children;
  const conversion = node.child("type_conversion");
  const format = node.child("format_specifier");
  const valueEnd = expression?.end ?? node.end;
  const after = cx.mod.source.between(valueEnd, (conversion ?? format)?.start ?? node.end);
  let value = cx.optional(expression, span);
  if (after.startsWith("="))
    parts.push(cx.constant(`${cx.mod.source.text.slice(node.start + 1, valueEnd)}=`, span));
  const kind = conversion ? cx.text(conversion) : after.startsWith("=") && !format ? "!r" : "";
  if (kind === "!r" || kind === "!a")
    value = cx.call(cx.global(kind === "!r" ? "repr" : "ascii", span), [value], span);
  const numeric = format && FORMAT_SPEC.exec(cx.text(format).slice(1));
  parts.push(numeric ? asNumber(cx, value, numeric[1]!, span) : value);
  for (const each of format?.children ?? [])
    if (each.kind === "format_expression") interpolate(cx, each, parts);
}

function asNumber(cx: FunctionContext, value: Temp, letter: string, span: Span): Temp {
  return cx.call(cx.global(/[bcdiouxX]/.test(letter) ? "int" : "float", span), [value], span);
}

const PERCENT =
  /%(?:\(([^)]{0,100})\))?[#0\- +]*(\*|\d{1,6})?(?:\.(\*|\d{1,6}))?[hlL]?([diouxXeEfFgGcrsa%])/g;

/** `"format" % values`; undefined when the format is not constant or does not fit. */
export function lowerPercent(
  cx: FunctionContext,
  left: SyntaxNode,
  right: SyntaxNode,
  span: Span,
): Temp | undefined {
  const format = constantText(left, cx.mod.source);
  if (format === undefined) return undefined;
  const specifiers = [...format.matchAll(PERCENT)].filter((match) => match[4] !== "%");
  const tuple =
    right.kind === "tuple" && !right.children.some((each) => each.kind === "list_splat") ? right : undefined;
  const byName = specifiers.some((match) => match[1] !== undefined);
  if (byName !== specifiers.every((match) => match[1] !== undefined) && specifiers.length > 0)
    return undefined;
  if (specifiers.some((match) => match[2] === "*" || match[3] === "*")) return undefined;
  if (!byName && tuple && tuple.children.length !== specifiers.length) return undefined;
  if (!byName && !tuple && specifiers.length !== 1) return undefined;
  const values =
    tuple && !byName ? tuple.children.map((each) => cx.expression(each)) : [cx.expression(right)];

  const parts: Temp[] = [];
  let at = 0;
  let next = 0;
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push(cx.constant(literal, span));
    literal = "";
  };
  for (const match of format.matchAll(PERCENT)) {
    literal += format.slice(at, match.index);
    at = match.index + match[0].length;
    const letter = match[4]!;
    if (letter === "%") {
      literal += "%";
      continue;
    }
    flush();
    const value = match[1] === undefined ? values[next++]! : cx.load(values[0]!, match[1], span);
    parts.push(percentValue(cx, value, letter, span));
  }
  literal += format.slice(at);
  flush();
  return cx.builder.emit({ op: "concat", dst: 0, parts, span });
}

function percentValue(cx: FunctionContext, value: Temp, letter: string, span: Span): Temp {
  if (letter === "s" || letter === "c") return value;
  if (letter === "r" || letter === "a") {
    return cx.call(cx.global(letter === "r" ? "repr" : "ascii", span), [value], span);
  }
  return asNumber(cx, value, letter, span);
}

/** `{}`, `{0.name}`, `{key[index]!r:>10}`, and doubled braces. */
const BRACES =
  /\{\{|\}\}|\{([\p{L}\p{N}_]*)((?:\.[\p{L}\p{N}_]+|\[[^\]{}]*\])*)(?:!([rsa]))?(?::([^{}]*))?\}/gu;

/** `"format".format(...)` with a constant format; undefined when it does not fit. */
export function lowerFormat(
  cx: FunctionContext,
  format: string,
  args: readonly SyntaxNode[],
  span: Span,
): Temp | undefined {
  if (args.some((each) => each.kind === "list_splat" || each.kind === "dictionary_splat")) return undefined;
  if (/[{}]/.test(format.replace(BRACES, ""))) return undefined;
  const matches = [...format.matchAll(BRACES)];
  const positional = args.filter((each) => each.kind !== "keyword_argument");
  const names = args.map((each) =>
    each.kind === "keyword_argument" ? cx.text(each.children[0]!) : undefined,
  );
  let automatic = 0;
  const fields = matches.map((match) => {
    if (match[1] === undefined) return undefined;
    const name = match[1] === "" ? String(automatic++) : match[1];
    return /^\d+$/.test(name) ? args.indexOf(positional[Number(name)]!) : names.indexOf(name);
  });
  if (fields.some((index) => index !== undefined && index < 0)) return undefined;

  const values = args.map((each) =>
    cx.optional(each.kind === "keyword_argument" ? each.children[1] : each, span),
  );
  const parts: Temp[] = [];
  let at = 0;
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push(cx.constant(literal, span));
    literal = "";
  };
  for (const [index, match] of matches.entries()) {
    literal += format.slice(at, match.index);
    at = match.index + match[0].length;
    const field = fields[index];
    if (field === undefined) {
      literal += match[0][0]!;
      continue;
    }
    flush();
    let value = values[field]!;
    for (const [, attribute, key] of match[2]!.matchAll(/\.([\p{L}\p{N}_]+)|\[([^\]]*)\]/gu)) {
      if (attribute === undefined && /^\d+$/.test(key!)) value = cx.loadIndex(value, Number(key), span);
      else value = cx.load(value, attribute ?? key!, span);
    }
    if (match[3] === "r" || match[3] === "a") value = percentValue(cx, value, match[3], span);
    const numeric = match[4] === undefined ? undefined : FORMAT_SPEC.exec(match[4]);
    parts.push(numeric ? asNumber(cx, value, numeric[1]!, span) : value);
  }
  literal += format.slice(at);
  flush();
  return cx.builder.emit({ op: "concat", dst: 0, parts, span });
}
