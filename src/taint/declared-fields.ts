/**
 * Instances of classes that declare their fields and have no constructor of their own: data classes, models,
 * named tuples. A model (a class whose base the models call validating) lets through what its fields allow:
 * its values are marked as seen by its schema.
 */
import { ancestry } from "./definitions.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { typedValue } from "./typed.js";
import {
  BOTTOM,
  type ClassObj,
  type InstanceObj,
  isBottom,
  join,
  type Obj,
  plain,
  reference,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Puts the arguments of a construction into the declared fields. */
export function storeDeclared(m: Machine, cls: ClassObj, obj: Obj, args: CallArgs, site: Site): void {
  const { own } = ancestry(cls);
  const schema = validates(m, cls) ? reference(cls) : undefined;
  const fields = [...own].reverse().flatMap((c) => Object.keys(c.cls.fieldTypes));
  const checked = (given: Value, field: string | undefined): Value => {
    if (schema === undefined || given.taints.length === 0) return given;
    const v = field === undefined ? given : asMasked(m, own, field, given, site);
    const op = {
      op: "schema",
      schema,
      schemaId: `${cls.id}`,
      ...(field === undefined ? {} : { field }),
    } as const;
    return { ...plain(v), taints: v.taints.map((n) => m.lineage.extend(n, op, site)) };
  };
  args.positional.forEach((v, i) => {
    const name = fields[i];
    if (name !== undefined) m.heap.write(obj, name, checked(v, name));
  });
  for (const [name, v] of args.names) m.heap.write(obj, name, checked(v, name));
  if (args.kwRest === undefined) return;
  const rest = checked(args.kwRest, undefined);
  for (const name of fields) {
    if (args.names.has(name)) continue;
    const value = {
      refs: rest.refs,
      consts: [],
      taints: rest.taints.map((n) => m.lineage.prop(n, name)),
      unknown: rest.unknown,
    };
    m.heap.write(obj, name, schema === undefined ? value : asMasked(m, own, name, value, site));
  }
}

/** A field of a type that does not show what it holds (`key: SecretStr`): a model makes such an object of what it is given. */
function asMasked(m: Machine, own: readonly ClassObj[], field: string, v: Value, site: Site): Value {
  const home = own.find((c) => c.cls.fieldTypes[field] !== undefined);
  const type = home?.cls.fieldTypes[field];
  if (home === undefined || type === undefined || v.taints.length === 0) return v;
  const models = m.model(home.module.language);
  const masking = typedValue(m, home.module, type).refs.filter(
    (r) =>
      r.kind === "ext" && models.call(r.path.replace(/\(\)$/, ""))?.flows.some((row) => row.op === "masked"),
  );
  if (masking.length === 0) return v;
  const op = { op: "flow", flow: "masked", label: field } as const;
  return {
    ...plain(v),
    refs: [...v.refs, ...masking],
    taints: v.taints.map((n) => m.lineage.extend(n, op, site)),
  };
}

/** Fields that the environment may fill have more values than the default that is written. */
export function storeFromEnvironment(m: Machine, cls: ClassObj, obj: Obj, given: CallArgs): void {
  const { own, external } = ancestry(cls);
  const models = m.model(cls.module.language);
  const fills = external.some((path) =>
    models.call(path)?.sources.some((row) => row.kind === "environment" && row.name === undefined),
  );
  if (!fills) return;
  const fields = new Set(own.flatMap((c) => Object.keys(c.cls.fieldTypes)));
  for (const name of fields) {
    if (given.names.has(name)) continue;
    const home = own.find((c) => !isBottom(m.heap.read(c, name)));
    m.heap.write(obj, name, join(home === undefined ? BOTTOM : m.heap.read(home, name), UNKNOWN));
  }
}

/** An instance of a class with a constructor of its own and no base from outside: not made of data that is sent. */
export function isService(obj: Obj): boolean {
  if (obj.kind !== "instance") return false;
  const { own, external } = ancestry(obj.cls);
  return external.length === 0 && own.some((c) => c.cls.ctor !== undefined);
}

/** Does a construction check what it is given? */
export function validates(m: Machine, cls: ClassObj): boolean {
  const models = m.model(cls.module.language);
  return ancestry(cls).external.some(
    (path) => models.call(path)?.flows.some((row) => row.op === "validated") === true,
  );
}

/** `Model.model_validate(value)`: an instance whose fields come from the value; undefined without fields. */
export function validatedInstance(
  m: Machine,
  f: Frame,
  cls: ClassObj,
  value: Value,
  site: Site,
): InstanceObj | undefined {
  if (Object.keys(cls.cls.fieldTypes).length === 0) return undefined;
  const obj = m.heap.instance(site, f.summary.heapContext, cls);
  storeDeclared(
    m,
    cls,
    obj,
    {
      positional: [],
      names: new Map(),
      rest: undefined,
      kwRest: { ...BOTTOM, taints: value.taints, unknown: value.unknown },
    },
    site,
  );
  for (const given of value.refs) {
    if (given.kind === "object")
      for (const [key, cell] of [...given.cells])
        if (!key.startsWith("%") && key !== "*") m.heap.write(obj, key, cell.value);
  }
  return obj;
}
