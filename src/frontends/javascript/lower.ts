/**
 * Lowers a parsed file to a ModuleIR: joins the tables of all constructs and runs them over the program.
 */
import type * as t from "@babel/types";
import type { Comment, ModuleIR, Span } from "../../ir/types.js";
import { calls } from "./calls.js";
import { classExpressions, classStatements } from "./classes.js";
import { branchOn, conditions } from "./conditions.js";
import { FunctionContext, ModuleContext } from "./context.js";
import { joinTables, lowerStatement } from "./dispatch.js";
import { expressions } from "./expressions.js";
import { hoistBlock } from "./functions.js";
import { hoistVars } from "./hoist.js";
import { jsx } from "./jsx.js";
import { loops } from "./loops.js";
import { declareExports, declareImports, lowerImports, modules } from "./modules.js";
import { operators } from "./operators.js";
import { statements } from "./statements.js";
import { typescript } from "./typescript.js";
import { VendoredRegions } from "./vendored.js";

const TABLES = joinTables(
  [expressions, operators, conditions, calls, classExpressions, jsx],
  [statements, loops, classStatements, modules, typescript],
  branchOn,
);

/** What is known of a file beside its syntax tree. */
export interface FileFacts {
  readonly path: string;
  readonly minified: boolean;
  readonly text: string;
  /** The original places, when a source map says that other packages are bundled into the file. */
  readonly bundledFrom?: ModuleIR["origin"];
}

/** Lowers the syntax tree of one file. */
export function lowerModule(file: t.File, { path, minified, text, bundledFrom }: FileFacts): ModuleIR {
  const comments = file.comments ?? [];
  const mod = new ModuleContext(TABLES, VendoredRegions.of(path, comments, bundledFrom), text);
  const { program } = file;
  const cx = new FunctionContext(mod, undefined, { name: "<module>", kind: "module", span: wholeFile(file) });
  declareImports(cx, program.body);
  hoistVars(cx.scope, program.body);
  // Names first, then imports, then hoisted functions: a function sees all of them.
  hoistBlock(cx, program.body, undefined, () => {
    declareExports(cx, program.body);
    lowerImports(cx, program.body);
  });
  for (const statement of program.body) lowerStatement(cx, statement);
  cx.finish();
  return {
    path,
    language: "javascript",
    functions: mod.functions,
    classes: mod.classes,
    types: mod.types,
    comments: comments.map((each) => commentOf(mod, each)),
    unsupported: mod.unsupported,
    nodes: mod.nodes,
    minified,
    text,
  };
}

function wholeFile(file: t.File): Span {
  const end = file.loc?.end;
  return { line: 1, col: 0, endLine: end?.line ?? 1, endCol: end?.column ?? 0 };
}

function commentOf(mod: ModuleContext, node: t.Comment): Comment {
  return { text: node.value, span: mod.span(node as unknown as t.Node) };
}
