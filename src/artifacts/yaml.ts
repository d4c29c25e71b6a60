/**
 * YAML as data with places. Aliases share the node they name, merge keys (`<<`) are spread into their map;
 * nothing is copied, so that aliases of aliases cost nothing.
 */
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  visit,
} from "yaml";
import { tokensWithin } from "../nesting.js";
import type { FileComment } from "./comments.js";
import { Places } from "./places.js";
import type { DataEntry, DataFile, DataNode, ListNode, MapNode } from "./types.js";

const MAX_DEPTH = 100;
const MAX_DOCUMENTS = 200;
const MAX_ITEMS = 5000;
/** Values that aliases and merges may repeat in one document: what they name is met again at each of them. */
const MAX_REPEATED = 100_000;

/** The documents of a YAML file. Throws when it is none, or nested too deeply. */
export function parseYaml(path: string, text: string): DataFile {
  const places = new Places(path, text);
  const composer = new Composer({
    keepSourceTokens: false,
    strict: false,
    uniqueKeys: false,
    logLevel: "silent",
  });
  const documents: Document.Parsed[] = [];
  const errors: string[] = [];
  const cut = new Set<string>();
  for (const document of composer.compose(tokensWithin(new Parser(), new Lexer().lex(text)))) {
    errors.push(...document.errors.map(({ code }) => code));
    if (documents.length < MAX_DOCUMENTS) documents.push(document);
    else cut.add(`only the first ${MAX_DOCUMENTS} documents in it were read`);
  }
  const nodes = documents.flatMap((document) => {
    const root = document.contents as Node | null;
    return root === null ? [] : [new Reader(document, places, cut).read(root, 0)];
  });
  if (nodes.length === 0 && errors[0] !== undefined) throw new SyntaxError(errors[0]);
  return { path, text, format: "yaml", documents: nodes, ...(cut.size === 0 ? {} : { cut: [...cut] }) };
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
  /** What each alias names: the last anchor of its name before it. */
  private readonly named = new Map<Node, Node | undefined>();
  /** How many values each list and map holds, those that its aliases repeat among them. */
  private readonly sizes = new Map<DataNode, number>();
  private repeated = 0;

  constructor(
    document: Document,
    private readonly places: Places,
    /** What was left out, as sentences. */
    private readonly cut: Set<string>,
  ) {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) this.named.set(node, anchors.get(node.source));
        else if (node.anchor !== undefined) anchors.set(node.anchor, node as Node);
      },
    });
  }

  read(node: Node | null | undefined, depth: number): DataNode {
    if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
    const [start = 0, end = 0] = node?.range ?? [];
    const at = this.places.at(start, end);
    if (isAlias(node)) {
      const named = this.read(this.named.get(node), depth + 1);
      return this.mayRepeat(named) ? named : { kind: "scalar", at, value: null };
    }
    if (node === null || node === undefined || this.open.has(node))
      return { kind: "scalar", at, value: null };
    const known = this.made.get(node);
    if (known !== undefined) return known;
    this.open.add(node);
    const data = this.make(node, at, depth);
    this.open.delete(node);
    this.made.set(node, data);
    if (data.kind !== "scalar") this.sizes.set(data, this.sizeOf(data));
    return data;
  }

  /** True while what is repeated is not too much. */
  private mayRepeat(data: DataNode): boolean {
    const size = this.sizes.get(data) ?? 1;
    if (this.repeated + size > MAX_REPEATED) {
      this.cut.add("its aliases repeat too much, and not all of them were followed");
      return false;
    }
    this.repeated += size;
    return true;
  }

  private sizeOf(data: ListNode | MapNode): number {
    const inner = data.kind === "list" ? data.items : data.entries.map((entry) => entry.value);
    return inner.reduce((sum, each) => sum + (this.sizes.get(each) ?? 1), 1);
  }

  private make(node: Node, at: DataNode["at"], depth: number): DataNode {
    if (isMap(node))
      return { kind: "map", at, entries: node.items.flatMap((pair) => this.entries(pair, depth)) };
    if (isSeq(node)) {
      if (node.items.length > MAX_ITEMS)
        this.cut.add(`only the first ${MAX_ITEMS} items of a list in it were read`);
      const items = node.items
        .slice(0, MAX_ITEMS)
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
    return merged.flatMap((each) => (each.kind === "map" && this.mayRepeat(each) ? each.entries : []));
  }
}
