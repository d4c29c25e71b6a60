/**
 * The functions of a schema run on what the caller sent: refinements, transformations, validators. What they do with
 * the value is done by the tool, whether its handler does anything with the result or not.
 *
 *   z.object({ file: z.string().transform((v) => execSync("realpath " + v)) })
 *
 * Parts are taken in the order in which the library takes them. A function that stands behind others is given what
 * these made of the value; the first one gets the value as the rest of the schema lets it through. What such a function
 * establishes is judged elsewhere (src/verdicts/schema-checks.ts), and so is what the handler gets.
 */
import { argsOf, callValue } from "../taint/call.js";
import { predOf } from "../taint/conditions.js";
import { ancestry } from "../taint/definitions.js";
import { type Frame, lastName, type Machine } from "../taint/machine.js";
import { schemaIdOf } from "../taint/operations.js";
import type { Site } from "../taint/site.js";
import { assume } from "../taint/state.js";
import { typedValue } from "../taint/typed.js";
import {
  type ClassObj,
  canBeTrue,
  type ExtObj,
  type Obj,
  plain,
  reference,
  type TypedObj,
  type Value,
} from "../taint/values.js";
import type { Refiner } from "./constraint.js";
import { fieldNames } from "./field-names.js";
import { metadata, modelValidators } from "./python-validators.js";
import { property } from "./schema.js";
import { ALTERNATIVES, ELEMENTS, refinerOf } from "./schema-names.js";

/** What a schema made of a value, and whether any of its functions was run. */
interface Outcome {
  readonly value: Value;
  readonly ran: boolean;
}

const MAX_DEPTH = 16;
/** Types that say something of the value itself, not of what is in it. */
const SAME_VALUE = /^(Annotated|Union|Optional|Required|NotRequired|ReadOnly|Final)\[\]$/;

/** Schemas in which no function was found, and how much was known then. */
const withoutFunctions = new WeakMap<Machine, Map<string, number>>();

/** Runs the functions of `schema` on `v`; what they establish is not known to whoever comes after them. */
export function runSchemaFunctions(m: Machine, frame: Frame, schema: Value, v: Value, site: Site): void {
  let known = withoutFunctions.get(m);
  if (known === undefined) withoutFunctions.set(m, (known = new Map()));
  const key = schemaIdOf(schema);
  const { epoch } = m.heap;
  if (key === "" || known.get(key) === epoch) return;
  const { facts } = frame.state;
  const functions = new SchemaFunctions(m, frame, site);
  functions.run(schema, v);
  frame.state.facts = facts;
  if (functions.calls === 0) known.set(key, epoch);
}

const ELEMENT = { op: "flow", flow: "element", label: "element" } as const;

class SchemaFunctions {
  /** How many functions were run. */
  calls = 0;
  /** Schemas that are being run: one that contains itself is run once. */
  private readonly running = new Set<Obj>();
  /** How often one was left out for that, or for lying too deep. */
  private cuts = 0;
  /** Gone through whole, with no function in it: fields of one kind stand in many schemas, and in each of theirs. */
  private readonly plain = new Set<Obj>();

  constructor(
    private readonly m: Machine,
    private readonly frame: Frame,
    private readonly site: Site,
  ) {}

  run(schema: Value, v: Value): Outcome {
    let out: Outcome = { value: v, ran: false };
    for (const r of schema.refs) {
      if (this.plain.has(r)) continue;
      const { calls, cuts } = this;
      if (this.running.has(r) || this.running.size > MAX_DEPTH || ++this.m.steps > this.m.ceiling) {
        this.cuts++;
        continue;
      }
      this.running.add(r);
      const one = this.runOne(r, v);
      this.running.delete(r);
      if (one.ran) out = one;
      if (this.calls === calls && this.cuts === cuts) this.plain.add(r);
    }
    return out;
  }

  private runOne(r: Obj, v: Value): Outcome {
    switch (r.kind) {
      case "ext":
        return r.call === undefined ? { value: v, ran: false } : this.runCall(r, r.call, v);
      case "class":
        return this.runClass(r, v);
      case "typed":
        return this.runType(r, v);
      case "array":
        return this.run(this.m.heap.readAll(r), v);
      default:
        return this.runFields(r, v);
    }
  }

  private runCall(r: ExtObj, call: NonNullable<ExtObj["call"]>, v: Value): Outcome {
    const method = lastName(call.callee);
    const { self, args } = call;
    const [first, second] = args;
    if (r.path.endsWith("[]")) return this.runTypeExpression(r, args, v);
    const does = refinerOf(call.callee, method);
    if (does !== undefined && first !== undefined) {
      const before = self === undefined ? { value: v, ran: false } : this.run(self, v);
      const given = before.ran || self === undefined ? before.value : this.letThrough(before.value, self);
      return { value: this.call({ fn: first, does }, given), ran: true };
    }
    if (method === "preprocess" && first !== undefined && second !== undefined)
      return { ...this.run(second, this.call({ fn: first, does: "map" }, v)), ran: true };
    if (method === "pipe" && first !== undefined) {
      const before = self === undefined ? { value: v, ran: false } : this.run(self, v);
      const after = this.run(first, before.value);
      return { value: after.value, ran: before.ran || after.ran };
    }
    const inner = self === undefined ? { value: v, ran: false } : this.run(self, v);
    if (ELEMENTS.has(method)) {
      const element = args[args.length - 1];
      if (element !== undefined) this.run(element, this.element(v));
    } else if (ALTERNATIVES.has(method)) for (const arg of args) this.run(arg, v);
    else this.runFields(r, v);
    return inner;
  }

  private runTypeExpression(r: ExtObj, args: readonly Value[], v: Value): Outcome {
    if (r.path.startsWith("%field.") || SAME_VALUE.test(lastName(r.path)))
      return this.runMetadata(r, args, v);
    const element = property(this.m, reference(r), "[]");
    if (element !== undefined) this.run(element, this.element(v));
    return { value: v, ran: false };
  }

  /** `Annotated[str, Field(...), AfterValidator(check)]`: what is to run before the type is looked at, the type, the rest. */
  private runMetadata(r: ExtObj, args: readonly Value[], v: Value): Outcome {
    const refiners: Refiner[] = [];
    const others: Value[] = [];
    for (const arg of args) {
      const own = arg.refs.flatMap((each) => (each.kind === "ext" ? (metadata(each)?.refiners ?? []) : []));
      if (own.length > 0) refiners.push(...own);
      else others.push(arg);
    }
    const before = refiners.filter((x) => x.before === true);
    let value = v;
    for (const each of before) value = this.call(each, value);
    let inner = false;
    for (const part of others) {
      const one = this.run(part, value);
      if (one.ran) ({ value } = one);
      inner ||= one.ran;
    }
    const after = refiners.filter((x) => x.before !== true);
    if (after.length > 0 && !inner) value = this.letThrough(value, this.without(r, others));
    for (const each of after) value = this.call(each, value);
    return { value, ran: inner || refiners.length > 0 };
  }

  /** The same type without its functions. */
  private without(r: ExtObj, parts: readonly Value[]): Value {
    const made = this.m.heap.extCall(`%field.${r.id}[]`, this.site, r.id, `%field.${r.id}`, undefined);
    if (made.call?.args.length === 0) made.call.args.push(...parts);
    return reference(made);
  }

  private runType({ module, type }: TypedObj, v: Value): Outcome {
    if (module.language !== "python") return { value: v, ran: false };
    const models = typedValue(this.m, module, type).refs.flatMap((x) =>
      x.kind === "instance" ? [reference(x.cls)] : [],
    );
    for (const each of models) this.run(each, v);
    const [element] =
      models.length > 0
        ? []
        : (property(this.m, reference(this.m.heap.described(module, type)), "[]")?.refs ?? []);
    if (element !== undefined) this.run(reference(element), this.element(v));
    return { value: v, ran: false };
  }

  private runClass(cls: ClassObj, v: Value): Outcome {
    const refiners = modelValidators(this.m, cls);
    for (const each of refiners) if (each.does === "map") this.call(each, v);
    this.runFields(cls, v);
    for (const each of refiners) if (each.does === "self") this.call(each, this.instance(cls, v));
    return { value: v, ran: false };
  }

  /** A model as it is when its fields have been looked at. */
  private instance(cls: ClassObj, v: Value): Value {
    const obj = this.m.heap.instance(this.site, `validated${v.taints.map((n) => n.id).join()}`, cls);
    for (const { cls: each } of ancestry(cls).own)
      for (const name of Object.keys(each.fieldTypes)) {
        const schema = property(this.m, reference(cls), name);
        const field = this.field(v, name);
        this.m.heap.write(obj, name, schema === undefined ? field : this.letThrough(field, schema));
      }
    return reference(obj);
  }

  private runFields(r: Obj, v: Value): Outcome {
    for (const name of fieldNames(this.m, r)) {
      const schema = property(this.m, reference(r), name);
      if (schema !== undefined) this.run(schema, this.field(v, name));
    }
    return { value: v, ran: false };
  }

  private call({ fn, does, receiver }: Refiner, v: Value): Value {
    const { m, frame, site } = this;
    this.calls++;
    const second = does === "issue" ? [reference(m.ext("zod.RefinementCtx()"))] : [];
    const [self, given] = does === "self" ? [v, []] : [receiver, [v, ...second]];
    const result = callValue(m, frame, fn, self, argsOf(given), site);
    if (result === undefined) return v;
    if (does === "test" && canBeTrue(result)) assume(frame.state, predOf(result).whenTrue);
    return does === "map" ? plain(result) : v;
  }

  private letThrough(v: Value, schema: Value): Value {
    const op = { op: "schema", schema, schemaId: schemaIdOf(schema) } as const;
    return { ...v, taints: v.taints.map((n) => this.m.lineage.extend(n, op, this.site)) };
  }

  private field(v: Value, name: string): Value {
    return { ...v, refs: [], taints: v.taints.map((n) => this.m.lineage.prop(n, name)) };
  }

  private element(v: Value): Value {
    return { ...v, refs: [], taints: v.taints.map((n) => this.m.lineage.extend(n, ELEMENT, this.site)) };
  }
}
