/**
 * Declares the names of a scope before its statements are lowered, and finds its hoisted functions.
 *
 * `var` names belong to the function; `let`, `const`, classes, enums and function declarations to
 * their block. Statements are walked, expressions are not: a nested function hoists for itself.
 */
import type * as t from "@babel/types";
import type { FunctionContext } from "./context.js";
import { bundledPackage } from "./emitted/bundled-package.js";
import { baseName } from "./emitted/names.js";
import { memberKey, unwrap } from "./names.js";
import type { Binding, Scope } from "./scope.js";

/** All identifiers that a binding pattern declares. */
export function patternNames(node: t.Node | null | undefined, into: (name: string) => void): void {
  if (!node) return;
  switch (node.type) {
    case "Identifier":
      into(node.name);
      break;
    case "ObjectPattern":
      for (const property of node.properties) {
        patternNames(property.type === "RestElement" ? property.argument : property.value, into);
      }
      break;
    case "ArrayPattern":
      for (const element of node.elements) patternNames(element, into);
      break;
    case "AssignmentPattern":
      patternNames(node.left, into);
      break;
    case "RestElement":
      patternNames(node.argument, into);
      break;
    case "TSParameterProperty":
      patternNames(node.parameter, into);
      break;
    default:
      break;
  }
}

/** Statements directly inside a statement, through which `var` is hoisted. */
function innerStatements(node: t.Statement): readonly (t.Statement | null | undefined)[] {
  switch (node.type) {
    case "BlockStatement":
      return node.body;
    case "IfStatement":
      return [node.consequent, node.alternate];
    case "ForStatement":
      return [node.init?.type === "VariableDeclaration" ? node.init : undefined, node.body];
    case "ForInStatement":
    case "ForOfStatement":
      return [node.left.type === "VariableDeclaration" ? node.left : undefined, node.body];
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      return [node.body];
    case "TryStatement":
      return [node.block, node.handler?.body, node.finalizer];
    case "SwitchStatement":
      return node.cases.flatMap((each) => each.consequent);
    case "ExportNamedDeclaration":
      return [node.declaration];
    default:
      return [];
  }
}

/** Declares every `var` of a function body in `scope`. */
export function hoistVars(scope: Scope, statements: readonly (t.Statement | null | undefined)[]): void {
  const work = [...statements];
  for (let node = work.pop(); work.length > 0 || node; node = work.pop()) {
    if (!node) continue;
    if (node.type === "VariableDeclaration") {
      if (node.kind === "var" && !node.declare) {
        for (const each of node.declarations) {
          patternNames(each.id, (name) => scope.declare(name));
          noteLoader(scope, each);
        }
      }
    } else {
      for (const inner of innerStatements(node)) work.push(inner);
    }
  }
}

/** The declaration inside an export statement, or the statement itself. */
function declarationOf(node: t.Statement): t.Node | null | undefined {
  if (node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration")
    return node.declaration;
  return node;
}

function exportedAs(node: t.Statement, name: string): string | undefined {
  if (node.type === "ExportDefaultDeclaration") return "default";
  return node.type === "ExportNamedDeclaration" ? name : undefined;
}

/**
 * Marks a variable that is given `createRequire(...)` as a module loader, and one that is given a
 * bundled module of a package as that module, before anything calls it.
 */
function noteLoader(scope: Scope, node: t.VariableDeclarator): void {
  const { id, init } = node;
  const call = init && unwrap(init);
  if (id.type !== "Identifier" || call?.type !== "CallExpression") return;
  const binding = scope.names.get(id.name);
  if (!binding) return;
  if (isCreateRequire(scope, call)) binding.isRequire = true;
  const vendored = bundledPackage(scope.owner.mod, call);
  if (vendored !== undefined) binding.wraps = vendored;
}

/** True for a call of Node's `createRequire`, also under another name. */
export function isCreateRequire(scope: Scope, node: t.Node): boolean {
  if (node.type !== "CallExpression") return false;
  const { callee } = node;
  if (callee.type === "MemberExpression") return memberKey(callee) === "createRequire";
  if (callee.type !== "Identifier") return false;
  const imported = scope.lookup(callee.name)?.imported?.imported;
  return (imported ?? baseName(callee.name)) === "createRequire";
}

export interface HoistedFunction {
  readonly node: t.FunctionDeclaration;
  readonly binding: Binding;
}

/**
 * Declares what the statements of one block declare and returns its function declarations.
 * `namespace` is the TypeScript namespace whose body this is: its exports become members.
 */
export function declareBlock(
  cx: FunctionContext,
  statements: readonly t.Statement[],
  namespace?: Binding,
): readonly HoistedFunction[] {
  const functions: HoistedFunction[] = [];
  for (const statement of statements) {
    const node = declarationOf(statement);
    if (!node) continue;
    const declare = (name: string): Binding => {
      const binding = cx.scope.declare(name);
      const exported = exportedAs(statement, name);
      if (exported !== undefined) {
        if (namespace) binding.member = { of: namespace, key: exported };
        else addExport(binding, exported);
      }
      return binding;
    };
    switch (node.type) {
      case "VariableDeclaration":
        if (node.declare) break;
        // A `var` is declared already, by hoistVars; it is visited again for its export.
        if (node.kind === "var" && statement === node) break;
        for (const each of node.declarations) {
          patternNames(each.id, declare);
          noteLoader(cx.scope, each);
        }
        break;
      case "FunctionDeclaration":
        if (node.id && !node.declare) functions.push({ node, binding: declare(node.id.name) });
        break;
      case "ClassDeclaration":
        if (node.id && !node.declare) declare(node.id.name).classId = cx.mod.classId(node);
        break;
      case "TSEnumDeclaration":
        if (!node.declare) declare(node.id.name);
        break;
      case "TSModuleDeclaration":
        if (!node.declare && node.id.type === "Identifier" && hasValues(node)) declare(node.id.name);
        break;
      case "TSImportEqualsDeclaration":
        if (node.importKind !== "type") {
          const binding = declare(node.id.name);
          if (node.isExport) addExport(binding, node.id.name);
        }
        break;
      default:
        break;
    }
  }
  return functions;
}

export function addExport(binding: Binding, name: string): void {
  binding.exports ??= [];
  if (!binding.exports.includes(name)) binding.exports.push(name);
}

/** False for a namespace that holds types only, which has no value at run time. */
function hasValues(node: t.TSModuleDeclaration): boolean {
  const body = node.body;
  if (body.type !== "TSModuleBlock") return hasValues(body as t.TSModuleDeclaration);
  return body.body.some((each) => {
    const inner = declarationOf(each);
    return inner && inner.type !== "TSInterfaceDeclaration" && inner.type !== "TSTypeAliasDeclaration";
  });
}

/** True when a block declares nothing of its own, so that it needs no scope. */
export function declaresNothing(statements: readonly t.Statement[]): boolean {
  return statements.every(
    (node) =>
      (node.type !== "VariableDeclaration" || node.kind === "var") &&
      node.type !== "FunctionDeclaration" &&
      node.type !== "ClassDeclaration" &&
      node.type !== "TSEnumDeclaration" &&
      node.type !== "TSModuleDeclaration" &&
      node.type !== "TSImportEqualsDeclaration",
  );
}
