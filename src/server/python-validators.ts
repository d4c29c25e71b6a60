/**
 * Functions that models and types of Python run on a value: validators of fields and of whole models, and what stands
 * among the metadata of a type (`Field(le=10)`, `AfterValidator(check)`).
 */
import { ancestry } from "../taint/definitions.js";
import { lastName, type Machine } from "../taint/machine.js";
import { type ClassObj, type ExtObj, reference, type Value } from "../taint/values.js";
import { type Constraint, matching, type Refiner } from "./constraint.js";

/** The checks of a model as a whole: of what it is made of, and of what it is then. */
export function modelValidators(m: Machine, cls: ClassObj): readonly Refiner[] {
  const refiners: Refiner[] = [];
  for (const c of [...ancestry(cls).own].reverse()) {
    for (const v of validators(m, c, /^(model_validator|root_validator)$/)) {
      if (v.mode === "before") refiners.push({ fn: v.fn, does: "map", receiver: reference(cls) });
      else if (v.mode === "after") refiners.push({ fn: v.fn, does: "self" });
    }
  }
  return refiners;
}

interface Validator {
  readonly fn: Value;
  readonly fields: readonly string[];
  readonly mode: string;
  readonly value: Value;
}

/** Methods of a class that are decorated with a call of one of these names. */
export function* validators(m: Machine, cls: ClassObj, names: RegExp): Generator<Validator> {
  for (const key of [...cls.cells.keys()]) {
    for (const applied of m.heap.read(cls, key).refs) {
      const made = applied.kind === "ext" ? applied.call : undefined;
      const decorator = made?.self?.refs.find((r) => r.kind === "ext");
      if (
        made === undefined ||
        decorator?.kind !== "ext" ||
        decorator.call === undefined ||
        !names.test(lastName(decorator.call.callee))
      )
        continue;
      const fn = made.args[0];
      if (fn === undefined) continue;
      const mode = decorator.call.names.get("mode")?.consts[0];
      yield {
        fn,
        fields: decorator.call.args.flatMap((a) => a.consts.map(String)),
        mode: typeof mode === "string" ? mode : "after",
        value: reference(applied),
      };
    }
  }
}

/** What one call among the metadata of a type says: `Field(le=10)`, `AfterValidator(check)`, a decorated validator. */
export function metadata(obj: ExtObj): Constraint | undefined {
  const { call } = obj;
  if (call === undefined) return undefined;
  const method = lastName(call.callee);
  const text = (...keys: string[]) =>
    keys.map((k) => call.names.get(k)?.consts[0]).find((c) => typeof c === "string");
  const given = (...keys: string[]) =>
    keys.some((k) => call.names.get(k)?.consts.some((c) => typeof c === "number") === true);
  const bounded = given("le", "lt", "max_value") || undefined;
  const source = text("pattern", "regex");
  const tests = typeof source === "string" ? matching(source) : undefined;
  switch (method) {
    case "Field":
    case "StringConstraints":
    case "Interval":
    case "Query":
    case "Body":
    case "Path":
    case "Header":
    case "Cookie":
    case "Form":
      return { type: "unknown", tests, bounded };
    case "constr":
      return { type: "text", tests };
    case "conint":
    case "confloat":
    case "condecimal":
      return { type: "number", bounded };
    case "Le":
    case "Lt":
      return { type: "unknown", bounded: true };
    case "AfterValidator":
    case "BeforeValidator":
    case "PlainValidator":
      return call.args[0] === undefined
        ? undefined
        : {
            type: "unknown",
            refiners: [{ fn: call.args[0], does: "map", before: method !== "AfterValidator" }],
          };
    case "field_validator()":
    case "validator()": {
      const [v] = call.args;
      const owner = v?.refs.find((r) => r.kind === "fn");
      const receiver = owner?.kind === "fn" && owner.owner !== undefined ? reference(owner.owner) : undefined;
      const decorator = call.self?.refs.find((r) => r.kind === "ext");
      const mode = decorator?.kind === "ext" ? decorator.call?.names.get("mode")?.consts[0] : undefined;
      const before = mode === "before" || mode === "plain" || mode === "wrap";
      return v === undefined
        ? undefined
        : { type: "unknown", refiners: [{ fn: v, does: "map", receiver, before }] };
    }
    default:
      return undefined;
  }
}
