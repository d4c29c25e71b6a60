/**
 * Finds the source map of an emitted JavaScript file: inline, or a file beside it.
 *
 * For locations only maps that carry their sources are of use, because nothing outside the tree is
 * read and nothing is fetched. The text of the map is handed on; the front end reads it.
 */
import { join, posix } from "node:path";
import { MAX_MAP_BYTES } from "./limits.js";
import { readSource } from "./read.js";

const COMMENT = /[@#]\s*sourceMappingURL=([^\s'"*]+)\s*(?:\*\/)?\s*$/;
const INLINE = /^data:application\/json(?:;charset=[\w-]+)?(;base64)?,/i;

/** JSON text of the map that `text` names, when it carries its sources. */
export function findSourceMap(root: string, path: string, text: string): string | undefined {
  const map = findMapText(root, path, text);
  return map?.includes('"sourcesContent"') ? map : undefined;
}

/** JSON text of the map that `text` names, or undefined. */
export function findMapText(root: string, path: string, text: string): string | undefined {
  const at = text.lastIndexOf("sourceMappingURL=");
  if (at === -1) return undefined;
  const end = text.indexOf("\n", at);
  const comment = COMMENT.exec(text.slice(Math.max(0, at - 4), end === -1 ? undefined : end));
  const url = comment?.[1];
  if (url === undefined) return undefined;
  return INLINE.test(url) ? decodeInline(url) : readBeside(root, path, url);
}

function decodeInline(url: string): string | undefined {
  if (url.length > MAX_MAP_BYTES) return undefined;
  const header = INLINE.exec(url);
  if (header === null) return undefined;
  const body = url.slice(header[0].length);
  try {
    return header[1] === undefined ? decodeURIComponent(body) : Buffer.from(body, "base64").toString("utf8");
  } catch {
    return undefined;
  }
}

/** Reads the map in the same folder only: another one might be behind a link that leads out of the tree. */
function readBeside(root: string, path: string, url: string): string | undefined {
  const name = /^(?:[.]\/)?([^/\\?#:]+)$/.exec(url)?.[1];
  if (name === undefined) return undefined;
  const file = posix.join(posix.dirname(path), name);
  return readSource(join(root, file), file, MAX_MAP_BYTES).text;
}
