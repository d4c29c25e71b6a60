/** TOML as data with places. Tables that are spread over a file (`[a.b]`, `[[a]]`, dotted keys) are joined. */
import { type AST, parseTOML } from "toml-eslint-parser";
import { checkNesting, MAX_NESTING, NestedTooDeeply } from "../nesting.js";
import type { FileComment } from "./comments.js";
import { Places } from "./places.js";
import type { DataEntry, DataFile, DataNode } from "./types.js";

/** A map that is still being filled. */
interface Table {
  readonly kind: "map";
  readonly at: DataNode["at"];
  readonly entries: DataEntry[];
}

/** The document of a TOML file. Throws when it is none. */
export function parseToml(path: string, text: string): DataFile {
  const places = new Places(path, text);
  const at = (node: { readonly range: readonly [number, number] }) => places.at(node.range[0], node.range[1]);
  const program = parse(text);
  const root: Table = { kind: "map", at: places.at(0, 0), entries: [] };
  for (const item of program.body[0].body) {
    if (item.type === "TOMLKeyValue") add(root, item);
    else {
      if (item.resolvedKey.length > MAX_NESTING) throw new NestedTooDeeply();
      let table = root;
      item.resolvedKey.forEach((key, index) => {
        if (typeof key === "number") return; // the position in a list, made below
        const last = index === item.resolvedKey.length - 1 || typeof item.resolvedKey[index + 1] === "number";
        table = step(
          table,
          key,
          at(item),
          at(item.key),
          last && item.kind === "array" && index >= item.resolvedKey.length - 2,
        );
      });
      for (const pair of item.body) add(table, pair);
    }
  }
  return { path, text, format: "toml", documents: [root] };

  function add(table: Table, pair: AST.TOMLKeyValue): void {
    const names = pair.key.keys.map(nameOf);
    if (names.length > MAX_NESTING) throw new NestedTooDeeply();
    let inner = table;
    for (const name of names.slice(0, -1)) inner = step(inner, name, at(pair), at(pair.key), false);
    inner.entries.push({ key: names.at(-1) ?? "", keyAt: at(pair.key), value: toData(pair.value) });
  }

  function toData(node: AST.TOMLContentNode): DataNode {
    if (node.type === "TOMLArray") return { kind: "list", at: at(node), items: node.elements.map(toData) };
    if (node.type === "TOMLInlineTable") {
      const table: Table = { kind: "map", at: at(node), entries: [] };
      for (const pair of node.body) add(table, pair);
      return table;
    }
    const { value } = node;
    const plain = typeof value === "string" || typeof value === "boolean" || typeof value === "number";
    return { kind: "scalar", at: at(node), value: plain ? value : String(value) };
  }
}

function parse(text: string): AST.TOMLProgram {
  checkNesting(text, "toml");
  return parseTOML(text);
}

/** The comments of a TOML file. Throws when it is none. */
export function tomlComments(text: string): FileComment[] {
  return parse(text).comments.map(({ value, loc }) => ({
    text: value.trim(),
    span: { line: loc.start.line, col: loc.start.column, endLine: loc.end.line, endCol: loc.end.column },
  }));
}

/** The map under a key, made when there is none; of a list of tables its last one, or a new one. */
function step(table: Table, key: string, at: DataNode["at"], keyAt: DataNode["at"], append: boolean): Table {
  const known = table.entries.findLast((entry) => entry.key === key)?.value;
  if (!append && known?.kind === "map") return known as Table;
  if (!append && known?.kind === "list" && known.items.at(-1)?.kind === "map")
    return known.items.at(-1) as Table;
  const made: Table = { kind: "map", at, entries: [] };
  if (!append) table.entries.push({ key, keyAt, value: made });
  else if (known?.kind === "list") (known.items as DataNode[]).push(made);
  else table.entries.push({ key, keyAt, value: { kind: "list", at, items: [made] } });
  return made;
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : String(key.value);
}
