/** What the calls are named by which libraries build schemas, and what their names say of the value. */
import type { Refiner } from "./constraint.js";

export const NUMBERS = new Set([
  "number",
  "integer",
  "int",
  "int32",
  "float32",
  "float64",
  "bigint",
  "uint32",
  "nan",
  "positive",
  "date",
  "Number",
]);
export const BOOLEANS = new Set(["boolean", "stringbool", "bool"]);
export const TOKENS = new Set([
  "uuid",
  "uuidv4",
  "ulid",
  "cuid2",
  "guid",
  "nanoid",
  "date",
  "datetime",
  "ipv4",
  "mac",
]);
/** Other formats, by what every text of them matches. Missing are those that some release does not ask for in full. */
export const FORMATS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ip: "^[\\da-fA-F:.]+$",
    cidr: "^[\\da-fA-F:./]+$",
    cidrv4: "^[\\d./]+$",
    time: "^[\\d:.]+$",
    duration: "^[\\dPYMWDTHS.,+-]+$",
    // Of the first releases: anything without a blank.
    cuid: "^[cC][^\\s-]+$",
    xid: "^\\w+$",
    ksuid: "^\\w+$",
    base64: "^[\\w+/=]*$",
    base64url: "^[\\w=-]*$",
    hostname: "^[\\w.-]+$",
    e164: "^\\+\\d+$",
  }),
);
export const ENUMS = new Set(["enum", "enum_", "nativeEnum", "literal", "picklist"]);
export const UPPER_LIMITS = new Set(["max", "lte", "lt", "negative", "nonpositive", "int32", "uint32"]);
const REFINERS: ReadonlyMap<string, Refiner["does"]> = new Map(
  Object.entries({
    refine: "test",
    superRefine: "issue",
    transform: "map",
    overwrite: "map",
  }),
);
/**
 * What a function that is handed to a call of a schema does with the value. A schema may be made of a test alone; what
 * is called so of another schema has its own ideas of what the function is given and answers.
 */
export const refinerOf = (callee: string, method: string): Refiner["does"] | undefined =>
  REFINERS.get(method) ?? (method === "custom" && !callee.includes("(") ? "test" : undefined);

export const TEXT_TESTS = { startsWith: "prefix", endsWith: "suffix", includes: "contains" } as const;
/** What is made of another schema by the names of some of its properties. */
export const MASKS: ReadonlySet<string> = new Set(["pick", "omit", "partial", "required", "deepPartial"]);
/** Known to say nothing. */
export const OPEN: ReadonlySet<string> = new Set(["any", "unknown"]);
/** What each element, or each value, is described by their last argument. */
export const ELEMENTS: ReadonlySet<string> = new Set(["array", "set", "record", "map", "tuple"]);
/** Described by their arguments as a whole. */
export const ALTERNATIVES: ReadonlySet<string> = new Set(
  "optional nullable nullish union discriminatedUnion or and intersection lazy extend merge safeExtend".split(
    " ",
  ),
);
/** Builders of JSON Schema are called like those of other schemas, with a capital. */
const CAPITALIZED: ReadonlySet<string> = new Set(
  "Object String Number Integer Boolean Literal Union Array Tuple Optional Enum Record Pick Omit Partial".split(
    " ",
  ),
);
export const plainName = (method: string): string =>
  CAPITALIZED.has(method) ? method.toLowerCase() : method;
