/**
 * Assignment statements: plain, chained, annotated and augmented, and `del`.
 */
import { FIELD_TYPE, type Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { assignName, classObject, readName } from "./names.js";
import { emitBinary } from "./operators.js";
import { needsThunk } from "./params.js";
import { constantText } from "./strings.js";
import { updateSubscript } from "./subscripts.js";
import { assignTarget, assignValue } from "./targets.js";
import type { SyntaxNode } from "./tree.js";
import { typeRef } from "./type-refs.js";

export function lowerAssignment(cx: FunctionContext, node: SyntaxNode): void {
  // `a = b = value` nests to the right; the value is computed once and assigned from the left.
  const targets: SyntaxNode[] = [];
  let value: SyntaxNode | undefined = node;
  while (value?.kind === "assignment") {
    const [target, ...rest]: readonly SyntaxNode[] = value.children;
    if (target) targets.push(target);
    const type = rest[0]?.kind === "type" ? rest[0] : undefined;
    if (target && type) noteFieldType(cx, target, type);
    value = rest[type ? 1 : 0];
  }
  if (!value) return;
  noteTypeAlias(cx, targets, value);
  const [only] = targets;
  if (targets.length === 1 && only) {
    assignValue(cx, only, value);
    return;
  }
  const src = value.kind === "augmented_assignment" ? lowerAugmented(cx, value) : cx.expression(value);
  for (const target of targets) assignTarget(cx, target, src);
}

/** `x: T` in a class body and `self.x: T` in a method say what type a field has. */
function noteFieldType(cx: FunctionContext, target: SyntaxNode, type: SyntaxNode): void {
  if (!cx.cls) return;
  let name: string | undefined;
  if (target.kind === "identifier" && cx.scope.kind === "class") name = cx.text(target);
  const [object, attribute] = target.children;
  if (target.kind === "attribute" && object && attribute && cx.text(object) === cx.receiver)
    name = cx.text(attribute);
  if (name === undefined || name in cx.cls.fieldTypes) return;
  cx.cls.fieldTypes[name] = typeRef(cx, type);
  if (target.kind === "identifier" && holdsValues(cx, type)) keepFieldType(cx, name, type);
}

/** Does the annotation say more than a type, or is it the name of one that may? */
function holdsValues(cx: FunctionContext, type: SyntaxNode): boolean {
  const [only] = type.children;
  const mayHold = only?.kind === "identifier" || only?.kind === "call" || /\bAnnotated\b/.test(cx.text(type));
  return mayHold && needsThunk(cx, type);
}

/** `port: Annotated[int, Field(ge=1)]` in a class body: the annotation as a value, for those who read schemas. */
function keepFieldType(cx: FunctionContext, name: string, type: SyntaxNode): void {
  const binding = cx.scope.lookup(name);
  if (binding === undefined || binding.index >= 0) return;
  const span = cx.span(type);
  const obj = classObject(cx, binding.owner, span);
  cx.builder.effect({ op: "store", obj, key: `${FIELD_TYPE}${name}`, src: annotationValue(cx, type), span });
}

function annotationValue(cx: FunctionContext, type: SyntaxNode): Temp {
  const outer = cx.inAnnotation;
  cx.inAnnotation = true;
  const value = cx.expression(type);
  cx.inAnnotation = outer;
  return value;
}

const ALIAS_FORMS = /^(?:\w+\.)?(?:Annotated|Literal|Optional|Union|Dict|List|dict|list|tuple|set)$/;

/** `Mode = Literal["a", "b"]` at module level is a type for annotations to use. */
function noteTypeAlias(cx: FunctionContext, targets: readonly SyntaxNode[], value: SyntaxNode): void {
  const [target] = targets;
  if (cx.parent || targets.length !== 1 || target?.kind !== "identifier" || value.kind !== "subscript")
    return;
  const [base] = value.children;
  if (base && ALIAS_FORMS.test(cx.text(base))) {
    cx.mod.types.push({ name: cx.text(target), type: typeRef(cx, value), supers: [] });
  }
}

/** `type Name[T] = ...` */
export function lowerTypeAlias(cx: FunctionContext, node: SyntaxNode): void {
  const [left, right] = node.children;
  const inner = left?.children[0];
  const name = inner?.kind === "generic_type" ? inner.children[0] : inner;
  if (name?.kind !== "identifier" || !right) return;
  cx.mod.types.push({ name: cx.text(name), type: typeRef(cx, right), supers: [] });
  assignName(cx, cx.text(name), annotationValue(cx, right), cx.span(node));
}

/** `target op= value`; returns the new value. */
export function lowerAugmented(cx: FunctionContext, node: SyntaxNode): Temp {
  const span = cx.span(node);
  const [target, value] = node.children;
  if (!target || !value) return cx.optional(target, span);
  const operator = cx.mod.source.between(target.end, value.start).replace(/=$/, "");
  let result: Temp | undefined;
  const update = (old: Temp): Temp => {
    result = emitBinary(cx, operator, old, cx.expression(value), span);
    return result;
  };
  if (target.kind === "subscript") {
    updateSubscript(cx, target, update);
  } else if (target.kind === "attribute" && target.children[1]) {
    const obj = cx.expression(target.children[0]!);
    const key = cx.text(target.children[1]);
    cx.builder.effect({ op: "store", obj, key, src: update(cx.load(obj, key, span)), span });
  } else if (target.kind === "identifier") {
    const name = cx.text(target);
    assignName(cx, name, update(readName(cx, name, span)), span);
  } else {
    assignTarget(cx, target, update(cx.expression(target)));
  }
  return result ?? cx.constant(undefined, span);
}

/** `del x, y.a, z[k]` */
export function lowerDelete(cx: FunctionContext, node: SyntaxNode): void {
  const [only] = node.children;
  const targets = only?.kind === "expression_list" ? only.children : node.children;
  for (const target of targets) {
    if (target.kind === "identifier") continue;
    const key = target.kind === "subscript" ? target.children[1] : undefined;
    // The slice of `del xs[a:b]` is no value that anybody gets.
    if (key?.kind === "slice" && constantText(key, cx.mod.source) === undefined) {
      cx.optional(target.children[0], cx.span(target));
      continue;
    }
    cx.builder.emit({
      op: "unary",
      dst: 0,
      operator: "delete",
      src: cx.expression(target),
      span: cx.span(target),
    });
  }
}
