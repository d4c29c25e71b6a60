/**
 * State machines of generators as compiled for ES5, put back into plain control flow.
 *
 *   return __generator(this, function (_a) { switch (_a.label) {
 *     case 0: return [4, f()];           t = await f(); sent = t; jump case 1
 *     case 1: x = _a.sent();             x = sent
 *             if (x) return [3, 3];      branch x -> case 3
 *             return [2, x]; } });       return x
 *
 * `_a.trys.push([start, catch, finally, next])` sets the handler of the cases it spans. A return from
 * inside a try does not run the finally part.
 */
import type * as t from "@babel/types";
import type { BlockId, Span, Temp } from "../../../ir/types.js";
import type { FunctionContext, StateMachine, TryRegion } from "../context.js";
import { lowerExpression, lowerOptional, lowerStatement } from "../dispatch.js";
import { memberKey, readBinding, writeBinding } from "../names.js";
import { argumentAt, helperName } from "./names.js";

/** Lowers `return __generator(this, function (_a) {…})`; false when the statement is something else. */
export function lowerGenerator(cx: FunctionContext, node: t.ReturnStatement): boolean {
  const call = node.argument;
  if (call?.type !== "CallExpression" || helperName(call.callee) !== "__generator") return false;
  const fn = argumentAt(call, 1);
  const state = fn?.type === "FunctionExpression" ? fn.params[0] : undefined;
  if (fn?.type !== "FunctionExpression" || state?.type !== "Identifier") return false;
  const { body } = fn.body;
  const last = body[body.length - 1];
  const cases = last?.type === "SwitchStatement" && isState(last.discriminant, state.name) ? last.cases : [];
  cx.inScope(() => {
    cx.scope.declare(state.name);
    const outer = cx.machine;
    cx.machine = {
      state: state.name,
      blocks: new Map(cases.map((each) => [labelOf(each), cx.builder.newBlock()])),
      sent: cx.scope.declare("%sent"),
      tries: cases.flatMap((each) => tryRegions(each)),
      current: 0,
    };
    for (const each of cases.length > 0 ? body.slice(0, -1) : body) lowerStatement(cx, each);
    lowerCases(cx, cx.machine, cases);
    cx.machine = outer;
  });
  cx.builder.terminate({ op: "return", span: cx.span(node) });
  return true;
}

function isState(node: t.Node, state: string): boolean {
  return node.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === state;
}

function labelOf(node: t.SwitchCase): number {
  return node.test?.type === "NumericLiteral" ? node.test.value : -1;
}

/** The regions that `_a.trys.push([start, catch, finally, next])` opens in a case. */
function tryRegions(node: t.SwitchCase): TryRegion[] {
  return node.consequent.flatMap((statement) => {
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "CallExpression") return [];
    const { callee, arguments: args } = statement.expression;
    if (callee.type !== "MemberExpression" || memberKey(callee) !== "push") return [];
    const list = args[0];
    const isTrys = callee.object.type === "MemberExpression" && memberKey(callee.object) === "trys";
    if (!isTrys || list?.type !== "ArrayExpression") return [];
    const at = (index: number): number | undefined => {
      const element = list.elements[index];
      return element?.type === "NumericLiteral" ? element.value : undefined;
    };
    const start = at(0);
    const next = at(3);
    return start === undefined || next === undefined
      ? []
      : [{ start, caught: at(1), finalizer: at(2), next }];
  });
}

function lowerCases(cx: FunctionContext, machine: StateMachine, cases: readonly t.SwitchCase[]): void {
  const { builder } = cx;
  cases.forEach((each, index) => {
    const label = labelOf(each);
    const block = machine.blocks.get(label)!;
    const span = cx.span(each);
    if (index === 0) builder.jump(block, span);
    builder.enter(block);
    machine.current = label;
    const body = (): void => {
      if (machine.tries.some((region) => region.caught === label)) {
        writeBinding(cx, machine.sent, builder.emit({ op: "caught", dst: 0, span }), span);
      }
      for (const statement of each.consequent) lowerStatement(cx, statement);
    };
    const handler = handlerOf(machine, label);
    if (handler === undefined) body();
    else builder.withHandler(handler, span, body);
    const following = cases[index + 1];
    if (following) builder.jump(machine.blocks.get(labelOf(following))!, span);
  });
}

/** The block that handles what is thrown in the case `label`: of the innermost region around it. */
function handlerOf(machine: StateMachine, label: number): BlockId | undefined {
  let best: TryRegion | undefined;
  let target: number | undefined;
  for (const region of machine.tries) {
    const end = region.caught ?? region.finalizer ?? region.next;
    const inTry = label >= region.start && label < end;
    const inCatch =
      region.caught !== undefined &&
      region.finalizer !== undefined &&
      label >= region.caught &&
      label < region.finalizer;
    if ((inTry || inCatch) && (!best || region.start >= best.start)) {
      best = region;
      target = inTry ? end : region.finalizer;
    }
  }
  return target === undefined ? undefined : machine.blocks.get(target);
}

/** Lowers `return [operation, value]` inside a state machine. */
export function machineReturn(cx: FunctionContext, machine: StateMachine, node: t.ReturnStatement): boolean {
  const list = node.argument;
  if (list?.type !== "ArrayExpression" || list.elements[0]?.type !== "NumericLiteral") return false;
  const span = cx.span(node);
  const operand = list.elements[1];
  switch (list.elements[0].value) {
    case 2:
      cx.builder.terminate({ op: "return", src: operand ? lowerExpression(cx, operand) : undefined, span });
      return true;
    case 3:
      if (operand?.type === "NumericLiteral") jumpTo(cx, machine, operand.value, span);
      return true;
    case 4:
    case 5:
      resume(cx, machine, lowerOptional(cx, operand, span), span);
      return true;
    case 7: {
      const region = machine.tries.findLast(
        (each) =>
          each.finalizer !== undefined && machine.current >= each.finalizer && machine.current < each.next,
      );
      if (region) jumpTo(cx, machine, region.next, span);
      else cx.builder.terminate({ op: "stop", span });
      return true;
    }
    default:
      return false;
  }
}

function resume(cx: FunctionContext, machine: StateMachine, src: Temp, span: Span): void {
  const value = cx.yieldsAreAwaits
    ? cx.builder.emit({ op: "await", dst: 0, src, span })
    : cx.builder.emit({ op: "yield", dst: 0, src, span });
  writeBinding(cx, machine.sent, value, span);
  const next = machine.blocks.get(machine.current + 1);
  if (next === undefined) cx.builder.terminate({ op: "return", src: value, span });
  else cx.builder.jump(next, span);
}

/** Leaving a try region with a finally part goes through that part. */
function jumpTo(cx: FunctionContext, machine: StateMachine, label: number, span: Span): void {
  const region = machine.tries.find(
    (each) =>
      each.next === label &&
      each.finalizer !== undefined &&
      machine.current >= each.start &&
      machine.current < each.finalizer,
  );
  const block = machine.blocks.get(region?.finalizer ?? label);
  if (block === undefined) cx.builder.terminate({ op: "stop", span });
  else cx.builder.jump(block, span);
}

/** `_a.sent()` and `_a.trys.push(…)` inside a state machine. */
export function machineCall(
  cx: FunctionContext,
  machine: StateMachine,
  node: t.CallExpression,
): Temp | undefined {
  const { callee } = node;
  if (callee.type !== "MemberExpression") return undefined;
  const span = cx.span(node);
  if (isState(callee, machine.state)) return readBinding(cx, machine.sent, span);
  return isState(callee.object, machine.state) ? cx.constant(undefined, span) : undefined;
}
