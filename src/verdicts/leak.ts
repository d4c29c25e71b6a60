/**
 * Grades flows in the other direction: something that should stay inside arrives where others can read it.
 * What a value was made of is no longer secret once it was cut, masked, hashed, or only decided which other
 * value is taken; the answer to a request that carried a secret is not the secret.
 */
import type { Check } from "../taint/checks.js";
import type { SourceInfo } from "../taint/lineage.js";
import { isSecretName } from "../taint/secrets.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";

const INSIDE: ReadonlySet<SourceInfo["kind"]> = new Set([
  "env-secret",
  "environment",
  "sensitive-file",
  "host-facts",
  "private-data",
  "error",
  "error-detail",
]);

/** Is the source something that should stay inside? */
export const staysInside = (source: SourceInfo): boolean => INSIDE.has(source.kind);

const AS_IT_IS = new Set(["identity", "merge", "validated"]);
/** Operations of which the result does not tell the value. */
const MASKS = new Set(["slice", "replace", "response", "file-content", "keys", "amount", "path-basename"]);

export function gradeLeak(g: Graded): Verdict {
  const { flow, kind } = g;
  const { source, steps } = flow;
  if (isMasked(g)) return CLEAR;
  for (const [i, { op }] of steps.entries()) {
    if (
      op.op === "flow" &&
      (MASKS.has(op.flow) || op.label === "typeof") &&
      !(op.flow === "file-content" && source.kind === "sensitive-file")
    )
      return CLEAR;
    // What a call on the value gives, when nothing is known of the call: a client made with it, mostly.
    if (
      op.op === "flow" &&
      op.flow === "string" &&
      /^(?:then|catch|finally|map|filter|find|includes|startsWith|endsWith|test|match|length|charCodeAt|connect|request|query|execute|send|run|fetch)$/.test(
        op.label,
      )
    )
      return CLEAR;
    // The names of all variables tell none.
    if (source.kind === "environment" && isNameOfEntry(steps, i)) return CLEAR;
    // One variable of an environment that was handed on whole.
    if (
      source.kind === "environment" &&
      op.op === "prop" &&
      steps
        .slice(0, i)
        .every(
          ({ op: before }) => before.op === "schema" || (before.op === "flow" && AS_IT_IS.has(before.flow)),
        ) &&
      !isSecretName(op.name)
    )
      return CLEAR;
  }
  // Also where it is in doubt: what was chosen by a name goes by one that nothing else has.
  if (source.kind === "environment" && flow.checks.some(narrows)) return CLEAR;
  if (kind === "url" && !inQuery(g)) return CLEAR;
  const whole = g.before === "" && g.after === "";
  return { status: "open", extent: whole ? "whole" : "part", based: false, holes: [] };
}

/** `for (const [name] of Object.entries(process.env))`, `for name, _ in os.environ.items()` */
function isNameOfEntry(steps: Graded["flow"]["steps"], at: number): boolean {
  const [element, taken] = steps.slice(at, at + 2).map((s) => s.op);
  return (
    element?.op === "flow" &&
    element.flow === "element" &&
    element.named === undefined &&
    taken?.op === "prop" &&
    taken.name === "0" &&
    steps.slice(0, at).every(({ op }) => op.op === "flow" && (op.flow === "entries" || AS_IT_IS.has(op.flow)))
  );
}

/** Does it stand in an object that does not show it, and was not taken out of that? */
function isMasked({ flow: { steps } }: Graded): boolean {
  const at = steps.findLastIndex(
    ({ op }) => op.op === "flow" && (op.flow === "masked" || op.flow === "revealed"),
  );
  const last = steps[at]?.op;
  return last?.op === "flow" && last.flow === "masked";
}

const BY_NAME: ReadonlySet<string> = new Set(["prefix", "equals", "in-set", "full-matches", "start-matches"]);

/** Are only variables of some names taken, those of the server itself, and no secrets among them by these names? */
function narrows({ fact }: Check): boolean {
  return !fact.negated && BY_NAME.has(fact.test) && !(fact.text ?? []).some(isSecretName);
}

/** In a URL, only what stands behind the question mark ends up in every log on the way. */
function inQuery({ before, flow }: Graded): boolean {
  return (
    before.includes("?") ||
    flow.steps.some(
      ({ op }) => op.op === "flow" && /^(?:set|append|urlencode|URLSearchParams|stringify)$/.test(op.label),
    )
  );
}
