/** Checks that refuse `..` or an absolute path: together they keep a path below what it is joined to. */
import type { Check } from "../taint/checks.js";
import type { Op } from "../taint/lineage.js";
import { direct } from "./evidence.js";

export function refusesDots(c: Check): boolean {
  if (!c.fact.negated) return false;
  const dotText = (c.fact.text ?? []).some((t) => t === ".." || t === "../" || t === "..\\" || t === "./..");
  if (viaRelative(c)) return false;
  if (c.fact.test === "contains" && (direct(c) || c.via.every((op) => isNormal(op) || isPart(op))))
    return dotText;
  if ((c.fact.test === "equals" || c.fact.test === "in-set") && c.via.some(isPart)) return dotText;
  if (c.fact.test === "in-set") return dotText;
  if (c.fact.test === "matches" && c.fact.regex !== undefined)
    return /\\\.\\\.|\[\.\]\{2|\\\.\{2/.test(c.fact.regex.source);
  return false;
}

/** `path.split(sep)`, `Path(path).parts` and what is done with their elements. */
const isPart = (op: Check["via"][number]): boolean =>
  op.op === "flow" && (op.flow === "split" || op.flow === "element" || op.flow === "collect");

const isNormal = (op: Check["via"][number]): boolean =>
  op.op === "flow" &&
  (isAlone(op) ||
    [
      "path-normalize",
      "identity",
      "string",
      "trim",
      "lower",
      "decode",
      "replace",
      "split",
      "collect",
      "element",
    ].includes(op.flow));

/** `Path(text)`: a path of nothing else. */
const isAlone = (op: Op): boolean =>
  op.op === "flow" && op.flow === "path-join" && (op.base ?? "none") === "none";

export function refusesAbsolute(c: Check): boolean {
  if (!c.fact.negated) return false;
  if (c.fact.test === "is-absolute") return true;
  if (c.fact.test === "prefix") return (c.fact.text ?? []).some((t) => t === "/" || t === "\\");
  if (c.fact.test === "matches" && c.fact.regex !== undefined)
    return /^\^(\(\?:)?\[?\\?\//.test(c.fact.regex.source);
  return false;
}

export const viaRelative = (c: Check): boolean =>
  c.via.some((op) => op.op === "flow" && op.flow === "path-relative");
