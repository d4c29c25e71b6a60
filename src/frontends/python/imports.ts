/**
 * Import statements.
 *
 *   import a.b             import "a.b" as py-root: the value is the top package
 *   from ..x import y      import "..x", load y
 *   from m import *        import, reexport, and a hidden variable for names that nobody else binds
 *
 * Whether `y` is an attribute of the package or a module inside it is not known here. The load comes
 * first; where it finds nothing, the module is `..x.y` (`.y` for `from . import y`) to the resolver.
 *
 * Limits: what a star import brings is not known by name, so a name that it would replace keeps its
 * earlier meaning, and one inside a function is looked for in the whole module.
 */
import type { Span, Temp } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";
import { type ImportedName, importedNames } from "./import-names.js";
import { assignBinding, assignName } from "./names.js";
import type { Binding } from "./scope.js";
import type { SyntaxNode } from "./tree.js";

export function lowerImport(cx: FunctionContext, node: SyntaxNode): void {
  const names = importedNames(node, cx.mod.source);
  if (node.kind !== "import_from_statement") {
    for (const each of names) {
      const module = importModule(cx, each.specifier, each.root ? "py-root" : "py", cx.span(each.node));
      assignName(cx, each.name, module, cx.span(each.node));
    }
    return;
  }
  const span = cx.span(node);
  const [first] = names;
  if (!first) return;
  const module = importModule(cx, first.specifier, "py", span);
  for (const each of names) {
    if (each.name === "*") bindStar(cx, each, module, span);
    else assignName(cx, each.name, cx.load(module, each.imported, cx.span(each.node)), cx.span(each.node));
  }
}

function importModule(cx: FunctionContext, specifier: string, kind: "py" | "py-root", span: Span): Temp {
  return cx.builder.emit({ op: "import", dst: 0, specifier, kind, span });
}

function bindStar(cx: FunctionContext, star: ImportedName, module: Temp, span: Span): void {
  const binding = cx.mod.stars.find((each) => each.name === starName(star.specifier));
  if (binding) assignBinding(cx, binding, module, span);
  if (!cx.parent) cx.builder.effect({ op: "reexport", src: module, span });
}

/** Name of the hidden variable for a star-imported module; no written name has a percent sign. */
function starName(specifier: string): string {
  return `%star ${specifier}`;
}

/** Declares the hidden variables, before anything that could use one is lowered. */
export function declareStars(cx: FunctionContext, statements: readonly SyntaxNode[]): void {
  for (const node of statements) {
    const star = importedNames(node, cx.mod.source).find((each) => each.name === "*");
    const name = star && starName(star.specifier);
    if (name === undefined || cx.mod.stars.some((each) => each.name === name)) continue;
    const binding: Binding = { name, owner: cx, index: cx.builder.declare(name), exported: false };
    cx.mod.stars.push(binding);
  }
}
