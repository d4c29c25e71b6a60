/** Unary, binary, update and assignment operators. */
import type * as t from "@babel/types";
import type { Span, Temp } from "../../ir/types.js";
import { shortCircuit } from "./conditions.js";
import type { FunctionContext } from "./context.js";
import { type ExpressionTable, lowerExpression, lowerNamed } from "./dispatch.js";
import { memberKey, readName, unwrap, writeName } from "./names.js";
import { assignTo } from "./patterns.js";

type BinaryNode = t.BinaryExpression;

/** Chains of one operator nest to the left, thousands deep in generated code: they are walked in a loop. */
function binary(cx: FunctionContext, node: BinaryNode): Temp {
  const chain: BinaryNode[] = [];
  let left: t.Node = node;
  while (left.type === "BinaryExpression") {
    chain.push(left);
    left = left.left;
  }
  let value =
    left.type === "PrivateName" ? cx.constant(`#${left.id.name}`, cx.span(left)) : lowerExpression(cx, left);
  cx.mod.nodes += chain.length - 1;
  for (let link = chain.pop(); link; link = chain.pop()) {
    const right = lowerExpression(cx, link.right);
    value = applyOperator(cx, link.operator, value, right, cx.span(link));
  }
  return value;
}

function applyOperator(cx: FunctionContext, operator: string, left: Temp, right: Temp, span: Span): Temp {
  if (operator === "+") return cx.builder.emit({ op: "add", dst: 0, left, right, span });
  return cx.builder.emit({ op: "binary", dst: 0, operator, left, right, span });
}

function unary(cx: FunctionContext, node: t.UnaryExpression): Temp {
  const span = cx.span(node);
  const { operator, argument } = node;
  if (operator === "void" && argument.type === "NumericLiteral") return cx.constant(undefined, span);
  if (operator === "-" && argument.type === "NumericLiteral") return cx.constant(-argument.value, span);
  if (operator === "!" && argument.type === "NumericLiteral") return cx.constant(argument.value === 0, span);
  const src = lowerExpression(cx, argument);
  if (operator === "throw") {
    cx.builder.terminate({ op: "throw", src, span });
    return cx.constant(undefined, span);
  }
  return cx.builder.emit({ op: "unary", dst: 0, operator, src, span });
}

/** A place that is read and then written; its object and key are evaluated once. */
interface Place {
  read(): Temp;
  write(value: Temp): void;
}

function placeOf(cx: FunctionContext, target: t.Node): Place {
  const node = unwrap(target);
  const span = cx.span(node);
  if (node.type === "Identifier") {
    return {
      read: () => readName(cx, node.name, span),
      write: (value) => writeName(cx, node.name, value, span),
    };
  }
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
    const obj = lowerExpression(cx, node.object);
    const constant = memberKey(node);
    if (constant !== undefined) {
      return { read: () => cx.load(obj, constant, span), write: (src) => cx.store(obj, constant, src, span) };
    }
    const key = lowerExpression(cx, node.property);
    return {
      read: () => cx.builder.emit({ op: "loadi", dst: 0, obj, key, span }),
      write: (src) => cx.builder.effect({ op: "storei", obj, key, src, span }),
    };
  }
  return { read: () => cx.unsupported(`target ${node.type}`, [], span), write: () => {} };
}

function assignment(cx: FunctionContext, node: t.AssignmentExpression): Temp {
  const { operator, left, right } = node;
  if (operator === "=") {
    const value = lowerNamed(cx, right, assignedName(left));
    assignTo(cx, left, value);
    return value;
  }
  const place = placeOf(cx, left);
  const before = place.read();
  if (operator === "&&=" || operator === "||=" || operator === "??=") {
    const assign = (): Temp => {
      const value = lowerNamed(cx, right, assignedName(left));
      place.write(value);
      return value;
    };
    return shortCircuit(cx, operator.slice(0, 2) as "&&" | "||" | "??", before, assign, node);
  }
  const value = lowerExpression(cx, right);
  const after = applyOperator(cx, operator.slice(0, -1), before, value, cx.span(node));
  place.write(after);
  return after;
}

/** The name that an assigned function or class takes: the variable's or the property's. */
function assignedName(left: t.Node): string | undefined {
  if (left.type === "Identifier") return left.name;
  return left.type === "MemberExpression" ? memberKey(left) : undefined;
}

export const operators: ExpressionTable = {
  BinaryExpression: binary,
  UnaryExpression: unary,
  UpdateExpression: (cx, node) => {
    const span = cx.span(node);
    const place = placeOf(cx, node.argument);
    const before = place.read();
    const one = cx.constant(1, span);
    const operator = node.operator === "++" ? "+" : "-";
    const after = cx.builder.emit({ op: "binary", dst: 0, operator, left: before, right: one, span });
    place.write(after);
    return node.prefix ? after : before;
  },
  AssignmentExpression: assignment,
};
