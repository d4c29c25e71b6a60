/**
 * Statements: the table from syntax kinds to what lowers them, and the small kinds themselves.
 */
import { lowerAssignment, lowerAugmented, lowerDelete, lowerTypeAlias } from "./assignments.js";
import { lowerClass, lowerInlineMethod } from "./classes.js";
import type { FunctionContext } from "./context.js";
import { lowerAssert, lowerRaise, lowerTry, lowerWith } from "./exceptions.js";
import { isOverload, lowerDefinition } from "./functions.js";
import { lowerImport } from "./imports.js";
import { lowerBreak, lowerContinue, lowerFor, lowerIf, lowerWhile } from "./loops.js";
import { lowerMatch } from "./match.js";
import type { SyntaxNode } from "./tree.js";

type Handler = (cx: FunctionContext, node: SyntaxNode) => void;

const nothing: Handler = () => {};

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["expression_statement", lowerExpressionStatement],
  ["assignment", lowerAssignment],
  ["augmented_assignment", lowerAugmented],
  ["return_statement", lowerReturn],
  ["if_statement", lowerIf],
  ["for_statement", lowerFor],
  ["while_statement", lowerWhile],
  ["break_statement", lowerBreak],
  ["continue_statement", lowerContinue],
  ["try_statement", lowerTry],
  ["raise_statement", lowerRaise],
  ["assert_statement", lowerAssert],
  ["with_statement", lowerWith],
  ["match_statement", lowerMatch],
  ["import_statement", lowerImport],
  ["import_from_statement", lowerImport],
  ["delete_statement", lowerDelete],
  ["type_alias_statement", lowerTypeAlias],
  ["function_definition", (cx, node) => define(cx, node, [])],
  ["class_definition", (cx, node) => define(cx, node, [])],
  ["decorated_definition", lowerDecorated],
  ["print_statement", (cx, node) => lowerLegacyCall(cx, node, "print")],
  ["exec_statement", (cx, node) => lowerLegacyCall(cx, node, "exec")],
  ["block", (cx, node) => cx.block(node)],
  // A stray piece of a broken statement: what it holds still runs.
  ["ERROR", (cx, node) => cx.block(node)],
  ["pass_statement", nothing],
  ["global_statement", nothing],
  ["nonlocal_statement", nothing],
  ["future_import_statement", nothing],
]);

/** Clauses and other pieces that broken code leaves without their statement. */
const STRAYS =
  /(?:_clause|_pattern|parameters|separator|_specifier|_conversion|^type|^pair|_argument|argument_list|dotted_name|^decorator|^slice|import)$/;

/** Lowers a statement. */
export function lowerStatement(cx: FunctionContext, node: SyntaxNode): void {
  const handler = HANDLERS.get(node.kind);
  if (handler) handler(cx, node);
  else if (STRAYS.test(node.kind)) cx.block(node);
  else cx.expression(node);
}

function lowerExpressionStatement(cx: FunctionContext, node: SyntaxNode): void {
  for (const each of node.children) {
    if (each.kind === "assignment") lowerAssignment(cx, each);
    else if (each.kind === "augmented_assignment") lowerAugmented(cx, each);
    // A lone literal is a docstring or stands for `pass`.
    else if (each.kind !== "string" && each.kind !== "ellipsis") cx.builder.drop(cx.expression(each));
    else if (each.children.length > 0) cx.expression(each);
  }
}

function lowerReturn(cx: FunctionContext, node: SyntaxNode): void {
  const [value] = node.children;
  const src = value && cx.expression(value);
  cx.builder.terminate({ op: "return", src, span: cx.span(node) });
}

function lowerDecorated(cx: FunctionContext, node: SyntaxNode): void {
  const decorators = node.children.filter((each) => each.kind === "decorator");
  if (node.last) define(cx, node.last, decorators);
}

function define(cx: FunctionContext, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  if (node.kind === "class_definition") lowerClass(cx, node, decorators);
  else if (node.kind !== "function_definition") for (const each of decorators) cx.block(each);
  else if (cx.scope.kind === "class") lowerInlineMethod(cx, node, decorators);
  else if (!isOverload(cx, decorators)) lowerDefinition(cx, node, decorators);
}

/** Python 2's `print a, b` and `exec code`. */
function lowerLegacyCall(cx: FunctionContext, node: SyntaxNode, name: string): void {
  const span = cx.span(node);
  const args = node.children.map((each) =>
    cx.expression(each.kind === "chevron" && each.children[0] ? each.children[0] : each),
  );
  cx.call(cx.global(name, span), args, span);
}
