/**
 * Lowers a syntax tree to a ModuleIR.
 *
 * Function 0 is the module's top level. Its names are its variables and, at each assignment, also stored
 * on the module object, so that an import finds them wherever they were set.
 */
import type { ModuleIR } from "../../ir/types.js";
import { collectNames, declareNames, declareTypes } from "./bindings.js";
import { branchOn } from "./conditions.js";
import { type Dispatch, FunctionContext, ModuleContext } from "./context.js";
import { lowerExpression } from "./expressions.js";
import { docstringOf } from "./functions.js";
import { declareStars } from "./imports.js";
import { lowerStatement } from "./statements.js";
import type { SyntaxTree } from "./tree.js";

const DISPATCH: Dispatch = { expression: lowerExpression, statement: lowerStatement, condition: branchOn };

/** The program representation of one file. */
export function lowerModule(path: string, tree: SyntaxTree): ModuleIR {
  const mod = new ModuleContext(tree, DISPATCH);
  const { root, source } = tree;
  const cx = new FunctionContext(
    mod,
    undefined,
    { name: "", kind: "module", span: source.span(root) },
    "module",
  );
  const names = collectNames(root, cx.scope, source, tree.hasWalrus);
  for (const name of tree.globalNames) if (!names.bound.has(name)) names.bound.set(name, undefined);
  declareNames(cx, names);
  for (const name of names.classes) {
    const binding = cx.scope.names.get(name);
    if (binding) binding.classId ??= mod.newClassId();
  }
  declareTypes(cx, names);
  declareStars(cx, tree.starImports);
  cx.exports(source.span(root));
  cx.builder.docstring = docstringOf(cx, root);
  cx.block(root);
  cx.finish();
  mod.fillClasses(source.span(root));
  return {
    path,
    language: "python",
    functions: mod.functions,
    classes: mod.classes,
    types: mod.types,
    comments: tree.comments,
    unsupported: mod.unsupported,
    nodes: tree.nodes,
    minified: false,
  };
}
