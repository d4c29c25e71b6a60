/**
 * Calls, `new`, tagged templates, and the forms of a call that load a module.
 *
 *   a.b(c)         load f = a.b;  call f self a method "b"
 *   (0, m.f)(c)    load f = m.f;  call f
 */
import type * as t from "@babel/types";
import type { Arg, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type ExpressionTable, lowerExpression } from "./dispatch.js";
import { emittedCall } from "./emitted/calls.js";
import { baseName, helperName } from "./emitted/names.js";
import { loadMember } from "./expressions.js";
import { isCreateRequire } from "./hoist.js";
import { isFree, memberKey, unwrap, valueBinding } from "./names.js";

type CallArgument = t.CallExpression["arguments"][number];

export function callArguments(cx: FunctionContext, args: readonly CallArgument[]): Arg[] {
  return args.map((arg): Arg => {
    if (arg.type === "SpreadElement") return { value: lowerExpression(cx, arg.argument), spread: true };
    return { value: lowerExpression(cx, arg) };
  });
}

interface Callee {
  readonly callee: Temp;
  readonly self?: Temp;
  readonly method?: string | undefined;
}

/** Evaluates what is called and, for a member, the object it is called on. */
function lowerCallee(cx: FunctionContext, node: t.Node): Callee {
  const target = unwrap(node);
  if (target.type === "Super") {
    const callee = lowerExpression(cx, target);
    return { callee, self: cx.builder.emit({ op: "this", dst: 0, span: cx.span(target) }) };
  }
  if (target.type !== "MemberExpression" && target.type !== "OptionalMemberExpression") {
    return { callee: lowerExpression(cx, target) };
  }
  cx.mod.nodes++;
  const { object } = target;
  const isGlobal = object.type === "Identifier" && (object.name === "globalThis" || object.name === "global");
  if (isGlobal && isFree(cx, object.name)) return { callee: lowerExpression(cx, target) };
  const receiver = lowerExpression(cx, object);
  const callee = loadMember(cx, target, receiver);
  const self =
    object.type === "Super" ? cx.builder.emit({ op: "this", dst: 0, span: cx.span(object) }) : receiver;
  return { callee, self, method: memberKey(target) };
}

/** True for `require` that no scope shadows, and for variables that hold a `createRequire` result. */
function isLoader(cx: FunctionContext, callee: t.Node): boolean {
  if (callee.type === "Identifier") {
    const binding = valueBinding(cx, callee.name);
    // Bundlers declare `__require` themselves, as a wrapper of the real one.
    if (!binding?.isRequire && baseName(callee.name) === "__require") return true;
    return binding ? binding.isRequire === true : callee.name === "require";
  }
  // `createRequire(import.meta.url)("x")`
  if (callee.type === "CallExpression") return isCreateRequire(cx.scope, callee);
  // `module.require("x")`
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "module" &&
    memberKey(callee) === "require" &&
    isFree(cx, "module")
  );
}

function importCall(
  cx: FunctionContext,
  argument: CallArgument | undefined,
  kind: "require" | "dynamic",
  node: t.Node,
): Temp {
  const span = cx.span(node);
  cx.nameHint = undefined;
  if (!argument) return cx.unsupported("import without specifier", [], span);
  const specifier = unwrap(argument);
  if (specifier.type === "StringLiteral") {
    return cx.builder.emit({ op: "import", dst: 0, specifier: specifier.value, kind, span });
  }
  if (specifier.type === "TemplateLiteral" && specifier.expressions.length === 0) {
    return cx.builder.emit({
      op: "import",
      dst: 0,
      specifier: specifier.quasis[0]?.value.cooked ?? "",
      kind,
      span,
    });
  }
  const src = lowerExpression(cx, specifier);
  return cx.builder.emit({ op: "import", dst: 0, src, kind, span });
}

/** `require_a()` of a bundled package is, to the server's own code, `require("a")`. */
function bundledModule(
  cx: FunctionContext,
  node: t.CallExpression | t.OptionalCallExpression,
): Temp | undefined {
  const { callee } = node;
  if (callee.type !== "Identifier" || node.arguments.length > 0) return undefined;
  const specifier = valueBinding(cx, callee.name)?.wraps;
  const span = cx.span(node);
  if (!specifier || cx.vendoredAt(span) !== undefined) return undefined;
  return cx.builder.emit({ op: "import", dst: 0, specifier, kind: "require", span });
}

/** Is it a call of this function of the global `JSON`, with one argument? Then that. */
function argumentOfJson(cx: FunctionContext, node: t.Node | undefined, name: string): t.Node | undefined {
  if (node?.type !== "CallExpression" || node.arguments.length !== 1) return undefined;
  const { callee } = node;
  const isJson =
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "JSON" &&
    memberKey(callee) === name &&
    isFree(cx, "JSON");
  return isJson ? node.arguments[0] : undefined;
}

/** `JSON.parse(JSON.stringify(x))` is a copy: its fields are those of `x`. */
function copied(cx: FunctionContext, node: t.Node): Temp | undefined {
  const from = argumentOfJson(cx, argumentOfJson(cx, node, "parse"), "stringify");
  return from === undefined || from.type === "SpreadElement"
    ? undefined
    : lowerExpression(cx, from as t.Expression);
}

/** ``tag`a` `` as older targets write it: `tag(t || (t = __makeTemplateObject(["a"], ["a"])))`. */
function isEmittedTag(args: readonly Arg[], node: t.CallExpression | t.OptionalCallExpression): boolean {
  const first = node.arguments[0];
  if (args.length === 0 || first?.type !== "LogicalExpression" || first.right.type !== "AssignmentExpression")
    return false;
  const made = first.right.right;
  const name = made.type === "CallExpression" ? helperName(made.callee) : undefined;
  return name === "__makeTemplateObject" || name === "__template" || name === "_taggedTemplateLiteral";
}

function call(cx: FunctionContext, node: t.CallExpression | t.OptionalCallExpression): Temp {
  const { callee } = node;
  if (callee.type === "Import") return importCall(cx, node.arguments[0], "dynamic", node);
  if (isLoader(cx, callee)) return importCall(cx, node.arguments[0], "require", node);
  const bundled = bundledModule(cx, node) ?? copied(cx, node);
  if (bundled !== undefined) return bundled;
  if (node.type === "CallExpression") {
    const emitted = emittedCall(cx, node);
    // Whatever name was meant for the result is not one for a function among the arguments.
    cx.nameHint = undefined;
    if (emitted !== undefined) return emitted;
  }
  const span = cx.span(node);
  // Older targets write a template literal as `"a".concat(b)`.
  if (
    callee.type === "MemberExpression" &&
    callee.object.type === "StringLiteral" &&
    memberKey(callee) === "concat"
  ) {
    const parts = [
      lowerExpression(cx, callee.object),
      ...callArguments(cx, node.arguments).map((arg) => arg.value),
    ];
    return cx.builder.emit({ op: "concat", dst: 0, parts, span });
  }
  const target = lowerCallee(cx, callee);
  const args = callArguments(cx, node.arguments);
  return cx.builder.emit({
    op: "call",
    dst: 0,
    ...target,
    args,
    ...(isEmittedTag(args, node) ? { isTagged: true } : {}),
    span,
  });
}

export const calls: ExpressionTable = {
  CallExpression: call,
  OptionalCallExpression: call,
  ImportExpression: (cx, node) => importCall(cx, node.source, "dynamic", node),
  NewExpression: (cx, node) => {
    const callee = lowerExpression(cx, node.callee);
    const args = callArguments(cx, node.arguments);
    return cx.builder.emit({ op: "call", dst: 0, callee, args, isNew: true, span: cx.span(node) });
  },
  TaggedTemplateExpression: (cx, node) => {
    const span = cx.span(node);
    const target = lowerCallee(cx, node.tag);
    const strings = node.quasi.quasis.map((quasi) => ({
      value: cx.constant(quasi.value.cooked ?? quasi.value.raw, cx.span(quasi)),
    }));
    const first = cx.builder.emit({ op: "array", dst: 0, elements: strings, span });
    const values = node.quasi.expressions.map((each) => ({ value: lowerExpression(cx, each) }));
    return cx.builder.emit({
      op: "call",
      dst: 0,
      ...target,
      args: [{ value: first }, ...values],
      isTagged: true,
      span,
    });
  },
};
