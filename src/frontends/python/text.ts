/**
 * Building of text with its parts kept apart.
 *
 *   f"ls {path!r}"               concat "ls ", repr(path)
 *   "ls %s" % path               concat "ls ", path
 *   "{}/{name}".format(a, name=b) concat a, "/", b
 *
 * A format that only takes numbers (`:d`, `%d`, `:.2f`) becomes a call of `int` or `float`, which is what
 * it does to a value that is none. Formats that do not stand at the call stay calls or binary operations: the engine fills
 * those that it knows (src/taint/templates.ts).
 */
import {
  bracePieces,
  type Hole,
  isHole,
  numericFormat,
  type Piece,
  percentPieces,
} from "../../ir/templates.js";
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { constantText, literalPieces } from "./strings.js";
import type { SyntaxNode } from "./tree.js";

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
  if (kind === "!r" || kind === "!a") value = through(cx, value, kind === "!r" ? "repr" : "ascii", span);
  const numeric = format && numericFormat(cx.text(format).slice(1));
  parts.push(numeric ? through(cx, value, numeric, span) : value);
  for (const each of format?.children ?? [])
    if (each.kind === "format_expression") interpolate(cx, each, parts);
}

/** The value as a builtin makes it. */
function through(cx: FunctionContext, value: Temp, name: Hole["through"][number], span: Span): Temp {
  return cx.call(cx.global(name, span), [value], span);
}

/** The pieces put together, with what each hole is filled with. */
function filled(
  cx: FunctionContext,
  pieces: readonly Piece[],
  fillingOf: (hole: Hole) => Temp,
  span: Span,
): Temp {
  const parts = pieces.map((piece) => {
    if (!isHole(piece)) return cx.constant(piece, span);
    let value = fillingOf(piece);
    for (const step of piece.steps)
      value = typeof step === "number" ? cx.loadIndex(value, step, span) : cx.load(value, step, span);
    for (const name of piece.through) value = through(cx, value, name, span);
    return value;
  });
  return cx.builder.emit({ op: "concat", dst: 0, parts, span });
}

/** `"format" % values`; undefined when the format is not constant or does not fit. */
export function lowerPercent(
  cx: FunctionContext,
  left: SyntaxNode,
  right: SyntaxNode,
  span: Span,
): Temp | undefined {
  const format = constantText(left, cx.mod.source);
  const pieces = format === undefined ? undefined : percentPieces(format);
  if (pieces === undefined) return undefined;
  const tuple =
    right.kind === "tuple" && !right.children.some((each) => each.kind === "list_splat") ? right : undefined;
  const holes = pieces.filter(isHole);
  const byName = holes.some((hole) => typeof hole.argument === "string");
  if (!byName && holes.length !== (tuple ? tuple.children.length : 1)) return undefined;
  const values =
    tuple && !byName ? tuple.children.map((each) => cx.expression(each)) : [cx.expression(right)];
  return filled(
    cx,
    pieces,
    ({ argument }) =>
      typeof argument === "number" ? values[argument]! : cx.load(values[0]!, argument, span),
    span,
  );
}

/** `"format".format(...)` with a constant format; undefined when it does not fit. */
export function lowerFormat(
  cx: FunctionContext,
  format: string,
  args: readonly SyntaxNode[],
  span: Span,
): Temp | undefined {
  if (args.some((each) => each.kind === "list_splat" || each.kind === "dictionary_splat")) return undefined;
  const pieces = bracePieces(format);
  if (pieces === undefined) return undefined;
  const positional = args.filter((each) => each.kind !== "keyword_argument");
  const names = args.map((each) =>
    each.kind === "keyword_argument" ? cx.text(each.children[0]!) : undefined,
  );
  const indexOf = ({ argument }: Hole): number =>
    typeof argument === "number" ? args.indexOf(positional[argument]!) : names.indexOf(argument);
  if (pieces.some((piece) => isHole(piece) && indexOf(piece) < 0)) return undefined;
  const values = args.map((each) =>
    cx.optional(each.kind === "keyword_argument" ? each.children[1] : each, span),
  );
  return filled(cx, pieces, (hole) => values[indexOf(hole)]!, span);
}
