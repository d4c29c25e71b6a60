/**
 * Python's types as schemas: annotations (`Literal`, `Annotated[str, Field(pattern=...)]`, `list[Port]`),
 * models, typed dictionaries, enumerations.
 *
 * An annotation is looked at in one of two forms: as written (a TypeRef, where it says all there is to say),
 * or as the value that its expression gives (where calls are part of it). Both lead to the same answers.
 */
import { FIELD_TYPE, type ModuleIR, type TypeRef } from "../ir/types.js";
import { ancestry } from "../taint/definitions.js";
import { lastName, type Machine } from "../taint/machine.js";
import { findDecl, typedValue } from "../taint/typed.js";
import {
  BOTTOM,
  type ClassObj,
  type ExtObj,
  isBottom,
  joinAll,
  type Obj,
  reference,
  type TypedObj,
  type Value,
} from "../taint/values.js";
import {
  type Constraint,
  either,
  isPlain,
  listOf,
  narrow,
  type SchemaReader,
  UNCONSTRAINED,
} from "./constraint.js";
import { modelValidators, validators } from "./python-validators.js";

const NUMBERS = new Set(
  `int float bool complex Decimal Fraction date datetime time timedelta PositiveInt NegativeInt NonNegativeInt
  NonPositiveInt StrictInt PositiveFloat NegativeFloat NonNegativeFloat NonPositiveFloat StrictFloat FiniteFloat
  PastDate FutureDate AwareDatetime NaiveDatetime ByteSize`.split(/\s+/),
);
const UPPER_LIMIT = new Set(["NegativeInt", "NonPositiveInt", "NegativeFloat", "NonPositiveFloat"]);
/** An IPv6 address is none of them: the name of its zone may be any text. */
const TOKENS = /^UUID\d?$|^IPv4(Address|Interface|Network)$/;
const TEXTS =
  /^(str|bytes|StrictStr|EmailStr|NameEmail|SecretStr|AnyUrl|AnyHttpUrl|HttpUrl|FileUrl|Path|FilePath|DirectoryPath|NewPath)$/;
const LISTS =
  /^(list|List|Sequence|MutableSequence|set|Set|frozenset|FrozenSet|tuple|Tuple|Iterable|Collection|deque)$/;
const MAPS = /^(dict|Dict|Mapping|MutableMapping|OrderedDict|defaultdict)$/;
export const TRANSPARENT = /^(Annotated|Required|NotRequired|ReadOnly|Final|ClassVar|Optional)$/;
/** Packages whose names are types when they are written without a call. */
const TYPE_PACKAGES =
  /^(builtins|typing|typing_extensions|datetime|decimal|fractions|uuid|ipaddress|pathlib|pydantic)\./;

/** Is the object a type, other than a class of the tree? */
export function isTypeExpression(obj: ExtObj): boolean {
  return obj.path.endsWith("[]") || (obj.call === undefined && TYPE_PACKAGES.test(obj.path));
}

function scalar(name: string): Constraint {
  if (name === "bool") return { type: "boolean" };
  if (NUMBERS.has(name)) return { type: "number", bounded: UPPER_LIMIT.has(name) };
  if (TOKENS.test(name)) return { type: "text", token: true };
  return TEXTS.test(name) ? { type: "text" } : UNCONSTRAINED;
}

/** What a type lets through when it is enforced. */
export function typeConstraint(r: SchemaReader, obj: TypedObj | ExtObj): Constraint {
  if (obj.kind === "typed")
    return obj.module.language === "python" ? ofRef(r.m, obj.module, obj.type, 0) : UNCONSTRAINED;
  if (obj.call === undefined) return scalar(lastName(obj.path));
  const { args } = obj.call;
  const parts = () => args.filter((a) => a.refs.length > 0).map((a) => r.constraint(a));
  if (isField(obj)) return parts().reduce(narrow, UNCONSTRAINED);
  const name = lastName(obj.call.callee);
  if (name === "Literal") return { type: "enum", values: args.flatMap((a) => a.consts.map(String)) };
  if (name === "Annotated") return parts().reduce(narrow, UNCONSTRAINED);
  if (name === "Union" || TRANSPARENT.test(name)) return either(parts());
  if (LISTS.test(name)) return listOf(either(parts()));
  return MAPS.test(name) ? { type: "object" } : UNCONSTRAINED;
}

const MAX_DEPTH = 12;
export const isNone = (t: TypeRef): boolean => t.name === "None" || t.name === "...";

function ofRef(m: Machine, module: ModuleIR, t: TypeRef, depth: number): Constraint {
  if (depth > MAX_DEPTH) return UNCONSTRAINED;
  const inner = (x: TypeRef) => ofRef(m, module, x, depth + 1);
  const args = (t.args ?? []).filter((x) => !isNone(x));
  const name = lastName(t.name);
  if (t.literals !== undefined) return { type: "enum", values: t.literals.map(String) };
  if (name === "union" || name === "Union") return either(args.map(inner));
  if (TRANSPARENT.test(name) && args[0] !== undefined) return inner(args[0]);
  if (LISTS.test(name)) return listOf(either(args.map(inner)));
  if (MAPS.test(name)) return { type: "object" };
  const known = scalar(name);
  if (known.type !== "unknown") return known;
  const alias = findDecl(m, module, t);
  if (alias !== undefined) return ofRef(m, alias.module, alias.type.type, depth + 1);
  const cls = typeClass(m, module, t);
  return cls === undefined ? UNCONSTRAINED : classConstraint(m, cls);
}

export function typeClass(m: Machine, module: ModuleIR, t: TypeRef): ClassObj | undefined {
  for (const r of typedValue(m, module, t).refs) if (r.kind === "instance") return r.cls;
  return undefined;
}

/** The schema of a property, or of the elements for "[]", of a value of this type. */
export function typeProperty(r: SchemaReader, obj: TypedObj | ExtObj, name: string): Value | undefined {
  if (obj.kind === "typed")
    return obj.module.language === "python" ? refProperty(r.m, obj.module, obj.type, name, 0) : undefined;
  if (obj.call === undefined) return undefined;
  const { args } = obj.call;
  const base = lastName(obj.call.callee);
  if (isField(obj) || base === "Union" || TRANSPARENT.test(base)) {
    const found = args.map((a) => r.property(a, name));
    // What stands in a field says one thing several times.
    return base === "Union" ? whole(found) : found.find((v) => v !== undefined);
  }
  if (LISTS.test(base)) return name === "[]" ? args[0] : undefined;
  return MAPS.test(base) ? args[1] : undefined;
}

/** What several alternatives say of one property. */
function whole(found: readonly (Value | undefined)[]): Value | undefined {
  const known = found.filter((v) => v !== undefined);
  return known.length < 2 ? known[0] : joinAll(known);
}

function refProperty(
  m: Machine,
  module: ModuleIR,
  t: TypeRef,
  name: string,
  depth: number,
): Value | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const described = (x: TypeRef | undefined) =>
    x === undefined ? undefined : reference(m.heap.described(module, x));
  const base = lastName(t.name);
  if (base === "union" || base === "Union" || TRANSPARENT.test(base)) {
    const found = (t.args ?? []).map((x) => refProperty(m, module, x, name, depth + 1));
    return TRANSPARENT.test(base) ? found.find((v) => v !== undefined) : whole(found);
  }
  if (LISTS.test(base)) return name === "[]" ? described(t.args?.[0]) : undefined;
  if (MAPS.test(base)) return described(t.args?.[1]);
  const alias = findDecl(m, module, t);
  if (alias !== undefined) return refProperty(m, alias.module, alias.type.type, name, depth + 1);
  const cls = typeClass(m, module, t);
  return cls === undefined ? undefined : classProperty(m, cls, name);
}

/** Enumerations are choices; the checks of a model as a whole are refiners of the object. */
export function classConstraint(m: Machine, cls: ClassObj): Constraint {
  const { own, external } = ancestry(cls);
  if (external.some((p) => /(^|\.)(Str|Int)?(Enum|Flag)$/.test(p))) return { type: "enum" };
  const refiners = modelValidators(m, cls);
  const plain = (): boolean => own.every((c) => hasPlainFields(m, c));
  return { type: "object", plain, ...(refiners.length > 0 ? { refiners } : {}) };
}

/** Classes whose fields are being looked at: one that contains itself adds nothing. */
const looking = new Set<ClassObj>();

/** Are all fields of a class texts, numbers or the like, and no others taken? */
function hasPlainFields(m: Machine, cls: ClassObj): boolean {
  if (looking.has(cls)) return true;
  looking.add(cls);
  try {
    const configs = ["model_config", "Config"].flatMap((name) => m.heap.read(cls, name).refs);
    if (configs.some((r) => takesOthers(m, r))) return false;
    const types = Object.entries(cls.cls.fieldTypes).filter(([name]) => name !== "model_config");
    return types.every(([, t]) => isPlain(ofRef(m, cls.module, t, 0)));
  } finally {
    looking.delete(cls);
  }
}

/** `ConfigDict(extra="allow")`: the configuration of a model that keeps fields it does not declare. */
function takesOthers(m: Machine, config: Obj): boolean {
  const extra =
    config.kind === "ext"
      ? config.call?.names.get("extra")
      : config.kind === "class" || config.kind === "object"
        ? m.heap.read(config, "extra")
        : undefined;
  if (extra === undefined || isBottom(extra)) return false;
  return !extra.consts.some((c) => c === "ignore" || c === "forbid") || extra.consts.length > 1;
}

/** A field of a model: its type, its default (`Field(...)`), and the validators that name it. */
export function classProperty(m: Machine, cls: ClassObj, name: string): Value | undefined {
  const { own } = ancestry(cls);
  const home = own.find((c) => c.cls.fieldTypes[name] !== undefined);
  if (home === undefined) return undefined;
  const field = m.heap.extCall(
    `%field.${name}[]`,
    m.site(cls.module, cls.cls.span),
    cls.id,
    `%field.${name}`,
    undefined,
  );
  if (field.call !== undefined && field.call.args.length === 0) {
    const value = m.heap.read(home, name);
    const written = m.heap
      .read(home, `${FIELD_TYPE}${name}`)
      .refs.filter((r) => r.kind === "ext" && r.call !== undefined);
    if (written.length > 0) field.call.args.push({ ...BOTTOM, refs: written });
    field.call.args.push(reference(m.heap.described(home.module, home.cls.fieldTypes[name] as TypeRef)));
    if (!isBottom(value))
      field.call.args.push({
        ...BOTTOM,
        refs: value.refs.filter((r) => r.kind === "ext" && r.call !== undefined),
      });
    for (const c of own)
      for (const v of validators(m, c, /^(field_validator|validator)$/))
        if (v.fields.includes(name) || v.fields.includes("*")) field.call.args.push(v.value);
  }
  return reference(field);
}

const isField = (obj: ExtObj): boolean => obj.path.startsWith("%field.");
