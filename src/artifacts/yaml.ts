/**
 * YAML as data with places. Aliases share the node they name, merge keys (`<<`) are spread into their map;
 * nothing is copied, so that aliases of aliases cost nothing.
 */
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseAllDocuments,
} from "yaml";
import type { FileComment } from "./comments.js";
import { Places } from "./places.js";
import type { DataEntry, DataFile, DataNode } from "./types.js";

const MAX_DEPTH = 100;
const MAX_DOCUMENTS = 200;

/** The documents of a YAML file. Throws when it is none. */
export function parseYaml(path: string, text: string): DataFile {
  const places = new Places(path, text);
  const parsed = parseAllDocuments(text, {
    keepSourceTokens: false,
    strict: false,
    uniqueKeys: false,
    logLevel: "silent",
  });
  const documents = (Array.isArray(parsed) ? parsed : []) as Document.Parsed[];
  const nodes = documents.slice(0, MAX_DOCUMENTS).flatMap((document) => {
    const root = document.contents as Node | null;
    return root === null ? [] : [new Reader(document, places).read(root, 0)];
  });
  if (nodes.length === 0 && documents.some((document) => document.errors.length > 0))
    throw new SyntaxError(documents.flatMap((document) => document.errors)[0]?.code ?? "not YAML");
  return { path, text, format: "yaml", documents: nodes };
}

/** Before the text of a scalar the lexer puts this; other control characters stand for nothing in the text either. */
const SCALAR = "\x1f";
const WITHOUT_WIDTH = new Set([SCALAR, "\x02", "\x18"]);

/** The comments of a YAML file. What looks like one inside a text is none. */
export function yamlComments(path: string, text: string): FileComment[] {
  const places = new Places(path, text);
  const comments: FileComment[] = [];
  let offset = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith("#") && before !== SCALAR) {
      const { span } = places.at(offset, offset + lexeme.length);
      comments.push({ text: lexeme.slice(1).trim(), span });
    }
    if (!WITHOUT_WIDTH.has(lexeme)) offset += lexeme.length;
    before = lexeme;
  }
  return comments;
}

class Reader {
  private readonly made = new Map<Node, DataNode>();
  private readonly open = new Set<Node>();

  constructor(
    private readonly document: Document,
    private readonly places: Places,
  ) {}

  read(node: Node | null | undefined, depth: number): DataNode {
    if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
    if (isAlias(node)) return this.read(node.resolve(this.document) as Node | undefined, depth + 1);
    const [start = 0, end = 0] = node?.range ?? [];
    const at = this.places.at(start, end);
    if (node === null || node === undefined || this.open.has(node))
      return { kind: "scalar", at, value: null };
    const known = this.made.get(node);
    if (known !== undefined) return known;
    this.open.add(node);
    const data = this.make(node, at, depth);
    this.open.delete(node);
    this.made.set(node, data);
    return data;
  }

  private make(node: Node, at: DataNode["at"], depth: number): DataNode {
    if (isMap(node))
      return { kind: "map", at, entries: node.items.flatMap((pair) => this.entries(pair, depth)) };
    if (isSeq(node)) {
      const items = node.items
        .slice(0, 5000)
        .map((item) =>
          isPair(item)
            ? ({ kind: "map", at, entries: this.entries(item, depth) } as const)
            : this.read(item as Node, depth + 1),
        );
      return { kind: "list", at, items };
    }
    const value: unknown = isScalar(node) ? node.value : null;
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return { kind: "scalar", at, value: plain ? value : value === null ? null : String(value) };
  }

  private entries(pair: { readonly key: unknown; readonly value: unknown }, depth: number): DataEntry[] {
    const key = this.read(pair.key as Node, depth + 1);
    const value = this.read(pair.value as Node | null, depth + 1);
    const name = key.kind === "scalar" ? String(key.value) : "";
    if (name !== "<<") return [{ key: name, keyAt: key.at, value }];
    const merged = value.kind === "list" ? value.items : [value];
    return merged.flatMap((each) => (each.kind === "map" ? each.entries : []));
  }
}
