/** Reading data nodes: by key, as text, as settings, all of them. Keys are compared as written. */
import type { Location } from "../findings/types.js";
import type { DataEntry, DataNode, PlacedText, Setting } from "./types.js";

/** Deepest nesting and most nodes that are looked at in one document. */
const MAX_DEPTH = 60;
const MAX_NODES = 100_000;

/** The value under a path of keys; the last one where a key stands twice, as parsers have it. */
export function get(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  let at = node;
  for (const key of keys) {
    if (at?.kind !== "map") return undefined;
    at = at.entries.findLast((entry) => entry.key === key)?.value;
  }
  return at;
}

export function entriesOf(node: DataNode | undefined): readonly DataEntry[] {
  return node?.kind === "map" ? node.entries : [];
}

export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** A scalar as text; null, maps and lists are none. */
export function textOf(node: DataNode | undefined): PlacedText | undefined {
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  return { text: String(node.value), at: node.at };
}

/** The text, or the texts of a list. */
export function textsIn(node: DataNode | undefined): readonly PlacedText[] {
  const one = textOf(node);
  if (one !== undefined) return [one];
  return itemsOf(node).flatMap((item) => textOf(item) ?? []);
}

/** `{NAME: value}`, or `["NAME=value"]`, or `[{name: NAME, value: value}]`. */
export function settingsOf(node: DataNode | undefined): readonly Setting[] {
  const fromMap = entriesOf(node).flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ name: key, value: text }];
  });
  const fromList = itemsOf(node).flatMap((item) => {
    const text = textOf(item);
    if (text !== undefined) return pairOf(text);
    const name = textOf(get(item, "name"));
    const value = textOf(get(item, "value")) ?? textOf(get(item, "default"));
    return name === undefined || value === undefined ? [] : [{ name: name.text, value }];
  });
  return [...fromMap, ...fromList];
}

function pairOf(text: PlacedText): Setting[] {
  const equals = text.text.indexOf("=");
  if (equals <= 0) return [];
  return [{ name: text.text.slice(0, equals), value: { text: text.text.slice(equals + 1), at: text.at } }];
}

/** True for `true`, "true" and "yes". */
export function isTrue(node: DataNode | undefined): boolean {
  return node?.kind === "scalar" && /^(?:true|yes|on)$/i.test(String(node.value));
}

export interface NamedScalar {
  /** The nearest key above. */
  readonly key: string;
  /** The key above that one. */
  readonly parent: string;
  readonly text: string;
  readonly at: Location;
  readonly keyAt: Location | undefined;
  /** The outermost list of maps that it stands in one of. */
  readonly records: DataNode | undefined;
  /** The map that the nearest key stands in. */
  readonly within: DataNode | undefined;
}

/** Every scalar with the key it belongs to, in order. A node that aliases repeat is met once. */
export function* scalarsOf(root: DataNode): Generator<NamedScalar> {
  const seen = new Set<DataNode>();
  const pending: {
    node: DataNode;
    key: string;
    parent: string;
    keyAt: Location | undefined;
    records: DataNode | undefined;
    within: DataNode | undefined;
    /** The list that the node itself is an item of. */
    list?: DataNode;
    depth: number;
  }[] = [
    { node: root, key: "", parent: "", keyAt: undefined, records: undefined, within: undefined, depth: 0 },
  ];
  while (pending.length > 0 && seen.size < MAX_NODES) {
    const { node, key, parent, keyAt, records, within, list, depth } = pending.pop()!;
    if (seen.has(node) || depth > MAX_DEPTH) continue;
    seen.add(node);
    if (node.kind === "scalar") {
      if (node.value !== null)
        yield { key, parent, text: String(node.value), at: node.at, keyAt, records, within };
    } else if (node.kind === "list") {
      for (const item of [...node.items].reverse())
        pending.push({ node: item, key, parent, keyAt, records, within, list: node, depth: depth + 1 });
    } else {
      for (const entry of [...node.entries].reverse())
        pending.push({
          node: entry.value,
          key: entry.key,
          parent: key,
          keyAt: entry.keyAt,
          records: records ?? list,
          within: node,
          depth: depth + 1,
        });
    }
  }
}
