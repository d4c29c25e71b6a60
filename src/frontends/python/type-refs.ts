/**
 * Annotations as TypeRefs.
 *
 *   Annotated[str, Field(...)]   Annotated(str, Field)
 *   str | None, Optional[str]    union(str, None)
 *   Literal["a", "b"]            literal "a", "b"
 *   "pkg.Thing | None"           read as if it were not quoted (quoted-types.ts)
 *
 * A name carries its import or the class of this module that it means. Types that are computed are
 * "unknown"; the annotation thunk of a parameter can still be evaluated.
 */
import type { TypeRef } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { parseQuotedType } from "./quoted-types.js";
import { constantText, numberValue } from "./strings.js";
import type { SyntaxNode } from "./tree.js";

const UNKNOWN: TypeRef = { name: "unknown" };

const MAX_NESTING = 20;

/** The type that an annotation names. */
export function typeRef(cx: FunctionContext, node: SyntaxNode | undefined, nesting = 0): TypeRef {
  if (!node || nesting > MAX_NESTING) return UNKNOWN;
  const inner = (each: SyntaxNode) => typeRef(cx, each, nesting + 1);
  switch (node.kind) {
    case "type":
    case "parenthesized_expression":
    case "splat_type":
    case "list_splat":
      return typeRef(cx, node.children[0], nesting + 1);
    case "identifier":
    case "attribute":
    case "member_type":
      return named(cx, node);
    case "none":
      return { name: "None" };
    case "ellipsis":
      return { name: "..." };
    case "generic_type":
      return applied(cx, node.children[0], node.children[1]?.children ?? [], nesting);
    case "subscript":
      return applied(cx, node.children[0], flatten(node.children.slice(1)), nesting);
    case "union_type":
      return union(node.children.map(inner));
    case "binary_operator":
      return node.children.length === 2 ? union(node.children.map(inner)) : UNKNOWN;
    case "list":
    case "tuple":
      return { name: "params", args: node.children.map(inner) };
    case "call":
      return node.children[0] ? inner(node.children[0]) : UNKNOWN;
    case "string":
    case "concatenated_string":
      return quoted(cx, node);
    default:
      return UNKNOWN;
  }
}

/** `X[(a, b)]` means `X[a, b]`. */
function flatten(args: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const [only] = args;
  return args.length === 1 && only?.kind === "tuple" ? only.children : args;
}

/** A reference by name, with its import or class of this module. */
export function named(cx: FunctionContext, node: SyntaxNode): TypeRef {
  return namedType(cx, cx.text(node).replace(/\s+/g, ""));
}

function namedType(cx: FunctionContext, name: string): TypeRef {
  if (!/^[A-Za-z_][\w.]*$/.test(name) && !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) return UNKNOWN;
  const dot = name.indexOf(".");
  const binding = cx.scope.lookup(dot < 0 ? name : name.slice(0, dot));
  return {
    name,
    ...(binding?.imported ? { import: binding.imported } : {}),
    ...(dot < 0 && binding?.classId !== undefined ? { classId: binding.classId } : {}),
  };
}

function applied(
  cx: FunctionContext,
  base: SyntaxNode | undefined,
  args: readonly SyntaxNode[],
  nesting: number,
): TypeRef {
  if (!base) return UNKNOWN;
  const type = named(cx, base);
  if (lastName(type) === "Literal") return literal(cx, args) ?? type;
  return apply(
    type,
    args.map((each) => typeRef(cx, each, nesting + 1)),
  );
}

function lastName(type: TypeRef): string {
  return type.name.slice(type.name.lastIndexOf(".") + 1);
}

function apply(type: TypeRef, args: readonly TypeRef[]): TypeRef {
  const last = lastName(type);
  if (last === "Optional") return union([...args, { name: "None" }]);
  if (last === "Union") return union(args);
  return { ...type, args };
}

function literal(cx: FunctionContext, args: readonly SyntaxNode[]): TypeRef | undefined {
  const literals: (string | number | boolean)[] = [];
  for (const each of args) {
    const node = each.kind === "type" && each.children[0] ? each.children[0] : each;
    const text = constantText(node, cx.mod.source);
    if (text !== undefined) literals.push(text);
    else if (node.kind === "integer") literals.push(numberValue(cx.text(node)));
    else if (node.kind === "true" || node.kind === "false") literals.push(node.kind === "true");
    else if (node.kind !== "none") return undefined;
  }
  return { name: "literal", literals };
}

function union(args: readonly TypeRef[]): TypeRef {
  const flat = args.flatMap((each) => (each.name === "union" ? (each.args ?? []) : [each]));
  if (flat.length > 1 && flat.every((each) => each.name === "literal")) {
    return { name: "literal", literals: [...new Set(flat.flatMap((each) => each.literals ?? []))] };
  }
  return flat.length === 1 ? flat[0]! : { name: "union", args: flat };
}

function quoted(cx: FunctionContext, node: SyntaxNode): TypeRef {
  const text = constantText(node, cx.mod.source);
  const parsed = text === undefined ? undefined : parseQuotedType(text);
  return parsed ? resolveNames(cx, parsed) : UNKNOWN;
}

function resolveNames(cx: FunctionContext, type: TypeRef): TypeRef {
  const args = type.args?.map((each) => resolveNames(cx, each));
  if (type.name === "union") return union(args ?? []);
  const base = type.name === "None" ? type : namedType(cx, type.name);
  return args ? apply(base, args) : base;
}
