/**
 * Original places of an emitted file, from a source map that carries its sources.
 *
 * The map is decoded when the first place is asked for: most files are never part of a finding.
 */
import { posix } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { ModuleIR } from "../../ir/types.js";

export type Origin = NonNullable<ModuleIR["origin"]>;

/** The look-up for a file with this map; undefined when there is no usable map. */
export function originOf(path: string, sourceMap: string | undefined): Origin | undefined {
  if (sourceMap === undefined || !sourceMap.includes('"sourcesContent"')) return undefined;
  let map: TraceMap | null | undefined;
  return (line, col) => {
    if (map === undefined) map = decode(sourceMap);
    if (map === null) return undefined;
    const found = originalPositionFor(map, { line, column: col });
    if (found.source === null) return undefined;
    return { path: sourcePath(path, found.source), line: found.line, col: found.column };
  };
}

function decode(text: string): TraceMap | null {
  try {
    const map = JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, ""));
    return Array.isArray(map?.sections) ? null : new TraceMap(map);
  } catch {
    return null;
  }
}

/** A source's path as seen from the root; one that lies outside is given by its tail. */
function sourcePath(path: string, source: string): string {
  const bare = source.replace(/^[a-z][a-z+.-]*:\/\/(?:\/|[^/]*\/)?/i, "").replace(/[?#].*$/s, "");
  const scheme = bare !== source;
  const joined = posix.normalize(scheme ? bare : posix.join(posix.dirname(path), bare));
  return joined.replace(/^(?:\.\.\/)+/, "").replace(/^\/+/, "");
}
