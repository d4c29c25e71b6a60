/**
 * Ways in which a path loses its `..` by what is done to it, without any check:
 *
 *   path.join(BASE, path.join("/", name))                              nothing leads above the root
 *   path.join(BASE, path.normalize(name).replace(/^(\.\.(\/|$))+/, ""))  what led above is cut off
 *   path.join(BASE, new URL(request.url, origin).pathname.slice(1))     the parser has resolved it
 *
 * It counts only for a base that is put in front of it afterwards, in a way that an absolute path
 * does not replace.
 */
import type { Step } from "../taint/flows.js";
import { replacement } from "./alphabet.js";
import { TIDYING, unchangedAfter } from "./evidence.js";
import type { Graded } from "./types.js";

const isJavaScript = (s: Step): boolean => s.site?.module.language === "javascript";
const keeps = ({ op }: Step): boolean => op.op === "flow" && TIDYING.has(op.flow);
/** `.lstrip("/")`: what is left is no absolute path any more. */
const isStripped = ({ op }: Step): boolean => op.op === "flow" && op.flow === "trim" && op.label === "lstrip";

/** Is the path one below a base whatever was sent, or "alone" where `..` by itself gets through? */
export function keptBelow(g: Graded): boolean | "alone" {
  const { steps } = g.flow;
  let kept: boolean | "alone" = false;
  for (let i = 0; i < steps.length; i++) {
    const how = isRooted(steps, i) || cutsAscent(steps, i) || isParsed(g, i);
    if (how !== false && kept !== true && joinedBehind(g, i)) kept = how;
  }
  return kept;
}

/** Has the path been made absolute, and what led above the root been removed, with this step? */
function isRooted(steps: readonly Step[], at: number): boolean {
  const { op } = steps[at] as Step;
  if (op.op !== "flow") return false;
  if (op.base === "root" && (op.flow === "path-resolve" || isJavaScript(steps[at] as Step))) return true;
  if (op.flow !== "path-normalize" && op.flow !== "path-resolve") return false;
  const made = steps[changedBefore(steps, at)]?.op;
  return made?.op === "concat" && made.before === "/";
}

/**
 * `new URL(request.url, origin).pathname`: whoever parses by that standard resolves `..`, however it is spelled;
 * `url.parse` does not. Nor is it done where the caller may name a scheme of his own (`x:../../y`), which the address
 * of a request is not.
 */
function isParsed({ flow: { steps, source } }: Graded, at: number): boolean {
  const { op } = steps[at] as Step;
  if (op.op !== "prop" || op.name !== "pathname") return false;
  const parsed = changedBefore(steps, at);
  const made = steps[parsed]?.op;
  if (made?.op !== "flow" || made.flow !== "url-parse" || made.label !== "URL") return false;
  const given = steps[changedBefore(steps, parsed)]?.op;
  if (given?.op === "concat") return /^(?:https?|wss?|file):\/\//i.test(given.before);
  const name = given?.op === "prop" ? given.name : given === undefined ? source.label : "";
  return source.kind === "http-input" && /(?:^|\.)(?:url|originalUrl|headers|host)$/.test(name);
}

/** The slash at its begin is taken off, or it is taken apart at its slashes: no `..` comes of that. */
const keepsParts = ({ op }: Step, before: Step | undefined): boolean =>
  (op.op === "flow" &&
    ((op.flow === "slice" && op.detail === "1" && before?.op.op === "prop") ||
      (op.flow === "split" && op.detail === "/") ||
      op.flow === "element")) ||
  (op.op === "prop" && before?.op.op === "flow" && before.op.flow === "split");

/** Does the step cut `../` off the begin of a path that was normalized before, and that nothing stands in front of? */
function cutsAscent(steps: readonly Step[], at: number): boolean | "alone" {
  const by = replacement((steps[at] as Step).op);
  const source = by?.by === "" ? by.regex?.source : undefined;
  if (source === undefined || !/^\^\(*(?:\?:)?\(*(?:\\\.\\\.|\\\.\{2\}|\[\.\]\{2\})/.test(source))
    return false;
  if (!/\)[+*]$/.test(source)) return false;
  const before = changedBefore(steps, at);
  const op = steps[before]?.op;
  if (op?.op !== "flow" || op.flow !== "path-normalize") return false;
  const own = steps.slice(0, before).every((s) => keeps(s) || s.op.op === "prop" || s.op.op === "schema");
  return own && (source.includes("$") ? true : "alone");
}

/** The last step before this one that changes the value, or -1. */
const changedBefore = (steps: readonly Step[], at: number): number =>
  steps.slice(0, at).findLastIndex((step) => !keeps(step));

/** Is a base put in front behind this step, with nothing in between that could undo it? */
function joinedBehind(g: Graded, at: number): boolean {
  const { steps } = g.flow;
  let stripped = false;
  for (let i = at + 1; i < steps.length; i++) {
    const step = steps[i] as Step;
    const { op } = step;
    stripped ||= isStripped(step);
    if (op.op === "concat") return !/^[\\/]*$/.test(op.before) && unchangedAfter(g, i + 1);
    if (op.op === "flow" && op.flow === "path-join" && op.base === "fixed")
      return ((isJavaScript(step) && op.label === "join") || stripped) && unchangedAfter(g, i + 1);
    // The root itself is taken off.
    const sliced =
      i === at + 1 && op.op === "flow" && op.flow === "slice" && op.detail === "1" && isRooted(steps, at);
    if (!keeps(step) && !sliced && !keepsParts(step, steps[i - 1])) return false;
  }
  return false;
}

/** What became an absolute path of this machine, and was not taken apart again, names no host. */
export function isPath(steps: readonly Step[]): boolean {
  const made = steps.findLastIndex(({ op }) => op.op === "flow" && ABSOLUTE.has(op.flow));
  return made >= 0 && steps.slice(made + 1).every(({ op }) => op.op === "flow" && STAYS_PATH.has(op.flow));
}

const ABSOLUTE: ReadonlySet<string> = new Set(["path-resolve", "realpath"]);
const STAYS_PATH: ReadonlySet<string> = new Set(["identity", "string", "path-join"]);
