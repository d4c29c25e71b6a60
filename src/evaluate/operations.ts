/** Operators, and the text of a value. */
import type { Language } from "../ir/types.js";
import { isIn, textOfAddress } from "./addresses.js";
import { isInstance } from "./kinds.js";
import { isNothing, numberOf, numbers, pythonNumbers } from "./numbers.js";
import { MAX_LIST, MAX_TEXT } from "./sizes.js";
import {
  Address,
  Box,
  Class,
  Closure,
  External,
  isKnown,
  lost,
  Method,
  raise,
  same,
  truth,
  UNKNOWN,
  type Val,
} from "./values.js";

/** Texts put together; what is not known makes the whole unknown. */
export function plus(parts: readonly Val[], language: Language): Val {
  let out = "";
  for (const part of parts) {
    const text = textOf(part, language);
    if (text === undefined) return UNKNOWN;
    out += text;
    if (out.length > MAX_TEXT) lost();
  }
  return out;
}

/** The text of a value, as the language writes it; undefined where it is not known. */
export function textOf(v: Val, language: Language): string | undefined {
  const python = language === "python";
  if (typeof v === "string") return v;
  if (typeof v === "number" || typeof v === "bigint") return String(v);
  if (v === null || v === undefined) return python ? "None" : String(v);
  if (typeof v === "boolean") return python ? (v ? "True" : "False") : String(v);
  if (v instanceof URL) return v.href;
  if (v instanceof Address) return textOfAddress(v);
  if (Array.isArray(v) && !python && v.every((each) => typeof each === "string")) return v.join(",");
  return undefined;
}

export function unary(operator: string, v: Val, python: boolean): Val {
  if (v === UNKNOWN) return UNKNOWN;
  switch (operator) {
    case "!":
      return !(truth(v, python) ?? lost());
    case "-":
      return typeof v === "bigint" ? -v : -numberOf(v);
    case "+":
      return python ? v : numberOf(v);
    case "~":
      return typeof v === "bigint" ? ~v : python ? -numberOf(v) - 1 : ~numberOf(v);
    case "typeof":
      return typeName(v);
    case "void":
      return undefined;
    default:
      return lost();
  }
}

function typeName(v: Val): string {
  if (v === null || Array.isArray(v) || v instanceof Set || v instanceof Box || v instanceof URL)
    return "object";
  if (v instanceof Closure || v instanceof Class || v instanceof Method) return "function";
  return typeof v === "object" ? lost() : typeof v;
}

export function binary(operator: string, a: Val, b: Val, language: Language): Val {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  if (a instanceof External || (b instanceof External && operator !== "instanceof")) return UNKNOWN;
  const python = language === "python";
  switch (operator) {
    case "===":
      return same(a, b, python);
    case "!==":
      return !same(a, b, python);
    case "==":
      return isLoosely(a, b);
    case "!=":
      return !isLoosely(a, b);
    case "is":
      return a === b || same(a, b, python);
    case "is not":
      return !(a === b || same(a, b, python));
    case "in":
      return holds(b, a, python);
    case "not in":
      return !holds(b, a, python);
    case "instanceof":
      return isInstance(a, b);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, a, b);
    case "+":
      return add(a, b, language);
    default:
      return python ? pythonNumbers(operator, a, b) : numbers(operator, a, b);
  }
}

function isLoosely(a: Val, b: Val): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (typeof a === typeof b) return same(a, b, false);
  return typeof a !== "object" && typeof b !== "object" ? numberOf(a) === numberOf(b) : lost();
}

function compare(operator: string, a: Val, b: Val): boolean {
  const order = orderOf(a, b);
  if (Number.isNaN(order)) return false;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function orderOf(a: Val, b: Val): number {
  if (a instanceof Address && b instanceof Address)
    return a.version === b.version
      ? Number(a.value > b.value) - Number(a.value < b.value)
      : raise("TypeError");
  if (typeof a === "string" && typeof b === "string") return Number(a > b) - Number(a < b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = orderOf(a[i], b[i]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === "bigint" && typeof b === "bigint") return Number(a > b) - Number(a < b);
  const [x, y] = [
    typeof a === "bigint" ? Number(a) : numberOf(a),
    typeof b === "bigint" ? Number(b) : numberOf(b),
  ];
  return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : Math.sign(x - y);
}

/** `a in b`: an element, a part of a text, a key, an address of a network. */
function holds(b: Val, a: Val, python: boolean): boolean {
  if (typeof b === "string") return typeof a === "string" ? b.includes(a) : raise("TypeError");
  if (b instanceof Box) return b.of instanceof Class ? lost() : b.fields.has(a);
  if (b instanceof Address && b.bits !== undefined)
    return a instanceof Address ? isIn(a, b) : raise("TypeError");
  if (!python) return lost();
  if (Array.isArray(b) || b instanceof Set) {
    const all = [...b];
    if (all.some((each) => same(each, a, python))) return true;
    return all.every(isKnown) ? false : lost();
  }
  return lost();
}

function add(a: Val, b: Val, language: Language): Val {
  if (Array.isArray(a) && Array.isArray(b) && language === "python")
    return a.length + b.length > MAX_LIST ? lost() : [...a, ...b];
  if (typeof a === "string" || typeof b === "string") {
    if (language === "python" && typeof a !== typeof b) return raise("TypeError");
    return plus([a, b], language);
  }
  if (language === "python") return pythonNumbers("+", a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? a + b : numberOf(a) + numberOf(b);
}
