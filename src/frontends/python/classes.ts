/**
 * Class definitions.
 *
 * A class body is a function that runs once with `this` = the class object (`staticInit`); what the body
 * assigns is stored there. A `def` directly in the body is a member; one that is defined again further
 * down, or under an `if`, is a value stored like any other. Decorated members are loaded, decorated and
 * stored again, except for the decorators that only say how a member is bound:
 *
 *   @property, @x.getter    kind "getter"     @x.setter   kind "setter"
 *   @staticmethod           static, no receiver
 *   @classmethod            static, first parameter is `this`, the class
 *
 * `__init__` is the constructor and also a member, so that `super().__init__` finds it. Annotated names of
 * the body and `self.x: T = ...` in methods are `fieldTypes`, in order.
 */
import type { ClassMember, FnId, Span, Temp, TypeRef } from "../../ir/types.js";
import { collectNames, declareNames } from "./bindings.js";
import { type ClassContext, FunctionContext } from "./context.js";
import {
  applyDecorators,
  docstringOf,
  isOverload,
  lowerDecorator,
  lowerFunction,
  type MethodRole,
} from "./functions.js";
import { assignName } from "./names.js";
import type { SyntaxNode } from "./tree.js";
import { typeRef } from "./type-refs.js";

/** `class Name(...)`, decorated. */
export function lowerClass(cx: FunctionContext, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const span = cx.span(node);
  const nameNode = node.child("identifier");
  const name = nameNode ? cx.text(nameNode) : "";
  const applied = decorators.map((each) => lowerDecorator(cx, each));
  const { supers, superTypes } = lowerBases(cx, node.child("argument_list"));
  const reserved = cx.scope.names.get(name)?.classId;
  const id =
    reserved !== undefined && cx.mod.classes[reserved] === undefined ? reserved : cx.mod.newClassId();
  const binding = cx.scope.lookup(name);
  if (binding) binding.classId ??= id;
  // A null prototype, since the keys are the audited program's.
  const cls: ClassContext = { id, name, fieldTypes: Object.create(null) };
  const block = node.children.findLast((each) => each.kind === "block");
  const { members, staticInit } = lowerBody(cx, cls, block, span);
  cx.mod.classes[id] = {
    id,
    name,
    members,
    ctor: members.find((each) => each.name === "__init__" && !each.static)?.fn,
    staticInit,
    fieldTypes: cls.fieldTypes,
    superTypes,
    implementsTypes: [],
    docstring: docstringOf(cx, block),
    span,
  };
  const value = cx.builder.emit({ op: "class", dst: 0, cls: id, supers, span });
  if (nameNode) assignName(cx, name, applyDecorators(cx, value, applied), span);
}

function lowerBases(
  cx: FunctionContext,
  list: SyntaxNode | undefined,
): { supers: Temp[]; superTypes: TypeRef[] } {
  const supers: Temp[] = [];
  const superTypes: TypeRef[] = [];
  for (const each of list?.children ?? []) {
    if (each.kind === "keyword_argument") {
      if (each.children[1]) cx.expression(each.children[1]);
    } else {
      supers.push(cx.expression(baseOf(each)));
      superTypes.push(typeRef(cx, each));
    }
  }
  return { supers, superTypes };
}

/** `Base[T]` inherits from `Base`. */
function baseOf(node: SyntaxNode): SyntaxNode {
  return node.kind === "subscript" && node.children[0] ? node.children[0] : node;
}

function lowerBody(
  cx: FunctionContext,
  cls: ClassContext,
  block: SyntaxNode | undefined,
  span: Span,
): { members: ClassMember[]; staticInit: FnId | undefined } {
  const header = { name: cls.name, kind: "class-body", cls: cls.id, static: true, span } as const;
  const body = new FunctionContext(cx.mod, cx, header, "class");
  body.cls = cls;
  const members: ClassMember[] = [];
  if (block) declareNames(body, collectNames(block, body.scope, cx.mod.source, cx.mod.tree.hasWalrus));
  const last = lastDefinitions(body, block);
  for (const statement of block?.children ?? []) {
    const definition = definitionOf(statement);
    if (definition?.kind === "function_definition" && last.has(statement)) {
      members.push(lowerMember(cx, body, cls, statement, definition));
    } else {
      body.statement(statement);
    }
  }
  const staticInit = body.finish();
  const [first, ...more] = cx.mod.functions[staticInit]!.blocks;
  const isEmpty = more.length === 0 && first?.instrs.length === 0;
  return { members, staticInit: isEmpty ? undefined : staticInit };
}

/** The function or class that a statement defines. */
function definitionOf(statement: SyntaxNode): SyntaxNode | undefined {
  const definition = statement.kind === "decorated_definition" ? statement.last : statement;
  return definition?.kind === "function_definition" || definition?.kind === "class_definition"
    ? definition
    : undefined;
}

function decoratorsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  return statement.kind === "decorated_definition"
    ? statement.children.filter((each) => each.kind === "decorator")
    : [];
}

/** Of several definitions of one name and kind, the one that stays. */
function lastDefinitions(body: FunctionContext, block: SyntaxNode | undefined): ReadonlySet<SyntaxNode> {
  const last = new Map<string, SyntaxNode>();
  for (const statement of block?.children ?? []) {
    const definition = definitionOf(statement);
    const name = definition?.kind === "function_definition" ? definition.child("identifier") : undefined;
    if (name) last.set(`${bindingOf(body, decoratorsOf(statement)).kind} ${body.text(name)}`, statement);
  }
  return new Set(last.values());
}

interface MemberBinding {
  readonly kind: ClassMember["kind"];
  readonly static: boolean;
  readonly hasReceiver: boolean;
  /** Decorators that are applied to the function. */
  readonly applied: readonly SyntaxNode[];
}

/** How a member is bound, by its decorators. */
function bindingOf(body: FunctionContext, decorators: readonly SyntaxNode[]): MemberBinding {
  let kind: ClassMember["kind"] = "method";
  let isStatic = false;
  let hasReceiver = true;
  const applied: SyntaxNode[] = [];
  for (const each of decorators) {
    const name = each.children[0] ? body.text(each.children[0]) : "";
    const last = name.slice(name.lastIndexOf(".") + 1);
    if (name === "staticmethod") {
      isStatic = true;
      hasReceiver = false;
    } else if (name === "classmethod") isStatic = true;
    else if (last === "property" || last === "cached_property" || (last === "getter" && name !== last))
      kind = "getter";
    else if (last === "setter" && name !== last) kind = "setter";
    else applied.push(each);
  }
  return { kind, static: isStatic, hasReceiver, applied };
}

function roleOf(cls: ClassContext, body: FunctionContext, binding: MemberBinding, name: string): MethodRole {
  const isNew = name === "__new__" || name === "__init_subclass__" || name === "__class_getitem__";
  const kind = name === "__init__" && binding.kind === "method" ? "constructor" : binding.kind;
  return {
    cls,
    kind,
    static: binding.static || isNew,
    hasReceiver: binding.hasReceiver,
    scope: body.scope,
  };
}

function lowerMember(
  cx: FunctionContext,
  body: FunctionContext,
  cls: ClassContext,
  statement: SyntaxNode,
  definition: SyntaxNode,
): ClassMember {
  const decorators = decoratorsOf(statement);
  const binding = bindingOf(body, decorators);
  const nameNode = definition.child("identifier");
  const name = nameNode ? body.text(nameNode) : "";
  const role = roleOf(cls, body, binding, name);
  const fn = lowerFunction(cx, definition, role);
  const member = { name, kind: binding.kind, static: role.static, fn };
  if (binding.applied.length === 0) return member;
  // Loading an accessor would run it, so what decorates it is left out.
  if (binding.kind === "method") {
    const span = body.span(definition);
    const applied = binding.applied.map((each) => lowerDecorator(body, each));
    const obj = body.builder.emit({ op: "this", dst: 0, span });
    const decorated = applyDecorators(body, body.load(obj, name, span), applied);
    body.builder.effect({ op: "store", obj, key: name, src: decorated, span });
  }
  return { ...member, decorated: true };
}

/** A `def` in a class body that is no member: defined again later, or only under a condition. */
export function lowerInlineMethod(
  body: FunctionContext,
  node: SyntaxNode,
  decorators: readonly SyntaxNode[],
): void {
  const { cls } = body;
  const nameNode = node.child("identifier");
  if (!cls || !nameNode || isOverload(body, decorators)) return;
  const name = body.text(nameNode);
  const span = body.span(node);
  const binding = bindingOf(body, decorators);
  const applied = binding.applied.map((each) => lowerDecorator(body, each));
  const fn = lowerFunction(body, node, roleOf(cls, body, binding, name));
  const value = applyDecorators(body, body.builder.emit({ op: "func", dst: 0, fn, span }), applied);
  const obj = body.builder.emit({ op: "this", dst: 0, span });
  const accessor = binding.kind === "method" ? undefined : binding.kind;
  body.builder.effect({
    op: "store",
    obj,
    key: name,
    src: value,
    ...(accessor ? { kind: accessor } : {}),
    span,
  });
}
