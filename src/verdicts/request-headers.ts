/**
 * Headers of a request that only its sender decides about: a page of another site can lead a browser here, but not
 * make it say another name, language or host than its own.
 */
import type { Flow } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";

/** Where the browser comes from, and what it was given to keep. */
const OF_OTHERS: ReadonlySet<string> = new Set(["referer", "referrer", "cookie"]);

/** What is read of a request by a call, not what a route is handed. */
const OF_REQUEST = /(Request|Context)\(\)\.|\breq(uest)?\./;

/** Is the value a header of this kind? */
export function isOwnHeader({ source, steps }: Flow): boolean {
  if (source.kind !== "http-input") return false;
  const handed = source.label.endsWith("()") && !OF_REQUEST.test(source.label);
  if (!handed && !/\.headers?$/.test(source.label)) return false;
  if (handed && nameOf(steps[0]?.op) !== "headers") return false;
  const name = nameOf(steps[handed ? 1 : 0]?.op);
  return name !== undefined && !OF_OTHERS.has(name.toLowerCase());
}

const nameOf = (op: Op | undefined): string | undefined =>
  op?.op === "prop" ? op.name : op?.op === "flow" ? op.place : undefined;
