/** Operators, and what stands in values: properties, elements. */
import type { Language } from "../ir/types.js";
import { isIn, propertyOf, textOfAddress } from "./addresses.js";
import {
  Address,
  Box,
  Class,
  Closure,
  External,
  isKnown,
  lost,
  Method,
  Pattern,
  raise,
  same,
  truth,
  UNKNOWN,
  type Val,
} from "./values.js";

const MAX_TEXT = 4_000;
const MAX_LIST = 4_000;

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

/** The number that an operator takes a value for. */
function numberOf(v: Val): number {
  if (typeof v === "number") return v;
  if (typeof v === "boolean" || typeof v === "string" || v === null || v === undefined) return Number(v);
  return lost();
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

const isNothing = (v: Val): boolean => v === null || v === undefined;

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

/** What the exceptions of the languages extend. */
const ABOVE: Readonly<Record<string, string>> = {
  "ipaddress.AddressValueError": "ValueError",
  "ipaddress.NetmaskValueError": "ValueError",
  UnicodeError: "ValueError",
  KeyError: "LookupError",
  IndexError: "LookupError",
  TypeError: "Error",
  RangeError: "Error",
};

function isInstance(a: Val, b: Val): boolean {
  if (Array.isArray(b)) return b.some((each) => isInstance(a, each));
  if (b instanceof Class) return a instanceof Box && a.of instanceof Class && extendsFrom(a.of, b);
  if (!(b instanceof External)) return lost();
  const { path } = b;
  if (path === "str") return typeof a === "string";
  if (path === "list" || path === "tuple" || path === "Array") return Array.isArray(a);
  if (path === "URL") return a instanceof URL;
  if (/^ipaddress\.IPv[46]Address$/.test(path))
    return a instanceof Address && a.bits === undefined && path.includes(String(a.version));
  if (/^ipaddress\.IPv[46]Network$/.test(path))
    return a instanceof Address && a.bits !== undefined && path.includes(String(a.version));
  if (!(a instanceof Box)) return typeof a === "object" && a !== null ? lost() : false;
  return a.of instanceof Class ? extendsNamed(a.of, path) : isNamed(a.of, path);
}

function isNamed(name: string, path: string): boolean {
  if (path === "Exception" || path === "BaseException" || path === name || path === "Error") return true;
  const above = ABOVE[name];
  return above !== undefined && isNamed(above, path);
}

const extendsFrom = (cls: Class, from: Class): boolean =>
  cls.ir === from.ir || cls.supers.some((s) => s instanceof Class && extendsFrom(s, from));

const extendsNamed = (cls: Class, path: string): boolean =>
  cls.supers.some((s) =>
    s instanceof Class ? extendsNamed(s, path) : s instanceof External && isNamed(s.path, path),
  );

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

function numbers(operator: string, a: Val, b: Val): Val {
  if (typeof a === "bigint" || typeof b === "bigint") return lost();
  const x = numberOf(a);
  const y = numberOf(b);
  switch (operator) {
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "%":
      return x % y;
    case "**":
      return x ** y;
    case "&":
      return x & y;
    case "|":
      return x | y;
    case "^":
      return x ^ y;
    case "<<":
      return x << y;
    case ">>":
      return x >> y;
    case ">>>":
      return x >>> y;
    default:
      return lost();
  }
}

const MAX_BITS = 256n;

/** Whole numbers of Python have no end; those that fit are numbers here. */
function pythonNumbers(operator: string, a: Val, b: Val): Val {
  if (operator === "|" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (operator === "/" && typeof a === "number" && typeof b === "number") return a / b;
  const [x, y] = [wholeOf(a), wholeOf(b)];
  const fits = (n: bigint): Val => {
    if (n >> MAX_BITS !== 0n && n >> MAX_BITS !== -1n) return lost();
    return n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : n;
  };
  switch (operator) {
    case "+":
      return fits(x + y);
    case "-":
      return fits(x - y);
    case "*":
      return fits(x * y);
    case "//":
    case "%": {
      if (y === 0n) return raise("ZeroDivisionError");
      const left = ((x % y) + y) % y;
      return fits(operator === "%" ? left : (x - left) / y);
    }
    case "**":
      return y < 0n || y > MAX_BITS ? lost() : fits(x ** y);
    case "&":
      return fits(x & y);
    case "|":
      return fits(x | y);
    case "^":
      return fits(x ^ y);
    case "<<":
      return y < 0n || y > MAX_BITS ? lost() : fits(x << y);
    case ">>":
      return y < 0n ? lost() : fits(x >> y);
    default:
      return lost();
  }
}

function wholeOf(v: Val): bigint {
  if (typeof v === "bigint") return v;
  if (typeof v === "boolean") return BigInt(v);
  if (typeof v === "number" && Number.isInteger(v)) return BigInt(v);
  return isNothing(v) || typeof v === "string" ? raise("TypeError") : lost();
}

/** `obj.key`, `obj[key]`. */
export function loadFrom(obj: Val, key: Val, item: boolean, language: Language): Val {
  if (obj === UNKNOWN || key === UNKNOWN) return UNKNOWN;
  const python = language === "python";
  const isAttribute = !python || !item;
  if (isNothing(obj)) return raise(python ? "AttributeError" : "TypeError");
  const at = typeof key === "string" && /^(?:0|[1-9]\d{0,5})$/.test(key) ? Number(key) : key;
  if ((typeof obj === "string" || Array.isArray(obj)) && typeof at === "number") {
    const index = python && at < 0 ? at + obj.length : at;
    if (python && (index < 0 || index >= obj.length)) return raise("IndexError");
    return obj[index];
  }
  if (typeof key !== "string") return obj instanceof Box && obj.of === "dict" ? obj.fields.get(key) : lost();
  if (obj instanceof External) return new External(`${obj.path}.${key}`);
  if (obj instanceof Box && (obj.of === "map" || obj.of === "match")) return new Method(obj, key);
  if (obj instanceof Box) {
    if (obj.fields.has(key)) return obj.fields.get(key);
    if (obj.of === "dict")
      return python && item ? raise("KeyError") : python ? new Method(obj, key) : undefined;
    return obj.of === "namespace" || typeof obj.of === "string" ? UNKNOWN : lost();
  }
  if (!isAttribute) return lost();
  if (key === "length" && (typeof obj === "string" || Array.isArray(obj)))
    return python ? lost() : obj.length;
  if (key === "size" && obj instanceof Set) return obj.size;
  if (obj instanceof URL) return urlPart(obj, key);
  if (obj instanceof Address) {
    const known = propertyOf(obj, key);
    return known === undefined ? new Method(obj, key) : known;
  }
  if (obj instanceof Pattern && /^(?:source|flags|lastIndex)$/.test(key)) return lost();
  if (obj instanceof Closure || obj instanceof Class) return lost();
  return new Method(obj, key);
}

const URL_PARTS: ReadonlySet<string> = new Set(
  "href protocol hostname host port pathname search hash origin username password".split(" "),
);

const urlPart = (url: URL, key: string): Val =>
  URL_PARTS.has(key) ? String(url[key as keyof URL]) : new Method(url, key);

export function storeIn(obj: Val, key: Val, value: Val): void {
  if (obj instanceof Box) obj.fields.set(key, value);
  else if (obj instanceof Class) obj.statics.set(key, value);
  else if (Array.isArray(obj) && typeof key === "number" && key >= 0 && key < MAX_LIST) obj[key] = value;
  else if (obj !== UNKNOWN && !(obj instanceof External)) lost();
}
