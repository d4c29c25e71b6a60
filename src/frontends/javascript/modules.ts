/**
 * ES modules and TypeScript's module forms.
 *
 * Imports are evaluated at the top of the module function: the namespace, then one load for each
 * binding. An exported variable is stored on the exports wherever it is written (names.ts).
 */
import type * as t from "@babel/types";
import type { Span, Temp } from "../../ir/types.js";
import { lowerClass } from "./classes.js";
import type { FunctionContext } from "./context.js";
import { lowerExpression, lowerNamed, lowerStatement, type StatementTable } from "./dispatch.js";
import { lowerFunction } from "./functions.js";
import { addExport } from "./hoist.js";
import { storeExport, valueBinding, writeBinding } from "./names.js";
import { declareReexport, dottedName } from "./types.js";

/** `x` or `"x y"` in an import or export clause. */
export function clauseName(node: t.Identifier | t.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}

function importedName(each: t.ImportDeclaration["specifiers"][number]): string {
  if (each.type === "ImportDefaultSpecifier") return "default";
  return each.type === "ImportNamespaceSpecifier" ? "*" : clauseName(each.imported);
}

/** Declares the names that import declarations bind, before anything refers to them. */
export function declareImports(cx: FunctionContext, statements: readonly t.Statement[]): void {
  for (const node of statements) {
    if (node.type !== "ImportDeclaration") continue;
    for (const each of node.specifiers) {
      const origin = { specifier: node.source.value, imported: importedName(each) };
      if (isTypeOnly(node, each)) cx.scope.declareType(each.local.name, origin);
      else cx.scope.declare(each.local.name).imported = origin;
    }
  }
}

function isTypeOnly(node: t.ImportDeclaration, each: t.ImportDeclaration["specifiers"][number]): boolean {
  if (node.importKind === "type" || node.importKind === "typeof") return true;
  return each.type === "ImportSpecifier" && (each.importKind === "type" || each.importKind === "typeof");
}

/** Evaluates the import declarations. */
export function lowerImports(cx: FunctionContext, statements: readonly t.Statement[]): void {
  for (const node of statements) {
    if (node.type !== "ImportDeclaration") continue;
    cx.mod.nodes++;
    const values = node.specifiers.filter((each) => !isTypeOnly(node, each));
    const onlyTypes = node.importKind === "type" || (values.length === 0 && node.specifiers.length > 0);
    if (onlyTypes) continue;
    const namespace = importNamespace(cx, node.source);
    for (const each of values) {
      const span = cx.span(each);
      const name = importedName(each);
      const value = name === "*" ? namespace : cx.load(namespace, name, span);
      const binding = valueBinding(cx, each.local.name);
      if (binding) writeBinding(cx, binding, value, span);
    }
  }
}

function importNamespace(cx: FunctionContext, source: t.StringLiteral): Temp {
  return cx.builder.emit({
    op: "import",
    dst: 0,
    specifier: source.value,
    kind: "es",
    span: cx.span(source),
  });
}

/** Attaches the names of `export { a as b }` to the variables, so that each write is exported. */
export function declareExports(cx: FunctionContext, statements: readonly t.Statement[]): void {
  for (const node of statements) {
    if (node.type !== "ExportNamedDeclaration" || node.source) continue;
    for (const each of node.specifiers) {
      if (each.type !== "ExportSpecifier") continue;
      const exported = clauseName(each.exported);
      const binding = cx.scope.names.get(each.local.name);
      if (binding?.owner) addExport(binding, exported);
      const origin = binding?.imported;
      if (origin) declareReexport(cx, exported, origin.specifier, origin.imported);
      else if (!binding && exported !== each.local.name) {
        cx.mod.types.push({ name: exported, type: { name: each.local.name }, supers: [] });
      }
    }
  }
}

function exportNamed(cx: FunctionContext, node: t.ExportNamedDeclaration): void {
  if (node.declaration) {
    lowerStatement(cx, node.declaration);
    return;
  }
  if (!node.source) return;
  let namespace: Temp | undefined;
  for (const each of node.specifiers) {
    const span = cx.span(each);
    const exported = clauseName(each.exported as t.Identifier | t.StringLiteral);
    const imported = each.type === "ExportSpecifier" ? clauseName(each.local) : undefined;
    declareReexport(
      cx,
      exported,
      node.source.value,
      imported ?? (each.type === "ExportNamespaceSpecifier" ? "*" : "default"),
    );
    if (node.exportKind === "type" || (each.type === "ExportSpecifier" && each.exportKind === "type"))
      continue;
    namespace ??= importNamespace(cx, node.source);
    if (each.type === "ExportNamespaceSpecifier") storeExport(cx, exported, namespace, span);
    else storeExport(cx, exported, cx.load(namespace, imported ?? "default", span), span);
  }
  if (node.specifiers.length === 0 && node.exportKind !== "type") importNamespace(cx, node.source);
}

function exportDefault(cx: FunctionContext, node: t.ExportDefaultDeclaration): void {
  const { declaration } = node;
  const span = cx.span(node);
  switch (declaration.type) {
    case "TSDeclareFunction":
      return;
    case "FunctionDeclaration":
      if (declaration.id) return; // hoisted, and exported there
      storeExport(cx, "default", functionOf(cx, declaration, span), span);
      return;
    case "ClassDeclaration":
      if (declaration.id) lowerStatement(cx, declaration);
      else storeExport(cx, "default", lowerClass(cx, declaration, "default"), span);
      return;
    default:
      if ((declaration as t.Node).type === "TSInterfaceDeclaration") lowerStatement(cx, declaration);
      else storeExport(cx, "default", lowerNamed(cx, declaration, "default"), span);
  }
}

function functionOf(cx: FunctionContext, node: t.FunctionDeclaration, span: Span): Temp {
  const fn = lowerFunction(cx, node, { name: "default", kind: "function" });
  return cx.builder.emit({ op: "func", dst: 0, fn, span });
}

function importEquals(cx: FunctionContext, node: t.TSImportEqualsDeclaration): void {
  const binding = valueBinding(cx, node.id.name);
  if (!binding || node.importKind === "type") return;
  const span = cx.span(node);
  const { moduleReference } = node;
  if (moduleReference.type === "TSExternalModuleReference") {
    const specifier = moduleReference.expression.value;
    binding.imported = { specifier, imported: "*" };
    writeBinding(
      cx,
      binding,
      cx.builder.emit({ op: "import", dst: 0, specifier, kind: "require", span }),
      span,
    );
    return;
  }
  const path = dottedName(moduleReference)?.split(".") ?? [];
  let value: Temp | undefined;
  for (const part of path) {
    const first = value === undefined;
    value = first
      ? lowerExpression(cx, { type: "Identifier", name: part, loc: node.loc } as t.Identifier)
      : cx.load(value!, part, span);
  }
  if (value !== undefined) writeBinding(cx, binding, value, span);
}

export const modules: StatementTable = {
  // Evaluated at the top of the module.
  ImportDeclaration: () => {},
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  ExportAllDeclaration: (cx, node) => {
    declareReexport(cx, "*", node.source.value, "*");
    if (node.exportKind === "type") return;
    cx.builder.effect({ op: "reexport", src: importNamespace(cx, node.source), span: cx.span(node) });
  },
  TSImportEqualsDeclaration: importEquals,
  TSExportAssignment: (cx, node) => {
    const span = cx.span(node);
    const src = lowerExpression(cx, node.expression);
    cx.store(cx.builder.emit({ op: "module", dst: 0, span }), "exports", src, span);
  },
  TSNamespaceExportDeclaration: () => {},
};
