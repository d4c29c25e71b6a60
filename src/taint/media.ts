/**
 * What kind of document an answer is: markup in plain text or JSON is shown as it stands, and runs nothing.
 *
 *   res.type("text/plain"); res.send(`<b>${name}</b>`);      the type belongs to the answer until another is set
 *   new Response(text, { headers: { "Content-Type": "text/plain" } })
 *
 * Known only within one function and where the type is a constant; an answer of unknown type counts as a page.
 */
import type { MediaRow, SinkRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Machine } from "./machine.js";
import { holds } from "./row-conditions.js";
import { type State, setField } from "./state.js";
import { onlyConst, type Value } from "./values.js";

/** Types that a browser looks for markup in, by full name or by the short ones of web frameworks. */
const PAGE = /html|xml|svg/i;

/** Is the value a constant that names another type than a page's? */
export function isOtherType(v: Value | undefined): boolean {
  const type = v === undefined ? undefined : onlyConst(v)?.value;
  return typeof type === "string" && type !== "" && !PAGE.test(type);
}

/** Remembers the type that a call gives its receiver, the answer that is being made. */
export function noteMedia(m: Machine, call: ModelCall, rows: readonly MediaRow[]): void {
  for (const row of rows) {
    if (row.when !== undefined && !holds(m, call, row.when)) continue;
    const type = readPosition(m, call, row.at);
    if (type === undefined) continue;
    for (const obj of call.self?.refs ?? []) setField(call.frame.state, `o${obj.id}.%media`, type);
  }
}

/** Has the function said of an answer that it is a page? */
export function isTypedPage({ fields }: State): boolean {
  for (const [key, { value }] of fields) {
    if (!key.endsWith(".%media")) continue;
    const type = onlyConst(value)?.value;
    if (typeof type === "string" && PAGE.test(type)) return true;
  }
  return false;
}

/** Is what the call sends known to be no page? */
export function isNoPage(m: Machine, call: ModelCall, { media }: SinkRow): boolean {
  const given = media === undefined ? undefined : readPosition(m, call, media);
  if (given !== undefined) return isOtherType(given);
  const { fields } = call.frame.state;
  const refs = call.self?.refs ?? [];
  return (
    fields.size > 0 &&
    refs.length > 0 &&
    refs.every((obj) => isOtherType(fields.get(`o${obj.id}.%media`)?.value))
  );
}
