/** JSON with comments, as data with places. What cannot be read is skipped; the rest of the file counts. */
import { createScanner, type Node, parseTree } from "jsonc-parser";
import { checkNesting } from "../nesting.js";
import type { FileComment } from "./comments.js";
import { Places } from "./places.js";
import type { DataFile, DataNode } from "./types.js";

/** The document of a JSON file; none when nothing of it is JSON. Throws for nesting that is too deep. */
export function parseJson(path: string, text: string): DataFile {
  checkNesting(text, "json");
  const places = new Places(path, text);
  const root = parseTree(text.replace(/^\uFEFF/, " "), [], { allowTrailingComma: true });
  return {
    path,
    text,
    format: "json",
    documents: root === undefined ? [] : [toData(root, places)],
  };
}

/** Of the scanner's kinds of tokens, which its package declares in a form that cannot be imported. */
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const END = 17;

/** The comments of a JSON file, where it has any. */
export function jsonComments(path: string, text: string): FileComment[] {
  const places = new Places(path, text);
  const scanner = createScanner(text, false);
  const comments: FileComment[] = [];
  for (let kind = scanner.scan(); Number(kind) !== END; kind = scanner.scan()) {
    if (Number(kind) !== LINE_COMMENT && Number(kind) !== BLOCK_COMMENT) continue;
    const start = scanner.getTokenOffset();
    const { span } = places.at(start, start + scanner.getTokenLength());
    const inner = text.slice(start + 2, start + scanner.getTokenLength());
    comments.push({ text: inner.replace(/\*\/$/, "").trim(), span });
  }
  return comments;
}

function toData(node: Node, places: Places): DataNode {
  const at = places.at(node.offset, node.offset + node.length);
  switch (node.type) {
    case "object":
      return {
        kind: "map",
        at,
        entries: (node.children ?? []).flatMap(({ children }) => {
          const [key, value] = children ?? [];
          // "//" is how JSON that allows no comments is commented.
          if (key === undefined || value === undefined || key.value === "//") return [];
          const keyAt = places.at(key.offset, key.offset + key.length);
          return [{ key: String(key.value), keyAt, value: toData(value, places) }];
        }),
      };
    case "array":
      return {
        kind: "list",
        at,
        items: (node.children ?? []).map((item) => toData(item, places)),
      };
    default:
      return { kind: "scalar", at, value: (node.value ?? null) as string | number | boolean | null };
  }
}
