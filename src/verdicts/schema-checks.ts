/**
 * What the schema says of the value of a flow: the constraint at the place where the schema leaves it, and
 * what the schema's own functions (refinements, validators, transformations) check or change.
 *
 * Such a function is called with a symbolic value; what holds afterwards is a check of the flow, what it
 * makes of the value are steps of the flow. A transformation may give several values, and then there are
 * several flows.
 */
import { alternatives } from "../server/alternatives.js";
import type { SchemaTest } from "../server/constraint.js";
import { isUndeclared } from "../server/declared-keys.js";
import type { Entity } from "../server/entity.js";
import { type Constraint, constraintOf, property, type Refiner } from "../server/schema.js";
import { type Check, checksOf } from "../taint/checks.js";
import { predOf } from "../taint/conditions.js";
import { callDetached, symbolicNode } from "../taint/detached.js";
import type { Fact, FactDelta } from "../taint/facts.js";
import type { Flow, Step } from "../taint/flows.js";
import { chain, type Node, type Op } from "../taint/lineage.js";
import type { Machine } from "../taint/machine.js";
import { schemaIdOf } from "../taint/operations.js";
import { chosenTools, isSelection } from "../taint/selection.js";
import { canBeTrue, joinAll, plain, reference, tainted, type Value } from "../taint/values.js";
import { casesLeft } from "./union-cases.js";

export interface Schemed {
  readonly flow: Flow;
  readonly constraint: Constraint | undefined;
  /** Number of operations that had been applied when the constraint held. */
  readonly at: number;
}

const MAX_VARIANTS = 8;

/** The flow with what its schema checks; none when a transformation leaves nothing of the value. */
export function applySchema(m: Machine, flow: Flow): readonly Schemed[] {
  const entity = flow.source.entity as Pick<Entity, "enforced" | "validated"> | undefined;
  const schema = entity?.enforced === true ? (flow.source.schema as Value | undefined) : undefined;
  const start: Schemed = { flow, constraint: undefined, at: 0 };
  const listed = entity?.validated === undefined ? undefined : listedWith(entity.validated, flow.selected);
  if (listed !== undefined) return listed.flatMap((each) => enter(m, start, 0, each));
  return schema === undefined ? walk(m, start, 0, undefined) : enter(m, start, 0, schema);
}

/** The schemas of the tools that a dispatch selects, where every one of them is listed with one. */
function listedWith(
  validated: ReadonlyMap<string, Value>,
  selected: readonly string[],
): readonly Value[] | undefined {
  const schemas = selected.map((name) => validated.get(name));
  return selected.length === 0 || selected.length > MAX_VARIANTS || schemas.includes(undefined)
    ? undefined
    : (schemas as readonly Value[]);
}

const MAX_ASSERTED = 2;

/**
 * The flow of a value that a schema let through and that is used as it was sent (`Input.parse(args); run(args.name)`,
 * `if (!Name.safeParse(name).success) throw`): the schema as an operation. Undefined where there is none.
 */
export function withAsserted(flow: Flow): Flow | undefined {
  let out: Flow | undefined;
  let added = 0;
  for (const c of flow.checks) {
    const schema = assertedBy(c);
    if (schema === undefined || added === MAX_ASSERTED) continue;
    const at = c.at + added++;
    const { steps, checks, calls }: Flow = out ?? flow;
    const op: Op = { op: "schema", schema, schemaId: schemaIdOf(schema), asserted: true };
    out = {
      ...flow,
      steps: [...steps.slice(0, at), { op, site: c.fact.site }, ...steps.slice(at)],
      checks: checks.map((each) => behind(each, at, 1)),
      calls: calls.map((each) => (each.at >= at ? { ...each, at: each.at + 1 } : each)),
    };
  }
  return out;
}

/** The schema that the check has found the value to fit. */
function assertedBy({ fact, via, options }: Check): Value | undefined {
  if (options !== undefined || fact.maybe === true || fact.negated) return undefined;
  if (fact.test === "fits") return via.length === 0 ? fact.against : undefined;
  const [parsed, property, ...others] = via;
  return fact.test === "present" &&
    parsed?.op === "schema" &&
    property?.op === "prop" &&
    property.name === "success" &&
    others.length === 0
    ? (parsed.schema as Value)
    : undefined;
}

/** One verdict for each schema that the value may have been let through by. */
function enter(m: Machine, given: Schemed, i: number, schema: Value, asserted = false): readonly Schemed[] {
  const out = alternatives(m, schema).flatMap((each) => enterOne(m, given, i, each, asserted));
  return out.slice(0, MAX_VARIANTS);
}

/** The value after `i` operations is what `schema` describes, or what it has been asked for where that was `asserted`. */
function enterOne(
  m: Machine,
  given: Schemed,
  i: number,
  schema: Value,
  asserted: boolean,
): readonly Schemed[] {
  const constraint = constraintOf(m, schema);
  // What a schema says of what it makes of a value says nothing of the value.
  if (asserted && constraint.refiners?.some((r) => r.does === "map")) return walk(m, given, i, undefined);
  const before =
    constraint.tests === undefined ? given : { ...given, flow: withTests(given.flow, i, constraint.tests) };
  if (constraint.refiners === undefined)
    return walk(m, { ...before, constraint, at: i }, i, schema, !asserted);
  const out: Schemed[] = [];
  for (const { flow, added } of refined(m, before.flow, i, constraint.refiners).slice(0, MAX_VARIANTS)) {
    const after = added === 0 ? { flow, constraint, at: i } : { flow, constraint: undefined, at: 0 };
    out.push(...walk(m, after, i + added, added === 0 ? schema : undefined, !asserted));
  }
  return out.slice(0, MAX_VARIANTS);
}

/** What a schema tests is a check like any other. */
function withTests(flow: Flow, at: number, tests: readonly SchemaTest[]): Flow {
  const checks = tests.map(({ test, text, regex }): Check => {
    const fact: Fact = {
      test,
      negated: false,
      against: undefined,
      text,
      regex,
      label: "schema",
      site: flow.source.site,
    };
    return { at, via: [], fact };
  });
  return { ...flow, checks: [...flow.checks, ...checks] };
}

/** Follows the schema through the operations from `from` on; `made` by the schema, the value has no keys but its own. */
function walk(
  m: Machine,
  found: Schemed,
  from: number,
  given: Value | undefined,
  made = false,
): readonly Schemed[] {
  const { steps } = found.flow;
  let schema = given;
  let { constraint, at } = found;
  // Once another text is made of the value, only a schema that this text goes through says more.
  let remade = false;
  for (let i = from; i < steps.length; i++) {
    const { op } = steps[i] as Step;
    if (remade && op.op !== "schema") continue;
    if (op.op === "prop" && schema !== undefined) schema = casesLeft(m, schema, found.flow.checks, i);
    if (made && !remade && isDropped(op, steps[i - 1]?.op, schema)) {
      if (!isWrapper(op, i, steps[i + 1]?.op, schema)) return [];
      continue;
    }
    const next = inner(m, op, schema, found.flow.selected, steps[i - 1]?.op);
    if (next === "same" || (constraint?.type === "enum" && isOfMember(op))) continue;
    if (next !== undefined) {
      const asserted = op.op === "schema" && op.asserted === true;
      return enter(m, { ...found, constraint: undefined, at: i + 1 }, i + 1, next, asserted);
    }
    // A character of a text is made of it, too; and a list of single values is told by what is in it.
    const taken = op.op === "flow" && OF_ELEMENTS.has(op.flow) && !isSingle(constraint);
    if (op.op === "prop" || (taken && schema !== undefined)) {
      schema = undefined;
      constraint = undefined;
      at = 0;
    } else remade = constraint !== undefined;
  }
  return [{ flow: found.flow, constraint, at }];
}

/** Is it known to be no list and no object? */
const isSingle = (c: Constraint | undefined): boolean => c !== undefined && SINGLE.has(c.type);
const SINGLE: ReadonlySet<string> = new Set(["text", "number", "boolean", "enum"]);

/** Is it a property that no object has any more when the schema has let it through? */
const isDropped = (op: Op, before: Op | undefined, schema: Value | undefined): boolean =>
  op.op === "prop" &&
  schema !== undefined &&
  !(before?.op === "schema" && OUTCOME.has(op.name)) &&
  isUndeclared(schema, op.name);
/**
 * Does a framework hand the arguments over under a name, beside other things (`execute({ context })`)? It is the first
 * thing that is read, and what is read of that is declared.
 */
const isWrapper = (op: Op, at: number, next: Op | undefined, schema: Value | undefined): boolean =>
  at === 0 &&
  op.op === "prop" &&
  (HANDED_UNDER.has(op.name) ||
    (next?.op === "prop" && schema !== undefined && !isUndeclared(schema, next.name)));
const HANDED_UNDER: ReadonlySet<string> = new Set([
  "args",
  "arguments",
  "body",
  "context",
  "data",
  "input",
  "inputData",
  "parameters",
  "params",
]);
/** Properties of what `safeParse` answers. */
const OUTCOME: ReadonlySet<string> = new Set(["data", "error", "success", "issues", "output", "value"]);

const KEEPS: ReadonlySet<string> = new Set(["identity", "trim", "lower", "path-join", "path-resolve"]);

/** What an element of a list lets through is known of any of them, and of the text that they are joined to. */
const OF_ELEMENTS: ReadonlySet<string> = new Set(["element", "join"]);
/** Python: a member of an enumeration is asked for its text. */
const isOfMember = (op: Op): boolean => op.op === "prop" && (op.name === "value" || op.name === "name");
/** What answers call the value that was let through. */
const RESULTS: ReadonlySet<string> = new Set(["data", "output"]);
const isAnswered = (name: string, before: Op | undefined): boolean =>
  name === "value" && before?.op === "schema";
const PLACE = /^-?\d+$/;

/** The schema after one operation; "same" when it goes on to describe the value. */
function inner(
  m: Machine,
  op: Op,
  schema: Value | undefined,
  selected: readonly string[],
  before: Op | undefined,
): Value | "same" | undefined {
  switch (op.op) {
    case "schema": {
      const given = ofSelected(op.schema as Value, selected);
      return op.field === undefined ? given : property(m, given, op.field);
    }
    case "prop":
      if (schema === undefined) return undefined;
      // `safeParse(x).data` is the value, and so is `value` of what `validate` of the common interface answers.
      if ((RESULTS.has(op.name) || isAnswered(op.name, before)) && property(m, schema, op.name) === undefined)
        return "same";
      return property(m, schema, op.name) ?? (PLACE.test(op.name) ? property(m, schema, "[]") : undefined);
    case "concat":
      return "same";
    case "flow":
      if (KEEPS.has(op.flow)) return "same";
      if (!OF_ELEMENTS.has(op.flow) || schema === undefined) return undefined;
      return (
        (op.place !== undefined && PLACE.test(op.place) ? property(m, schema, op.place) : undefined) ??
        property(m, schema, "[]")
      );
  }
}

/**
 * Of schemas that a table keeps under the names of tools, the one of the tool that the dispatch on the way selects
 * (`schemas[name].parse(args)`, then `handlers[name](args)`).
 */
function ofSelected(schema: Value, selected: readonly string[]): Value {
  const own = schema.outcomes?.filter((o) =>
    o.facts.some((d) => isSelection(d) && chosenTools(d).some((name) => selected.includes(name))),
  );
  return own === undefined || own.length === 0 ? schema : joinAll(own.map((o) => o.value));
}

interface Evaluated {
  readonly root: Node;
  readonly facts: readonly FactDelta[];
  /** What the functions make of the value; the root itself when they leave it. */
  readonly nodes: readonly Node[];
}

const evaluated = new WeakMap<Machine, Map<string, Evaluated>>();

/** The flow with the value sent through the schema's functions after `at` operations. */
function refined(
  m: Machine,
  flow: Flow,
  at: number,
  refiners: readonly Refiner[],
): { flow: Flow; added: number }[] {
  const { root, facts, nodes } = evaluate(m, refiners);
  return nodes.map((node) => {
    const inserted = chain(node).slice(1);
    const added = inserted.length;
    const steps = [
      ...flow.steps.slice(0, at),
      ...inserted.map((n) => ({ op: n.op as Op, site: n.site })),
      ...flow.steps.slice(at),
    ];
    const index = new Map<number, number>([[root.canon, at]]);
    inserted.forEach((n, k) => {
      index.set(n.canon, at + k + 1);
    });
    let last = node;
    for (let i = at + added; i < steps.length; i++) {
      const { op, site } = steps[i] as Step;
      last = m.lineage.extend(last, op, site);
      if (!index.has(last.canon)) index.set(last.canon, i + 1);
    }
    const own = checksOf(facts, index, root.root);
    const checks: Check[] = [...flow.checks.map((c) => behind(c, at, added)), ...own];
    const calls = flow.calls.map((c) => (c.at >= at ? { ...c, at: c.at + added } : c));
    return { flow: { ...flow, steps, checks, calls }, added };
  });
}

function behind(c: Check, at: number, added: number): Check {
  if (added === 0 || c.at < at) return c;
  return {
    ...c,
    at: c.at + added,
    ...(c.options === undefined ? {} : { options: c.options.map((o) => o.map((x) => behind(x, at, added))) }),
  };
}

function evaluate(m: Machine, refiners: readonly Refiner[]): Evaluated {
  let known = evaluated.get(m);
  if (known === undefined) evaluated.set(m, (known = new Map()));
  const key = refiners.map((r) => `${r.does}:${r.fn.refs.map((x) => x.id).join(",")}`).join(";");
  let result = known.get(key);
  if (result === undefined) {
    result = run(m, refiners);
    known.set(key, result);
  }
  return result;
}

function run(m: Machine, refiners: readonly Refiner[]): Evaluated {
  const root = symbolicNode(m);
  const facts: FactDelta[] = [];
  let value: Value = tainted([root]);
  for (const { fn, does, receiver } of refiners) {
    const second = does === "issue" ? [reference(m.ext("zod.RefinementCtx()"))] : [];
    const called =
      does === "self" ? callDetached(m, fn, value, []) : callDetached(m, fn, receiver, [value, ...second]);
    if (called === undefined) continue;
    facts.push(...called.facts);
    if (called.result === undefined) continue;
    if (does === "test" && canBeTrue(called.result)) facts.push(...predOf(called.result).whenTrue);
    if (does === "map")
      value = plain({ ...called.result, taints: called.result.taints.filter((n) => n.root === root.root) });
  }
  return { root, facts, nodes: value.taints };
}
