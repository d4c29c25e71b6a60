/** Statements without loops: declarations, blocks, branches, switch, exceptions, return. */
import type * as t from "@babel/types";
import type { BlockId, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import {
  lowerCondition,
  lowerExpression,
  lowerNamed,
  lowerStatement,
  type StatementTable,
} from "./dispatch.js";
import { lowerGenerator, machineReturn } from "./emitted/generator.js";
import { isHelperDefinition } from "./emitted/names.js";
import { hoistBlock } from "./functions.js";
import { declaresNothing, patternNames } from "./hoist.js";
import { valueBinding } from "./names.js";
import { assignTo } from "./patterns.js";
import { setVariableType } from "./scope.js";
import { annotationType, declareAlias, declareInterface, typeRef } from "./types.js";

/** A `finally` inside another is copied for each path; deeper ones are lowered once, against blow-up. */
const MAX_COPIED_FINALIZERS = 2;

/** Lowers a list of statements in a scope of its own, when it declares anything. */
export function lowerBlock(cx: FunctionContext, statements: readonly t.Statement[]): void {
  if (declaresNothing(statements)) {
    for (const statement of statements) lowerStatement(cx, statement);
    return;
  }
  cx.inScope(() => {
    hoistBlock(cx, statements);
    for (const statement of statements) lowerStatement(cx, statement);
  });
}

export function lowerVariable(cx: FunctionContext, node: t.VariableDeclaration): void {
  if (node.declare) return;
  for (const declarator of node.declarations) {
    cx.mod.nodes++;
    const { id, init } = declarator;
    if (id.type === "VoidPattern") {
      if (init) lowerExpression(cx, init);
      continue;
    }
    if (id.type === "Identifier") noteType(cx, id, init);
    if (!init || (id.type === "Identifier" && isHelperDefinition(id.name) && !isImported(init))) continue;
    const value = lowerNamed(cx, init, id.type === "Identifier" ? id.name : undefined);
    assignTo(cx, id, value);
    if (node.kind === "using" || node.kind === "await using") dispose(cx, value, node);
  }
}

/** `using handle = open()`: at the end of the block, the value's own method is called. */
function dispose(cx: FunctionContext, value: Temp, node: t.VariableDeclaration): void {
  const span = cx.span(node);
  const symbol = cx.builder.emit({ op: "global", dst: 0, name: "Symbol", span });
  for (const name of node.kind === "using" ? ["dispose"] : ["asyncDispose", "dispose"]) {
    const key = cx.load(symbol, name, span);
    const callee = cx.builder.emit({ op: "loadi", dst: 0, obj: value, key, span });
    cx.builder.emit({ op: "call", dst: 0, callee, self: value, args: [], dropped: true, span });
  }
}

/** `var __awaiter = require("tslib").__awaiter` binds a helper and defines none. */
function isImported(init: t.Expression): boolean {
  return init.type === "MemberExpression" || init.type === "AwaitExpression";
}

/** Keeps the declared type of a variable, or the one its value is asserted to have. */
function noteType(cx: FunctionContext, id: t.Identifier, init: t.Expression | null | undefined): void {
  let type = annotationType(cx, id.typeAnnotation);
  if (!type && init && (init.type === "TSAsExpression" || init.type === "TSTypeAssertion")) {
    type = typeRef(cx, init.typeAnnotation);
    if (type.name === "const" || type.name === "any") return;
  }
  const binding = type && valueBinding(cx, id.name);
  if (type && binding) setVariableType(binding, type);
}

function ifStatement(cx: FunctionContext, node: t.IfStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const then = builder.newBlock();
  const after = builder.newBlock();
  const otherwise = node.alternate ? builder.newBlock() : after;
  lowerCondition(cx, node.test, then, otherwise);
  builder.enter(then);
  lowerStatement(cx, node.consequent);
  builder.jump(after, span);
  if (node.alternate) {
    builder.enter(otherwise);
    lowerStatement(cx, node.alternate);
    builder.jump(after, span);
  }
  builder.enter(after);
}

function switchStatement(cx: FunctionContext, node: t.SwitchStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const labels = takeLabels(cx);
  const after = builder.newBlock();
  const bodies = node.cases.map(() => builder.newBlock());
  // `switch (true)` is a chain of conditions.
  const conditions = node.discriminant.type === "BooleanLiteral" && node.discriminant.value;
  const subject = lowerExpression(cx, node.discriminant);
  cx.inScope(() => {
    hoistBlock(
      cx,
      node.cases.flatMap((each) => each.consequent),
    );
    let fallback: BlockId = after;
    node.cases.forEach((each, index) => {
      const body = bodies[index]!;
      if (!each.test) {
        fallback = body;
        return;
      }
      const next = builder.newBlock();
      if (conditions) lowerCondition(cx, each.test, body, next);
      else {
        const right = lowerExpression(cx, each.test);
        const at = cx.span(each.test);
        builder.branch(
          builder.emit({ op: "binary", dst: 0, operator: "===", left: subject, right, span: at }),
          body,
          next,
          at,
        );
      }
      builder.enter(next);
    });
    builder.jump(fallback, span);
    cx.targets.push({ labels, breakTo: after });
    node.cases.forEach((each, index) => {
      builder.enter(bodies[index]!);
      for (const statement of each.consequent) lowerStatement(cx, statement);
      builder.jump(bodies[index + 1] ?? after, span);
    });
    cx.targets.pop();
  });
  builder.enter(after);
}

/** The labels written in front of the statement being lowered. */
export function takeLabels(cx: FunctionContext): string[] {
  const labels = cx.pendingLabels;
  cx.pendingLabels = [];
  return labels;
}

function tryStatement(cx: FunctionContext, node: t.TryStatement): void {
  const { builder } = cx;
  const span = cx.span(node);
  const { handler: clause, finalizer } = node;
  const raised = finalizer ? builder.newBlock() : undefined;
  const guarded = (): void => {
    if (!clause) {
      lowerBlock(cx, node.block.body);
      return;
    }
    const caught = builder.newBlock();
    builder.withHandler(caught, span, () => lowerBlock(cx, node.block.body));
    const after = builder.currentBlock;
    builder.enter(caught);
    cx.inScope(() => {
      if (clause.param) {
        patternNames(clause.param, (name) => cx.scope.declare(name));
        assignTo(cx, clause.param, builder.emit({ op: "caught", dst: 0, span: cx.span(clause.param) }));
      }
      lowerBlock(cx, clause.body.body);
    });
    builder.jump(after, span);
    builder.enter(after);
  };
  if (!finalizer || raised === undefined) {
    guarded();
    return;
  }
  builder.withHandler(raised, span, guarded);
  const after = builder.currentBlock;
  builder.enter(raised);
  const error = builder.emit({ op: "caught", dst: 0, span: cx.span(finalizer) });
  if (cx.finalizers >= MAX_COPIED_FINALIZERS) {
    builder.jump(after, span);
    builder.enter(after);
    lowerBlock(cx, finalizer.body);
    return;
  }
  cx.finalizers++;
  lowerBlock(cx, finalizer.body);
  builder.terminate({ op: "throw", src: error, span });
  builder.enter(after);
  lowerBlock(cx, finalizer.body);
  cx.finalizers--;
}

function jumpStatement(cx: FunctionContext, node: t.BreakStatement | t.ContinueStatement): void {
  const span = cx.span(node);
  const wants = node.label?.name;
  for (let i = cx.targets.length - 1; i >= 0; i--) {
    const target = cx.targets[i]!;
    const to = node.type === "BreakStatement" ? target.breakTo : target.continueTo;
    if (wants === undefined ? to !== undefined && !target.labelOnly : target.labels.includes(wants)) {
      if (to === undefined) break;
      cx.builder.jump(to, span);
      return;
    }
  }
  cx.builder.terminate({ op: "stop", span });
}

function labelled(cx: FunctionContext, node: t.LabeledStatement): void {
  cx.pendingLabels.push(node.label.name);
  const { body } = node;
  if (/^(?:For|While|DoWhile|Switch|Labeled)/.test(body.type)) {
    lowerStatement(cx, body);
    return;
  }
  const after = cx.builder.newBlock();
  cx.targets.push({ labels: takeLabels(cx), breakTo: after, labelOnly: true });
  lowerStatement(cx, body);
  cx.targets.pop();
  cx.builder.jump(after, cx.span(node));
  cx.builder.enter(after);
}

const nothing = (): void => {};

export const statements: StatementTable = {
  ExpressionStatement: (cx, { expression }) => {
    const isVoid = expression.type === "UnaryExpression" && expression.operator === "void";
    cx.builder.drop(lowerExpression(cx, isVoid ? expression.argument : expression));
  },
  BlockStatement: (cx, node) => lowerBlock(cx, node.body),
  VariableDeclaration: lowerVariable,
  IfStatement: ifStatement,
  SwitchStatement: switchStatement,
  TryStatement: tryStatement,
  ReturnStatement: (cx, node) => {
    if (cx.machine && machineReturn(cx, cx.machine, node)) return;
    if (lowerGenerator(cx, node)) return;
    const src = node.argument ? lowerExpression(cx, node.argument) : undefined;
    cx.builder.terminate({ op: "return", src, span: cx.span(node) });
  },
  ThrowStatement: (cx, node) => {
    const src = lowerExpression(cx, node.argument);
    cx.builder.terminate({ op: "throw", src, span: cx.span(node) });
  },
  BreakStatement: jumpStatement,
  ContinueStatement: jumpStatement,
  LabeledStatement: labelled,
  WithStatement: (cx, node) => {
    cx.unsupported("with", [lowerExpression(cx, node.object)], cx.span(node));
    lowerStatement(cx, node.body);
  },
  // Emitted when the block was hoisted.
  FunctionDeclaration: nothing,
  EmptyStatement: nothing,
  DebuggerStatement: nothing,
  TSDeclareFunction: nothing,
  TSInterfaceDeclaration: declareInterface,
  TSTypeAliasDeclaration: declareAlias,
} as StatementTable;
