/**
 * Which alternatives of a schema are left where a flow goes on: those that the checks on its way allow.
 *
 *   const Op = z.discriminatedUnion("kind", [Kill, Echo]);
 *   if (op.kind === "kill") exec(`kill ${op.id}`);      what Kill says of `id`
 *   if isinstance(op, Kill): ...                        the same by its class
 */
import { constraintOf, property } from "../server/schema.js";
import { classOfMember, oneOf, unionMembers } from "../server/union-members.js";
import type { Check } from "../taint/checks.js";
import { ancestry } from "../taint/definitions.js";
import type { Machine } from "../taint/machine.js";
import type { ClassObj, Obj, Value } from "../taint/values.js";

/** The schema of the value after `at` operations, without the alternatives that the checks of the flow rule out. */
export function casesLeft(m: Machine, schema: Value, checks: readonly Check[], at: number): Value {
  const telling = checks.filter((c) => c.fact.maybe !== true && tells(c, at));
  if (telling.length === 0) return schema;
  const members = unionMembers(m, schema);
  const left = members?.filter((one) => telling.every((c) => suits(m, one, c, at)));
  return left === undefined || left.length === 0 || left.length === members?.length ? schema : oneOf(left);
}

/** Does the check ask for the tag or the class of the value, in each of its alternatives? */
function tells(c: Check, at: number): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some((x) => tells(x, at)));
  const { at: place, via, fact } = c;
  if (place === at && via.length === 0 && fact.test === "is-instance") return true;
  const [tag] = place === at ? via : [];
  return (
    tag?.op === "prop" &&
    via.length === 1 &&
    fact.each !== true &&
    (fact.test === "equals" || fact.test === "in-set") &&
    fact.text !== undefined
  );
}

/** Can a value that this alternative describes pass the check? */
function suits(m: Machine, one: Obj, check: Check, at: number): boolean {
  const { fact, via, options } = check;
  if (options !== undefined) return options.some((o) => o.every((c) => suits(m, one, c, at)));
  if (check.at !== at) return true;
  const [tag] = via;
  if (fact.test === "is-instance") return via.length > 0 || suitsClass(m, one, fact.against, fact.negated);
  if (tag?.op !== "prop" || via.length > 1 || (fact.test !== "equals" && fact.test !== "in-set")) return true;
  const declared = property(m, oneOf([one]), tag.name);
  const { type, values } = declared === undefined ? { type: "unknown" } : constraintOf(m, declared);
  if (type !== "enum" || values === undefined || values.length === 0 || fact.text === undefined) return true;
  const asked = fact.text;
  return values.some((v) => asked.includes(v) !== fact.negated);
}

function suitsClass(m: Machine, one: Obj, against: Value | undefined, negated: boolean): boolean {
  const own = classOfMember(m, one);
  const asked = against?.refs.filter((r): r is ClassObj => r.kind === "class") ?? [];
  if (own === undefined || against === undefined || against.unknown || asked.length !== against.refs.length)
    return true;
  const is = (a: ClassObj, b: ClassObj) => a === b || ancestry(a).own.includes(b);
  return negated ? !asked.some((b) => is(own, b)) : asked.some((b) => is(own, b) || is(b, own));
}
