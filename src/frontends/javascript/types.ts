/**
 * Type annotations as written, reduced to TypeRef. Nothing is inferred and nothing is checked: the
 * engine only needs to know which library or declared shape a value is said to be of.
 *
 * Names for what is not a reference: "union", "intersection", "array", "tuple", "object", "literal",
 * "function" (args[0] is the result), "typeof" (args[0] names the value), "indexed", "keyof",
 * "predicate" (args[0] is what `x is T` establishes), "mapped", and the keywords ("string", ...).
 */
import type * as t from "@babel/types";
import type { TypeRef } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { propertyKey } from "./names.js";

const UNKNOWN: TypeRef = { name: "unknown" };

const KEYWORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TSAnyKeyword: "any",
    TSUnknownKeyword: "unknown",
    TSNumberKeyword: "number",
    TSBigIntKeyword: "bigint",
    TSBooleanKeyword: "boolean",
    TSStringKeyword: "string",
    TSObjectKeyword: "object",
    TSSymbolKeyword: "symbol",
    TSVoidKeyword: "void",
    TSUndefinedKeyword: "undefined",
    TSNullKeyword: "null",
    TSNeverKeyword: "never",
    TSIntrinsicKeyword: "intrinsic",
    TSThisType: "this",
  }),
);

/** Type of an annotation node (`: T`); undefined for Flow annotations and absent ones. */
export function annotationType(cx: FunctionContext, node: t.Node | null | undefined): TypeRef | undefined {
  if (node?.type === "TSTypeAnnotation") return typeRef(cx, node.typeAnnotation);
  return undefined;
}

/** Nobody follows an annotation further than this. */
const MAX_DEPTH = 24;

/** Reduces a type node. */
export function typeRef(cx: FunctionContext, node: t.Node): TypeRef {
  const keyword = KEYWORDS.get(node.type);
  if (keyword) return { name: keyword };
  if (cx.mod.typeDepth >= MAX_DEPTH) return UNKNOWN;
  cx.mod.typeDepth++;
  const type = reduce(cx, node);
  cx.mod.typeDepth--;
  return type;
}

function reduce(cx: FunctionContext, node: t.Node): TypeRef {
  switch (node.type) {
    case "TSTypeReference":
      return named(cx, node.typeName, node.typeParameters?.params);
    case "TSExpressionWithTypeArguments":
      return named(cx, node.expression, node.typeParameters?.params);
    case "TSParenthesizedType":
      return typeRef(cx, node.typeAnnotation);
    case "TSArrayType":
      return { name: "array", args: [typeRef(cx, node.elementType)] };
    case "TSTupleType":
      return { name: "tuple", args: node.elementTypes.map((each) => typeRef(cx, each)) };
    case "TSNamedTupleMember":
      return typeRef(cx, node.elementType);
    case "TSOptionalType":
    case "TSRestType":
      return typeRef(cx, node.typeAnnotation);
    case "TSUnionType":
      return union(node.types.map((each) => typeRef(cx, each)));
    case "TSIntersectionType":
      return { name: "intersection", args: node.types.map((each) => typeRef(cx, each)) };
    case "TSLiteralType":
      return literal(node.literal);
    case "TSTypeLiteral":
      return { name: "object", fields: memberTypes(cx, node.members) };
    case "TSFunctionType":
    case "TSConstructorType":
      return { name: "function", args: [annotationType(cx, node.typeAnnotation) ?? UNKNOWN] };
    case "TSTypeQuery":
      return {
        name: "typeof",
        args: [node.exprName.type === "TSImportType" ? typeRef(cx, node.exprName) : named(cx, node.exprName)],
      };
    case "TSIndexedAccessType":
      return { name: "indexed", args: [typeRef(cx, node.objectType), typeRef(cx, node.indexType)] };
    case "TSTypeOperator":
      return node.operator === "keyof"
        ? { name: "keyof", args: [typeRef(cx, node.typeAnnotation)] }
        : typeRef(cx, node.typeAnnotation);
    case "TSTypePredicate":
      return node.typeAnnotation
        ? { name: "predicate", args: [typeRef(cx, node.typeAnnotation.typeAnnotation)] }
        : { name: "predicate" };
    case "TSConditionalType":
      return union([typeRef(cx, node.trueType), typeRef(cx, node.falseType)]);
    case "TSMappedType":
      return { name: "mapped", args: node.typeAnnotation ? [typeRef(cx, node.typeAnnotation)] : [] };
    case "TSImportType":
      return importType(node);
    default:
      return UNKNOWN;
  }
}

function union(args: readonly TypeRef[]): TypeRef {
  const flat = args.flatMap((each) => (each.name === "union" ? (each.args ?? []) : [each]));
  if (flat.length > 0 && flat.every((each) => each.name === "literal")) {
    return { name: "literal", literals: [...new Set(flat.flatMap((each) => each.literals ?? []))] };
  }
  return flat.length === 1 ? flat[0]! : { name: "union", args: flat };
}

function literal(node: t.TSLiteralType["literal"]): TypeRef {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
      return { name: "literal", literals: [node.value] };
    case "UnaryExpression":
      return node.operator === "-" && node.argument.type === "NumericLiteral"
        ? { name: "literal", literals: [-node.argument.value] }
        : { name: "number" };
    case "TemplateLiteral":
      return node.expressions.length === 0
        ? { name: "literal", literals: [node.quasis[0]?.value.cooked ?? ""] }
        : { name: "string" };
    default:
      return { name: "bigint" };
  }
}

function importType(node: t.TSImportType): TypeRef {
  const specifier = (node.argument as t.Node).type === "StringLiteral" ? node.argument.value : undefined;
  const path = node.qualifier ? dottedName(node.qualifier) : undefined;
  const name = path ?? "*";
  if (specifier === undefined) return { name };
  return { name, import: { specifier, imported: name.split(".", 1)[0]! } };
}

/** `a.b.c` of a qualified name or a member chain; undefined when it is anything else. */
export function dottedName(node: t.Node): string | undefined {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "TSQualifiedName": {
      const left = dottedName(node.left);
      return left === undefined ? undefined : `${left}.${node.right.name}`;
    }
    case "MemberExpression": {
      const left = dottedName(node.object);
      const right = node.computed || node.property.type !== "Identifier" ? undefined : node.property.name;
      return left === undefined || right === undefined ? undefined : `${left}.${right}`;
    }
    default:
      return undefined;
  }
}

/** A reference by name, with its import or class of this module. */
export function named(cx: FunctionContext, node: t.Node, params?: readonly t.Node[]): TypeRef {
  const name = dottedName(node);
  if (name === undefined) return UNKNOWN;
  const dot = name.indexOf(".");
  const binding = cx.scope.lookup(dot < 0 ? name : name.slice(0, dot));
  return {
    name,
    ...(params && params.length > 0 ? { args: params.map((each) => typeRef(cx, each)) } : {}),
    ...(binding?.imported ? { import: binding.imported } : {}),
    ...(dot < 0 && binding?.classId !== undefined ? { classId: binding.classId } : {}),
  };
}

/** Fields of an interface body or object type. Methods are fields of type "function". */
export function memberTypes(
  cx: FunctionContext,
  members: readonly t.TSTypeElement[],
): Record<string, TypeRef> {
  // A null prototype, since the keys are the audited program's.
  const fields: Record<string, TypeRef> = Object.create(null);
  for (const member of members) {
    if (member.type === "TSPropertySignature" || member.type === "TSMethodSignature") {
      const key = propertyKey(member);
      if (key === undefined) continue;
      const type = annotationType(cx, member.typeAnnotation) ?? UNKNOWN;
      fields[key] = member.type === "TSMethodSignature" ? { name: "function", args: [type] } : type;
    } else if (member.type === "TSIndexSignature") {
      fields["[index]"] = annotationType(cx, member.typeAnnotation) ?? UNKNOWN;
    }
  }
  return fields;
}

export function declareInterface(cx: FunctionContext, node: t.TSInterfaceDeclaration): void {
  cx.mod.types.push({
    name: node.id.name,
    type: { name: "object", fields: memberTypes(cx, node.body.body) },
    supers: (node.extends ?? []).map((each) => typeRef(cx, each)),
  });
}

export function declareAlias(cx: FunctionContext, node: t.TSTypeAliasDeclaration): void {
  cx.mod.types.push({ name: node.id.name, type: typeRef(cx, node.typeAnnotation), supers: [] });
}

/** A name under which a type of another module can be reached through this one (barrel files). */
export function declareReexport(
  cx: FunctionContext,
  name: string,
  specifier: string,
  imported: string,
): void {
  cx.mod.types.push({ name, type: { name: imported, import: { specifier, imported } }, supers: [] });
}
