/** A header of a request that is read by a call: the same as the property of that name (`req.get("Host")`, `req.headers.host`). */
import type { Position, SourceRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Machine } from "./machine.js";
import { BOTTOM, constStrings, type Value } from "./values.js";

/** The header that the call reads, in small letters; undefined where its name is no constant. */
export function headerRead(
  m: Machine,
  call: ModelCall,
  row: SourceRow,
  position: Position,
): Value | undefined {
  const given = readPosition(m, call, position);
  const names = given === undefined ? undefined : constStrings(given);
  if (names === undefined) return undefined;
  const owner = call.path.slice(0, call.path.lastIndexOf("."));
  const headers = owner.endsWith(".headers") ? owner : `${owner}.headers`;
  const { module, fn } = call.frame;
  const node = m.source(
    row.kind,
    headers,
    call.site,
    undefined,
    headers,
    undefined,
    row.asked,
    m.site(module, fn.span),
  );
  return { ...BOTTOM, taints: names.map((name) => m.lineage.prop(node, name.toLowerCase())) };
}
