/**
 * What an import statement binds.
 *
 *   import a.b             a      the package `a`, with `a.b` loaded
 *   import a.b as c        c      the module `a.b`
 *   from ..x import y as z z      `y` of `..x`
 *   from m import *        *
 */
import type { Source, SyntaxNode } from "./tree.js";

export interface ImportedName {
  readonly name: string;
  /** Module as written, with leading dots for a relative import. */
  readonly specifier: string;
  /** Name in that module; "*" when the module itself is bound. */
  readonly imported: string;
  /** The binding is the first package of a dotted path. */
  readonly root: boolean;
  readonly node: SyntaxNode;
}

/** The names of an `import` or `from ... import` statement, in order. */
export function importedNames(statement: SyntaxNode, source: Source): ImportedName[] {
  const dotted = (node: SyntaxNode | undefined) => (node ? source.textOf(node).replace(/[\s\\]+/g, "") : "");
  const from = statement.kind === "import_from_statement";
  const specifier = from ? dotted(statement.children[0]) : "";
  const result: ImportedName[] = [];
  for (const node of from ? statement.children.slice(1) : statement.children) {
    const aliased = node.kind === "aliased_import";
    const written = dotted(aliased ? node.children[0] : node);
    const alias = aliased ? dotted(node.children[1]) : undefined;
    if (node.kind === "wildcard_import") {
      result.push({ name: "*", specifier, imported: "*", root: false, node });
    } else if (written !== "" && (aliased || node.kind === "dotted_name")) {
      if (from) result.push({ name: alias ?? written, specifier, imported: written, root: false, node });
      else if (alias) result.push({ name: alias, specifier: written, imported: "*", root: false, node });
      else {
        const [name = written] = written.split(".", 1);
        result.push({ name, specifier: written, imported: "*", root: name !== written, node });
      }
    }
  }
  return result;
}
