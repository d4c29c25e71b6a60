/**
 * Reads tools out of JSON and YAML: answers of `tools/list`, lists in manifests, files of tool definitions.
 * A tool is what has a name and an input schema, or stands in a list called "tools" with name and description.
 */
import { get, itemsOf, scalarsOf, textOf } from "./data.js";
import type { DataFile, DataNode, ListedTool, PlacedText } from "./types.js";

const MAX_TOOLS = 2000;

/** The tools that the documents of a file list. */
export function readTools(file: DataFile): readonly ListedTool[] {
  return file.documents.flatMap((root) => listsIn(root).flatMap(toolsOf)).slice(0, MAX_TOOLS);
}

function listsIn(root: DataNode): readonly (readonly DataNode[])[] {
  const lists = [
    itemsOf(root),
    itemsOf(get(root, "tools")),
    itemsOf(get(root, "result", "tools")),
    itemsOf(get(root, "capabilities", "tools")),
    itemsOf(get(root, "server", "tools")),
  ];
  const one = schemaOf(root) === undefined ? [] : [root];
  return [...lists, one].filter((list) => list.length > 0);
}

function toolsOf(items: readonly DataNode[]): readonly ListedTool[] {
  // In a bare list only a schema tells tools from other records.
  return items.flatMap((item): ListedTool[] => {
    const inner = get(item, "function")?.kind === "map" ? (get(item, "function") as DataNode) : item;
    const name = textOf(get(inner, "name"));
    const description = textOf(get(inner, "description"));
    const schema = schemaOf(inner);
    if (name === undefined || (schema === undefined && description === undefined)) return [];
    if (schema === undefined && !/^[\w./-]{1,128}$/.test(name.text)) return [];
    return [{ name, description, at: item.at, texts: schema === undefined ? [] : textsOf(schema) }];
  });
}

function schemaOf(node: DataNode): DataNode | undefined {
  const schema = get(node, "inputSchema") ?? get(node, "input_schema") ?? get(node, "parameters");
  return schema?.kind === "map" && get(node, "name") !== undefined ? schema : undefined;
}

/** Names and texts of a schema's properties. */
function textsOf(schema: DataNode): readonly PlacedText[] {
  const out: PlacedText[] = [];
  for (const { key, text, at } of scalarsOf(schema))
    if (/^(?:description|title|default|enum|const|examples?|pattern)$/.test(key)) out.push({ text, at });
  return out;
}
