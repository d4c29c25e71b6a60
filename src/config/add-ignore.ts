/**
 * Adds an entry to the `ignore` list of a configuration, leaving comments and the rest as they are. An empty
 * text becomes a configuration with that entry.
 */
import { isSeq } from "yaml";
import { parseDocument } from "../models/document.js";

export interface NewIgnore {
  readonly rule: string;
  /** Relative to the configuration. */
  readonly path: string;
  readonly reason: string;
}

/** The text with the entry, or undefined when it is no configuration that an entry could be added to. */
export function addIgnore(text: string, { rule, path, reason }: NewIgnore): string | undefined {
  const { document, mistakes } = parseDocument(text);
  if (mistakes.length > 0) return undefined;
  const entry = { rule, paths: path, reason };
  const list: unknown = document.contents === null ? undefined : document.get("ignore", true);
  if (list === undefined || list === null) {
    if (document.contents === null) document.contents = document.createNode({}) as never;
    document.set("ignore", [entry]);
  } else if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    list.add(document.createNode(entry));
  } else return undefined;
  return document.toString({ lineWidth: 0 });
}
