/** What stands in values: properties, elements. */
import type { Language } from "../ir/types.js";
import { propertyOf } from "./addresses.js";
import { isNothing } from "./numbers.js";
import { MAX_LIST } from "./sizes.js";
import {
  Address,
  Box,
  Class,
  Closure,
  External,
  lost,
  Method,
  Pattern,
  raise,
  UNKNOWN,
  type Val,
} from "./values.js";

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
