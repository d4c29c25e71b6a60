/** TypeScript declarations that have a value: enums and namespaces. */
import type * as t from "@babel/types";
import type { ObjectEntry, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression, lowerStatement, type StatementTable } from "./dispatch.js";
import { hoistBlock } from "./functions.js";
import { hoistVars } from "./hoist.js";
import { valueBinding, writeBinding } from "./names.js";
import type { Binding } from "./scope.js";

/** An enum is an object of its constants, and a type of their values. */
function lowerEnum(cx: FunctionContext, node: t.TSEnumDeclaration): void {
  if (node.declare) return;
  const span = cx.span(node);
  const binding = valueBinding(cx, node.id.name);
  if (!binding) return;
  const entries: ObjectEntry[] = [];
  const literals: (string | number)[] = [];
  const temps = new Map<string, Temp>();
  let next: number | undefined = 0;
  const members = node.body?.members ?? node.members ?? [];
  for (const member of members) {
    cx.mod.nodes++;
    const key = member.id.type === "Identifier" ? member.id.name : member.id.value;
    const at = cx.span(member);
    const { initializer } = member;
    let value: Temp;
    if (!initializer) {
      value = cx.constant(next, at);
      if (next !== undefined) literals.push(next);
      if (next !== undefined) next++;
    } else if (initializer.type === "StringLiteral" || initializer.type === "NumericLiteral") {
      value = cx.constant(initializer.value, at);
      literals.push(initializer.value);
      next = initializer.type === "NumericLiteral" ? initializer.value + 1 : undefined;
    } else {
      // A member may refer to an earlier one by its bare name.
      const earlier = initializer.type === "Identifier" ? temps.get(initializer.name) : undefined;
      value = earlier ?? lowerExpression(cx, initializer);
      next = undefined;
    }
    temps.set(key, value);
    entries.push({ key, value });
  }
  if (literals.length === members.length) {
    cx.mod.types.push({ name: node.id.name, type: { name: "literal", literals }, supers: [] });
  }
  writeBinding(cx, binding, cx.builder.emit({ op: "object", dst: 0, entries, span }), span);
}

/** A namespace is an object; what its body exports is stored on it. */
function lowerNamespace(cx: FunctionContext, node: t.TSModuleDeclaration): void {
  if (node.declare || node.id.type !== "Identifier") return;
  const binding = valueBinding(cx, node.id.name);
  if (binding) lowerNamespaceBody(cx, node, binding);
  else for (const each of typesOf(node)) lowerStatement(cx, each);
}

function lowerNamespaceBody(cx: FunctionContext, node: t.TSModuleDeclaration, binding: Binding): void {
  const span = cx.span(node);
  // A second part of the same namespace, or one beside a class or function, extends what is there.
  if (binding.owner!.builder.vars[binding.index]!.writes === 0) {
    writeBinding(cx, binding, cx.builder.emit({ op: "object", dst: 0, entries: [], span }), span);
  }
  cx.inScope(() => {
    const body = node.body as t.TSModuleBlock | t.TSModuleDeclaration;
    if (body.type === "TSModuleDeclaration") {
      // `namespace a.b {}`: b is an exported namespace inside a.
      const inner = cx.scope.declare((body.id as t.Identifier).name);
      inner.member = { of: binding, key: inner.name };
      lowerNamespaceBody(cx, body, inner);
      return;
    }
    hoistVars(cx.scope, body.body);
    hoistBlock(cx, body.body, binding);
    for (const each of body.body) lowerStatement(cx, each);
  });
}

/** The type declarations of a namespace without values. */
function typesOf(node: t.TSModuleDeclaration): readonly t.Statement[] {
  const body = node.body as t.TSModuleBlock | t.TSModuleDeclaration;
  if (body.type === "TSModuleDeclaration") return typesOf(body);
  return body.body.flatMap((each) => {
    const inner = each.type === "ExportNamedDeclaration" ? each.declaration : each;
    return inner ? [inner] : [];
  });
}

export const typescript: StatementTable = {
  TSEnumDeclaration: lowerEnum,
  TSModuleDeclaration: lowerNamespace,
};
