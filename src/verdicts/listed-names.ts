/**
 * A variable of the environment that the caller names is the environment, unless the names that he can send are known:
 * a choice of the schema, a list that the name was looked for in on its way. Then it is one of these variables, and what
 * matters is whether one of them is a secret. So it is where he names the begin only: what `${name}_HOST` ends in tells
 * what it is. What it begins with does not (`MY_${name}` may be `MY_TOKEN`).
 */
import type { Check } from "../taint/checks.js";
import { isOneOf } from "../taint/fact.js";
import { NO_FACTS } from "../taint/facts.js";
import { type Flow, flowsInto } from "../taint/flows.js";
import { HOLE, type Node } from "../taint/lineage.js";
import type { Machine } from "../taint/machine.js";
import { isSecretName } from "../taint/secrets.js";
import { direct, TIDYING } from "./evidence.js";
import { applySchema, type Schemed } from "./schema-checks.js";

/** Is it one of several variables whose names are known, and none of them a secret? */
export function readsListedNames(m: Machine, flow: Flow): boolean {
  if (flow.source.kind !== "environment") return false;
  return flow.steps.some(
    ({ op }) => op.op === "flow" && op.named?.every((name) => isListed(m, flow, name)) === true,
  );
}

/** What was found of each name: a helper that expands variables in a path is on hundreds of ways, and asks for one. */
const listed = new WeakMap<Node, boolean>();

/** The ways back from the name do not depend on the one that it was met on. */
function isListed(m: Machine, flow: Flow, name: Node): boolean {
  const known = listed.get(name);
  if (known !== undefined) return known;
  const ways = flowsInto({ ...flow.hit, node: name, facts: NO_FACTS });
  const all = ways.length > 0 && ways.every((way) => endsPublic(way) || applySchema(m, way).every(isPublic));
  listed.set(name, all);
  return all;
}

/** Whose variables are secrets by a word behind them that says nothing by itself (`DATABASE_URL`, `SEED_PHRASE`). */
const OWNERS = ["X", "DATABASE", "DB", "MONGO", "POSTGRES", "REDIS", "CONNECTION", "CONN", "SEED"];

/** Does the name end in whole words of the program, which are no secret's whatever stands in front of them? */
function endsPublic({ steps }: Flow): boolean {
  let end = "";
  for (const { op } of steps) {
    if (op.op === "concat") end += op.after;
    else if (op.op === "flow" && !TIDYING.has(op.flow)) end = "";
  }
  const words = end.slice(end.lastIndexOf(HOLE) + 1).replace(/^[^_]*/, "");
  return words.length > 1 && !OWNERS.some((owner) => isSecretName(owner + words));
}

/** Are the texts that it can be known, and is none of them the name of a secret? */
function isPublic({ flow, constraint, at }: Schemed): boolean {
  const keeps = flow.steps
    .slice(at)
    .every(({ op }) => op.op === "schema" || (op.op === "flow" && TIDYING.has(op.flow)));
  if (keeps && constraint?.type === "enum" && constraint.values?.some(isSecretName) === false) return true;
  return flow.checks.some((c) => direct(c) && isAmongPublic(c));
}

const isAmongPublic = ({ fact, options }: Check): boolean =>
  options === undefined && isOneOf(fact) && fact.text?.some(isSecretName) === false;
