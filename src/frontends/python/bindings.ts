/**
 * The names that a function, a class body or a module binds, collected before it is lowered.
 *
 * Looks at statements and, only when the file has assignment expressions at all, into expressions. Does
 * not look into nested functions, classes, lambdas or comprehensions, which have names of their own
 * (an assignment expression inside a comprehension belongs to the function around it).
 */
import type { FunctionContext } from "./context.js";
import { importedNames } from "./import-names.js";
import type { ImportOrigin, Scope } from "./scope.js";
import type { Source, SyntaxNode } from "./tree.js";
import { typeRef } from "./type-refs.js";

export interface Names {
  /** Names in the order in which they appear, with the annotation if one was written. */
  readonly bound: Map<string, SyntaxNode | undefined>;
  readonly classes: string[];
  readonly imports: Map<string, ImportOrigin>;
  /** Number of `from m import *`. */
  stars: number;
}

/** Statements that bind names, and what has such statements inside. */
const HOLDS_NAMES = new Set([
  "ERROR",
  "as_pattern",
  "assignment",
  "augmented_assignment",
  "block",
  "case_clause",
  "case_pattern",
  "class_definition",
  "decorated_definition",
  "delete_statement",
  "elif_clause",
  "else_clause",
  "except_clause",
  "expression_statement",
  "finally_clause",
  "for_statement",
  "function_definition",
  "global_statement",
  "if_statement",
  "import_from_statement",
  "import_statement",
  "match_statement",
  "nonlocal_statement",
  "try_statement",
  "type_alias_statement",
  "while_statement",
  "with_clause",
  "with_item",
  "with_statement",
]);

/** Places with names of their own, and patterns, which hold no expressions. */
const CLOSED = new Set([
  "case_pattern",
  "class_definition",
  "decorated_definition",
  "function_definition",
  "lambda",
]);

/** Collects what `body` binds; imports, `global` and `nonlocal` are noted on `scope`. */
export function collectNames(body: SyntaxNode, scope: Scope, source: Source, hasWalrus: boolean): Names {
  const names: Names = { bound: new Map(), classes: [], imports: new Map(), stars: 0 };
  const pending: SyntaxNode[] = [body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    collectFrom(node, names, scope, source);
    if (node !== body && CLOSED.has(node.kind)) continue;
    const { children } = node;
    for (let i = children.length - 1; i >= 0; i--) {
      if (hasWalrus || HOLDS_NAMES.has(children[i]!.kind)) pending.push(children[i]!);
    }
  }
  for (const name of scope.globals ?? []) names.bound.delete(name);
  for (const name of scope.nonlocals ?? []) names.bound.delete(name);
  return names;
}

function collectFrom(node: SyntaxNode, names: Names, scope: Scope, source: Source): void {
  const [first] = node.children;
  const bind = (target: SyntaxNode | undefined) => target && bindTarget(target, names, source);
  switch (node.kind) {
    case "assignment":
      if (first?.kind === "identifier") {
        const second = node.children[1];
        add(names, source.textOf(first), second?.kind === "type" ? second : undefined);
      } else bind(first);
      return;
    case "augmented_assignment":
    case "for_statement":
    case "named_expression":
    case "delete_statement":
      bind(first);
      return;
    case "type_alias_statement": {
      const name = first?.children[0];
      bind(name?.kind === "generic_type" ? name.children[0] : name);
      return;
    }
    case "as_pattern":
      bind(node.child("as_pattern_target"));
      return;
    case "case_pattern":
      bindPattern(node, names, source);
      return;
    case "except_clause":
      bind(legacyExceptName(node, source));
      return;
    case "decorated_definition":
      if (node.last) bindDefinition(node.last, names, source);
      return;
    case "function_definition":
    case "class_definition":
      bindDefinition(node, names, source);
      return;
    case "import_statement":
    case "import_from_statement":
      bindImport(node, names, source);
      return;
    case "global_statement":
      scope.globals ??= new Set();
      for (const each of node.children) scope.globals.add(source.textOf(each));
      return;
    case "nonlocal_statement":
      scope.nonlocals ??= new Set();
      for (const each of node.children) scope.nonlocals.add(source.textOf(each));
      return;
  }
}

function add(names: Names, name: string, type?: SyntaxNode): void {
  if (type || !names.bound.has(name)) names.bound.set(name, type);
}

const TARGET_LISTS = new Set([
  "as_pattern_target",
  "expression_list",
  "list",
  "list_pattern",
  "list_splat",
  "list_splat_pattern",
  "parenthesized_expression",
  "pattern_list",
  "tuple",
  "tuple_pattern",
]);

function bindTarget(target: SyntaxNode, names: Names, source: Source): void {
  const pending = [target];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "identifier") add(names, source.textOf(node));
    else if (TARGET_LISTS.has(node.kind)) for (const each of [...node.children].reverse()) pending.push(each);
  }
}

/** The captures of a case. */
function bindPattern(node: SyntaxNode, names: Names, source: Source): void {
  const pending = [node];
  for (let each = pending.pop(); each; each = pending.pop()) {
    if (each.kind === "dotted_name") {
      const text = source.textOf(each);
      if (!text.includes(".") && text !== "_") add(names, text);
    } else if (each.kind === "as_pattern" || each.kind === "splat_pattern") {
      const name = each.last;
      if (name?.kind === "identifier") add(names, source.textOf(name));
    }
    if (!each.kind.endsWith("pattern")) continue;
    const first = each.kind === "class_pattern" ? 1 : 0;
    for (let i = each.children.length - 1; i >= first; i--) pending.push(each.children[i]!);
  }
}

function bindDefinition(node: SyntaxNode, names: Names, source: Source): void {
  const isDefinition = node.kind === "function_definition" || node.kind === "class_definition";
  const name = isDefinition ? node.child("identifier") : undefined;
  if (!name) return;
  add(names, source.textOf(name));
  if (node.kind === "class_definition") names.classes.push(source.textOf(name));
}

function bindImport(node: SyntaxNode, names: Names, source: Source): void {
  for (const { name, specifier, imported, root } of importedNames(node, source)) {
    if (name === "*") {
      names.stars++;
      continue;
    }
    add(names, name);
    names.imports.set(name, { specifier: root ? name : specifier, imported });
  }
}

/** The name in Python 2's `except Error, name:`. Python 3.14's `except A, B:` has types there. */
export function legacyExceptName(clause: SyntaxNode, source: Source): SyntaxNode | undefined {
  const second = clause.children[1];
  if (second?.kind !== "identifier" || clause.children.length !== 3) return undefined;
  return /^[a-z_]/.test(source.textOf(second)) ? second : undefined;
}

/** Declares collected names as variables of `scope`, with the types that were written. */
export function declareNames(cx: FunctionContext, names: Names): void {
  for (const name of names.bound.keys()) {
    const binding = cx.scope.declare(name);
    const origin = names.imports.get(name);
    if (origin) binding.imported = origin;
  }
}

/** Notes the annotations of names that were declared; after all of them are, since one may name another. */
export function declareTypes(cx: FunctionContext, names: Names): void {
  for (const [name, annotation] of names.bound) {
    const binding = annotation && cx.scope.names.get(name);
    if (!binding) continue;
    const type = typeRef(cx, annotation);
    Object.assign(cx.builder.vars[binding.index]!, { type });
  }
}
