/**
 * Classes: members, constructor, field initialisers, static code, declared types of fields.
 *
 * Instance fields run in one function of kind "field" with `this` = the new object; static fields and
 * static blocks in one of kind "class-body" with `this` = the class. Parameter properties are stored at
 * the start of the constructor.
 */
import type * as t from "@babel/types";
import type { ClassMember, FnId, Temp, TypeRef } from "../../ir/types.js";
import { FunctionContext } from "./context.js";
import { applyDecorators, applyMemberDecorators, type DecoratedMember } from "./decorators.js";
import {
  type ExpressionTable,
  lowerExpression,
  lowerNamed,
  type StatementTable,
  takeName,
} from "./dispatch.js";
import { lowerBody, lowerFunction } from "./functions.js";
import { hoistVars } from "./hoist.js";
import { propertyKey, readName, valueBinding, writeBinding } from "./names.js";
import { annotationType, dottedName, named, typeRef } from "./types.js";

type Member = t.ClassBody["body"][number];
type MethodNode = t.ClassMethod | t.ClassPrivateMethod;
type FieldNode = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;

/** What the members of one class amount to, filled in member by member. */
interface Parts {
  readonly id: number;
  readonly name: string;
  readonly members: ClassMember[];
  readonly fieldTypes: Record<string, TypeRef>;
  readonly decorated: DecoratedMember[];
  ctor?: FnId;
}

const isField = (node: Member): node is FieldNode =>
  node.type === "ClassProperty" ||
  node.type === "ClassPrivateProperty" ||
  node.type === "ClassAccessorProperty";

/** Lowers a class and leaves its value in a temp. */
export function lowerClass(cx: FunctionContext, node: t.Class, name: string): Temp {
  const span = cx.span(node);
  const supers = node.superClass ? [lowerExpression(cx, node.superClass)] : [];
  const parts: Parts = {
    id: cx.mod.classId(node),
    name,
    members: [],
    fieldTypes: Object.create(null) as Record<string, TypeRef>,
    decorated: [],
  };
  for (const member of node.body.body) addMember(cx, parts, member);
  const body = node.body.body;
  const fieldInit = initializer(
    cx,
    parts,
    body.filter((each) => isField(each) && !each.static && each.value),
    "field",
  );
  const staticInit = initializer(
    cx,
    parts,
    body.filter((each) => each.type === "StaticBlock" || (isField(each) && each.static && each.value)),
    "class-body",
  );
  cx.mod.classes[parts.id] = {
    id: parts.id,
    name,
    members: parts.members,
    ctor: parts.ctor,
    fieldInit,
    staticInit,
    fieldTypes: parts.fieldTypes,
    superTypes: superTypes(cx, node),
    implementsTypes: (node.implements ?? []).flatMap((each) =>
      each.type === "TSExpressionWithTypeArguments" ? [typeRef(cx, each)] : [],
    ),
    span,
    vendored: cx.vendoredAt(span),
  };
  const value = cx.builder.emit({ op: "class", dst: 0, cls: parts.id, supers, span });
  applyMemberDecorators(cx, parts.decorated);
  return applyDecorators(cx, node.decorators, value);
}

function superTypes(cx: FunctionContext, node: t.Class): TypeRef[] {
  const { superClass } = node;
  if (!superClass || dottedName(superClass) === undefined) return [];
  const params =
    node.superTypeParameters?.type === "TSTypeParameterInstantiation" ? node.superTypeParameters.params : [];
  return [named(cx, superClass, params)];
}

function addMember(cx: FunctionContext, parts: Parts, member: Member): void {
  cx.mod.nodes++;
  switch (member.type) {
    case "ClassMethod":
    case "ClassPrivateMethod":
      addMethod(cx, parts, member);
      break;
    case "ClassProperty":
    case "ClassPrivateProperty":
    case "ClassAccessorProperty":
      addField(cx, parts, member);
      break;
    case "TSDeclareMethod":
    case "TSIndexSignature":
    case "StaticBlock":
      break;
  }
}

/** Name of a member; a computed one that is not constant is named by its expression where possible. */
function memberName(node: MethodNode | FieldNode): string {
  const key = propertyKey(node);
  if (key !== undefined) return key;
  return `[${dottedName(node.key) ?? "computed"}]`;
}

function addMethod(cx: FunctionContext, parts: Parts, node: MethodNode): void {
  const name = memberName(node);
  const isStatic = node.static === true;
  if (node.kind === "constructor") {
    parts.ctor = lowerFunction(cx, node, {
      name: "constructor",
      kind: "constructor",
      cls: parts.id,
      prologue: (inner) => storeParameterProperties(inner, parts, node),
    });
    noteParameterDecorators(parts, node, parts.ctor, "constructor");
    return;
  }
  const kind = node.kind === "get" ? "getter" : node.kind === "set" ? "setter" : "method";
  const fn = lowerFunction(cx, node, { name, kind, cls: parts.id, static: isStatic });
  const decorators = node.decorators ?? [];
  parts.members.push({
    name,
    kind,
    static: isStatic,
    fn,
    ...(decorators.length > 0 ? { decorated: true } : {}),
    ...(isHidden(node) ? { hidden: true } : {}),
  });
  if (decorators.length > 0) parts.decorated.push({ fn, name, decorators });
  noteParameterDecorators(parts, node, fn, name);
}

const isHidden = (node: MethodNode): boolean =>
  node.type === "ClassPrivateMethod" ||
  ("accessibility" in node && (node.accessibility === "private" || node.accessibility === "protected"));

function noteParameterDecorators(parts: Parts, node: MethodNode, fn: FnId, name: string): void {
  node.params.forEach((param, position) => {
    const decorators = "decorators" in param ? (param.decorators ?? []) : [];
    if (decorators.length > 0) parts.decorated.push({ fn, name, decorators, position });
  });
}

function storeParameterProperties(cx: FunctionContext, parts: Parts, node: MethodNode): void {
  for (const param of node.params) {
    if (param.type !== "TSParameterProperty") continue;
    const target = param.parameter.type === "AssignmentPattern" ? param.parameter.left : param.parameter;
    if (target.type !== "Identifier") continue;
    const type = annotationType(cx, target.typeAnnotation);
    if (type) parts.fieldTypes[target.name] = type;
    const span = cx.span(param);
    const self = cx.builder.emit({ op: "this", dst: 0, span });
    cx.store(self, target.name, readName(cx, target.name, span), span);
  }
}

function addField(cx: FunctionContext, parts: Parts, node: FieldNode): void {
  const name = memberName(node);
  const type = annotationType(cx, node.typeAnnotation);
  if (type) parts.fieldTypes[name] = type;
  const decorators = node.decorators ?? [];
  if (decorators.length > 0) parts.decorated.push({ fn: undefined, name, decorators });
}

/** One function that runs the given fields and static blocks in order. */
function initializer(
  cx: FunctionContext,
  parts: Parts,
  members: readonly Member[],
  kind: "field" | "class-body",
): FnId | undefined {
  const first = members[0];
  if (!first) return undefined;
  const isStatic = kind === "class-body";
  const inner = new FunctionContext(cx.mod, cx, {
    name: `${parts.name}.${isStatic ? "static" : "fields"}`,
    kind,
    cls: parts.id,
    static: isStatic,
    span: cx.span(first),
  });
  for (const member of members) {
    if (member.type === "StaticBlock") {
      inner.inScope(() => {
        hoistVars(inner.scope, member.body);
        lowerBody(inner, member.body);
      });
    } else if (isField(member)) {
      initializeField(inner, member);
    }
  }
  return inner.finish();
}

function initializeField(cx: FunctionContext, node: FieldNode): void {
  const span = cx.span(node);
  const key = propertyKey(node);
  const self = cx.builder.emit({ op: "this", dst: 0, span });
  if (key !== undefined) {
    cx.store(self, key, lowerNamed(cx, node.value!, key), span);
    return;
  }
  const computed = lowerExpression(cx, node.key);
  const src = lowerExpression(cx, node.value!);
  cx.builder.effect({ op: "storei", obj: self, key: computed, src, span });
}

export const classExpressions: ExpressionTable = {
  ClassExpression: (cx, node) => {
    const hint = takeName(cx);
    if (!node.id) return lowerClass(cx, node, hint);
    const own = node.id.name;
    return cx.inScope(() => {
      const binding = cx.scope.declare(own);
      binding.classId = cx.mod.classId(node);
      const value = lowerClass(cx, node, own);
      writeBinding(cx, binding, value, cx.span(node));
      return value;
    });
  },
};

export const classStatements: StatementTable = {
  ClassDeclaration: (cx, node) => {
    if (node.declare || !node.id) return;
    const value = lowerClass(cx, node, node.id.name);
    const binding = valueBinding(cx, node.id.name);
    if (binding) writeBinding(cx, binding, value, cx.span(node));
  },
};
