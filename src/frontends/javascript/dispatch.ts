/**
 * Sends a syntax node to the file that lowers its construct.
 *
 * Each construct file exports a table from node type to handler; lower.ts joins the tables. The
 * construct files call each other through here, so that none of them imports another in a circle.
 */
import type * as t from "@babel/types";
import type { BlockId, Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";

export type ExpressionTable = {
  readonly [K in t.Expression["type"]]?: (
    cx: FunctionContext,
    node: Extract<t.Expression, { type: K }>,
  ) => Temp;
};

export type StatementTable = {
  readonly [K in t.Statement["type"]]?: (
    cx: FunctionContext,
    node: Extract<t.Statement, { type: K }>,
  ) => void;
};

type AnyExpression = (cx: FunctionContext, node: t.Node) => Temp;
type AnyStatement = (cx: FunctionContext, node: t.Node) => void;

/** The handlers of all constructs. */
export interface Tables {
  readonly expressions: ReadonlyMap<string, AnyExpression>;
  readonly statements: ReadonlyMap<string, AnyStatement>;
  readonly condition: (
    cx: FunctionContext,
    node: t.Expression,
    then: BlockId,
    otherwise: BlockId,
  ) => Decision;
}

/** What decided a branch: a temp, or temps joined by `!`, `&&`, `||` and `? :` over several branches. */
export type Decision =
  | Temp
  | { readonly not: Decision }
  | { readonly operator: "&&" | "||"; readonly left: Decision; readonly right: Decision }
  | { readonly test: Decision; readonly yes: Decision; readonly no: Decision };

/** Joins the tables of the construct files. */
export function joinTables(
  expressions: readonly ExpressionTable[],
  statements: readonly StatementTable[],
  condition: Tables["condition"],
): Tables {
  const join = <T>(tables: readonly object[]): Map<string, T> =>
    new Map(tables.flatMap((table) => Object.entries(table) as [string, T][]));
  return { expressions: join(expressions), statements: join(statements), condition };
}

/** Lowers an expression to the temp that holds its value. */
export function lowerExpression(cx: FunctionContext, node: t.Node): Temp {
  cx.mod.nodes++;
  const handler = cx.mod.tables.expressions.get(node.type);
  if (handler) return handler(cx, node);
  return cx.unsupported(node.type, [], cx.span(node));
}

/** Lowers a statement. */
export function lowerStatement(cx: FunctionContext, node: t.Node): void {
  cx.mod.nodes++;
  const handler = cx.mod.tables.statements.get(node.type);
  if (handler) handler(cx, node);
  else cx.unsupported(node.type, [], cx.span(node));
}

/** Lowers an expression that only decides which of two blocks comes next. */
export function lowerCondition(
  cx: FunctionContext,
  node: t.Expression,
  then: BlockId,
  otherwise: BlockId,
): Decision {
  cx.mod.nodes++;
  return cx.mod.tables.condition(cx, node, then, otherwise);
}

/** Lowers an expression whose value gets a name, which an anonymous function or class takes over. */
export function lowerNamed(cx: FunctionContext, node: t.Node, name: string | undefined): Temp {
  const { type } = node;
  if (
    type === "ArrowFunctionExpression" ||
    type === "FunctionExpression" ||
    type === "ClassExpression" ||
    type === "CallExpression"
  ) {
    cx.nameHint = name;
  }
  return lowerExpression(cx, node);
}

/** The name that lowerNamed passed on, which is used up by this. */
export function takeName(cx: FunctionContext): string {
  const name = cx.nameHint ?? "";
  cx.nameHint = undefined;
  return name;
}

/** Lowers an optional expression; undefined when it is absent. */
export function lowerOptional(cx: FunctionContext, node: t.Node | null | undefined, span: Span): Temp {
  return node ? lowerExpression(cx, node) : cx.constant(undefined, span);
}
