/**
 * What form a value has, where all that it may be is known: what `typeof x`, `callable(x)` and
 * `isinstance(x, str)` answer. Overloaded functions ask it first of all, and do something else for each form.
 */
import type { Value } from "./values.js";

export type Form = "function" | "object" | "text" | "number" | "boolean" | "nothing";

/** The forms that a value may have; undefined where it may be something that is not known. */
export function formsOf(v: Value): ReadonlySet<Form> | undefined {
  if (v.unknown || v.taints.length > 0 || (v.refs.length === 0 && v.consts.length === 0)) return undefined;
  const out = new Set<Form>();
  for (const c of v.consts) {
    if (c === undefined || c === null) out.add("nothing");
    else if (typeof c === "string") out.add("text");
    else out.add(typeof c === "number" ? "number" : "boolean");
  }
  for (const r of v.refs) {
    if (r.kind === "fn" || r.kind === "class") out.add("function");
    else if (r.kind === "object" || r.kind === "array") out.add("object");
    else return undefined;
  }
  return out;
}

/** Types of Python that have a form to themselves. */
const TYPES: Readonly<Record<string, Form>> = {
  "builtins.str": "text",
  "builtins.int": "number",
  "builtins.float": "number",
  "builtins.bool": "boolean",
};

/** `isinstance(v, type)`, where the type and all that the value may be are known. */
export function isOfType(v: Value, type: Value): boolean | undefined {
  const forms = formsOf(v);
  const wanted = type.refs.map((r) => (r.kind === "ext" ? TYPES[r.path] : undefined));
  const [only] = wanted;
  if (forms === undefined || wanted.length !== 1 || only === undefined || type.consts.length > 0)
    return undefined;
  if (!forms.has(only)) return only === "number" && forms.has("boolean") ? undefined : false;
  // Whole numbers and others are not told apart.
  return forms.size === 1 && only !== "number" ? true : undefined;
}

/** Is it a function, where all that the value may be is known? */
export function isFunction(v: Value): boolean | undefined {
  const forms = formsOf(v);
  if (forms === undefined) return undefined;
  if (!forms.has("function")) return false;
  return forms.size === 1 ? true : undefined;
}
