/** What the languages' own functions and methods give, and those of the libraries that take addresses apart. */
import type { Language } from "../ir/types.js";
import { addressOf, textOfAddress, versionOf } from "./addresses.js";
import { listMethod } from "./lists.js";
import { textOf } from "./operations.js";
import { patternMethod } from "./pattern-methods.js";
import { ofPython } from "./patterns.js";
import { pythonText, splitUrl } from "./python-texts.js";
import { javascriptText } from "./texts.js";
import {
  Address,
  Box,
  External,
  Lost,
  lost,
  Method,
  Pattern,
  Raised,
  raise,
  truth,
  UNKNOWN,
  type Val,
} from "./values.js";

export type Call = (fn: Val, args: readonly Val[]) => Val;
type Names = ReadonlyMap<string, Val>;
type Named = (args: readonly Val[], call: Call, names: Names) => Val;

/** The result of what is no function of the program. */
export function callNative(
  callee: Method | External,
  args: readonly Val[],
  names: Names,
  language: Language,
  call: Call,
): Val {
  if (callee instanceof Method) return guarded(() => method(callee, args, language, call));
  const path = callee.path.replace(/^node:/, "").replace(/\.default\./, ".");
  const known = (language === "python" ? PYTHON : JAVASCRIPT).get(path);
  if (known !== undefined) {
    // Where the value is not known, neither is what is made of it.
    return args.some((arg) => arg === UNKNOWN) ? UNKNOWN : guarded(() => known(args, call, names));
  }
  return args.every((arg) => arg === UNKNOWN) && names.size === 0 ? UNKNOWN : lost();
}

/** What the host refuses to do (a number of a text that is none) the program's own language refuses, too. */
function guarded(run: () => Val): Val {
  try {
    return run();
  } catch (error) {
    if (error instanceof Lost || error instanceof Raised) throw error;
    return error instanceof SyntaxError || error instanceof TypeError ? raise("TypeError") : lost();
  }
}

function method({ on, name }: Method, args: readonly Val[], language: Language, call: Call): Val {
  if (args.some((arg) => arg === UNKNOWN)) return UNKNOWN;
  if (typeof on === "string")
    return language === "python" ? pythonText(on, name, args) : javascriptText(on, name, args, call);
  if (Array.isArray(on)) return listMethod(on, name, args, language, call);
  if (on instanceof Set) return setMethod(on, name, args);
  if (on instanceof Pattern) return patternMethod(on, name, args, language);
  if (on instanceof Box) return dictMethod(on, name, args, language);
  if (on instanceof Address) return name === "__str__" ? textOfAddress(on) : lost();
  if (on instanceof URL) return name === "toString" || name === "toJSON" ? on.href : lost();
  if (typeof on === "number")
    return name === "toString" && args.length < 2 ? on.toString(Number(args[0] ?? 10)) : lost();
  return lost();
}

function setMethod(on: Set<Val>, name: string, [value]: readonly Val[]): Val {
  if (name === "has") return on.has(value) || ([...on].includes(UNKNOWN) ? lost() : false);
  if (name === "add") return on.add(value);
  return lost();
}

function dictMethod(on: Box, name: string, [key, otherwise]: readonly Val[], language: Language): Val {
  switch (name) {
    case "group":
      return on.fields.has(key ?? 0) ? on.fields.get(key ?? 0) : raise("IndexError");
    case "groups":
      return [...on.fields].flatMap(([at, group]) => (typeof at === "number" && at > 0 ? [group] : []));
    case "get":
      return on.fields.has(key)
        ? on.fields.get(key)
        : language === "python"
          ? (otherwise ?? null)
          : undefined;
    case "has":
      return on.fields.has(key);
    case "keys":
      return [...on.fields.keys()];
    case "values":
      return [...on.fields.values()];
    case "items":
    case "entries":
      return [...on.fields].map(([k, v]) => [k, v]);
    default:
      return lost();
  }
}

const text = (v: Val): string => (typeof v === "string" ? v : lost());
const list = (v: Val): readonly Val[] =>
  Array.isArray(v)
    ? v
    : v instanceof Set || typeof v === "string"
      ? [...v]
      : v instanceof Box
        ? [...v.fields.keys()]
        : lost();

const JAVASCRIPT: ReadonlyMap<string, Named> = new Map<string, Named>([
  ["Number", ([v = 0]) => (v instanceof URL ? lost() : Number(v as string))],
  ["Number.isInteger", ([v]) => Number.isInteger(v)],
  ["Number.isFinite", ([v]) => Number.isFinite(v)],
  ["Number.isSafeInteger", ([v]) => Number.isSafeInteger(v)],
  ["Number.isNaN", ([v]) => Number.isNaN(v)],
  ["isNaN", ([v]) => Number.isNaN(Number(v as string))],
  ["Number.parseInt", ([v, base]) => Number.parseInt(text(v), base as number)],
  ["parseInt", ([v, base]) => Number.parseInt(text(v), base as number)],
  ["parseFloat", ([v]) => Number.parseFloat(text(v))],
  ["String", ([v]) => textOf(v, "javascript") ?? lost()],
  ["Boolean", ([v]) => Boolean(v)],
  ["BigInt", ([v]) => (typeof v === "string" || typeof v === "number" ? BigInt(v) : lost())],
  ["Array.isArray", ([v]) => Array.isArray(v)],
  [
    "Array.from",
    ([v, fn], call) => (fn === undefined ? [...list(v)] : list(v).map((each, i) => call(fn, [each, i]))),
  ],
  ["Object.freeze", ([v]) => v],
  ["Object.keys", ([v]) => (v instanceof Box ? [...v.fields.keys()] : lost())],
  ["Object.values", ([v]) => (v instanceof Box ? [...v.fields.values()] : lost())],
  ["Object.entries", ([v]) => (v instanceof Box ? [...v.fields].map(([k, each]) => [k, each]) : lost())],
  ["Set", ([v]) => new Set(v === undefined || v === null ? [] : list(v))],
  ["Map", ([v]) => mapOf(v)],
  [
    "RegExp",
    ([v, flags]) => (v instanceof Pattern ? v : new Pattern(text(v), flags === undefined ? "" : text(flags))),
  ],
  ["URL", ([v, base]) => (base === undefined ? urlOf(v instanceof URL ? v.href : text(v)) : lost())],
  ["url.URL", ([v]) => urlOf(text(v))],
  ["URL.canParse", ([v]) => URL.canParse(text(v))],
  ["decodeURIComponent", ([v]) => decoded(text(v))],
  ["encodeURIComponent", ([v]) => encodeURIComponent(text(v))],
  ["Math.floor", ([v]) => Math.floor(Number(v as number))],
  ["Math.min", (args) => Math.min(...args.map(Number))],
  ["Math.max", (args) => Math.max(...args.map(Number))],
  ["Math.pow", ([a, b]) => Number(a as number) ** Number(b as number)],
  ["net.isIP", ([v]) => versionOf(text(v))],
  ["net.isIPv4", ([v]) => versionOf(text(v)) === 4],
  ["net.isIPv6", ([v]) => versionOf(text(v)) === 6],
  ["Promise.resolve", ([v]) => v],
  ...["Error", "TypeError", "RangeError", "SyntaxError"].map((name): [string, Named] => [
    name,
    ([v]) => errorOf(name, v),
  ]),
]);

const PYTHON: ReadonlyMap<string, Named> = new Map<string, Named>([
  ["int", ([v, base]) => intOf(v, base)],
  ["str", ([v = ""]) => textOf(v, "python") ?? lost()],
  ["bool", ([v]) => truth(v, true) ?? lost()],
  ["len", ([v]) => (typeof v === "string" || Array.isArray(v) ? v.length : list(v).length)],
  ["list", ([v = []]) => [...list(v)]],
  ["tuple", ([v = []]) => [...list(v)]],
  ["set", ([v = []]) => [...list(v)]],
  ["frozenset", ([v = []]) => [...list(v)]],
  ["sorted", ([v]) => (list(v).every((each) => typeof each === "string") ? [...list(v)].sort() : lost())],
  ["any", ([v]) => list(v).some((each) => truth(each, true) ?? lost())],
  ["all", ([v]) => list(v).every((each) => truth(each, true) ?? lost())],
  ["map", ([fn, v], call) => list(v).map((each) => call(fn, [each]))],
  ["filter", ([fn, v], call) => list(v).filter((each) => truth(call(fn, [each]), true) ?? lost())],
  ["enumerate", ([v]) => list(v).map((each, i) => [i, each])],
  [
    "zip",
    ([a, b]) =>
      list(a)
        .slice(0, list(b).length)
        .map((each, i) => [each, list(b)[i]]),
  ],
  ["reversed", ([v]) => [...list(v)].reverse()],
  ["range", (args) => rangeOf(args.map((v) => (typeof v === "number" ? v : lost())))],
  ["ord", ([v]) => text(v).codePointAt(0)],
  ["chr", ([v]) => (typeof v === "number" ? String.fromCodePoint(v) : lost())],
  ["isinstance", ([v, cls]) => instanceOf(v, cls)],
  ["re.compile", ([v, flags]) => ofPython(text(v), flags === undefined ? "" : flagsOf(flags))],
  ...["match", "search", "fullmatch", "sub", "split", "findall"].map((name): [string, Named] => [
    `re.${name}`,
    ([v, ...args]) => patternMethod(v instanceof Pattern ? v : ofPython(text(v), ""), name, args, "python"),
  ]),
  ...["ip_address", "IPv4Address", "IPv6Address"].map((name): [string, Named] => [
    `ipaddress.${name}`,
    ([v]) => (v instanceof Address ? v : ipOf(text(v), name)),
  ]),
  ...["ip_network", "IPv4Network", "IPv6Network"].map((name): [string, Named] => [
    `ipaddress.${name}`,
    ([v]) => networkOf(text(v)),
  ]),
  ["urllib.parse.urlparse", ([v]) => splitUrl(text(v))],
  ["urllib.parse.urlsplit", ([v]) => splitUrl(text(v))],
  ["urllib.parse.unquote", ([v]) => decoded(text(v))],
  ...["ValueError", "Exception", "PermissionError", "RuntimeError", "TypeError"].map(
    (name): [string, Named] => [name, ([v]) => errorOf(name, v)],
  ),
]);

function mapOf(v: Val): Val {
  const box = new Box("map");
  for (const pair of v === undefined ? [] : list(v)) {
    if (!Array.isArray(pair)) return lost();
    box.fields.set(pair[0], pair[1]);
  }
  return box;
}

function urlOf(v: string): URL {
  return URL.canParse(v) ? new URL(v) : raise("TypeError", "Invalid URL");
}

function decoded(v: string): string {
  try {
    return decodeURIComponent(v);
  } catch {
    return raise("URIError");
  }
}

function errorOf(name: string, message: Val): Box {
  const box = new Box(name);
  box.fields.set("message", message);
  return box;
}

function intOf(v: Val, base: Val): Val {
  if (typeof v === "number") return Math.trunc(v);
  if (v instanceof Address) return v.value;
  if (typeof v === "boolean") return Number(v);
  if (typeof v !== "string") return v === null ? raise("TypeError") : lost();
  const plain = v.trim().replace(/(?<=[\da-f])_(?=[\da-f])/gi, "");
  const radix = base === undefined ? 10 : typeof base === "number" ? base : lost();
  if (radix === 10 && /^[+-]?\d{1,80}$/.test(plain)) {
    const n = BigInt(plain.replace(/^\+/, ""));
    return n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : n;
  }
  if (radix === 16 && /^(?:0x)?[\da-f]{1,12}$/i.test(plain)) return Number.parseInt(plain, 16);
  if (radix === 8 && /^(?:0o)?[0-7]{1,12}$/.test(plain)) return Number.parseInt(plain.replace(/^0o/, ""), 8);
  if (radix === 0 && /^(?:0x[\da-f]{1,12}|0o[0-7]{1,12}|[1-9]\d{0,14}|0+)$/i.test(plain))
    return Number(plain);
  return raise("ValueError");
}

function rangeOf(args: readonly number[]): Val[] {
  const [from = 0, to = 0, step = 1] = args.length === 1 ? [0, args[0]] : args;
  if (step === 0 || Math.abs((to - from) / step) > 1_000) return lost();
  const out: number[] = [];
  for (let n = from; step > 0 ? n < to : n > to; n += step) out.push(n);
  return out;
}

function instanceOf(v: Val, cls: Val): boolean {
  if (Array.isArray(cls)) return cls.some((each) => instanceOf(v, each));
  const path = cls instanceof External ? cls.path : lost();
  if (path === "str") return typeof v === "string";
  if (path === "int") return typeof v === "number" || typeof v === "bigint" || typeof v === "boolean";
  if (path === "bytes" || path === "dict") return v instanceof Box && v.of === path;
  if (path === "list" || path === "tuple" || path === "set") return Array.isArray(v);
  if (!path.startsWith("ipaddress.")) return lost();
  return (
    v instanceof Address &&
    path.includes(`v${v.version}`) &&
    path.endsWith("Network") === (v.bits !== undefined)
  );
}

function flagsOf(v: Val): string {
  if (!(v instanceof External)) return lost();
  return /^re\.(?:I|IGNORECASE)$/.test(v.path) ? "i" : lost();
}

function ipOf(v: string, name: string): Address {
  const address = v.includes("/") ? undefined : addressOf(v);
  if (address === undefined || (name.startsWith("IPv") && !name.includes(String(address.version))))
    return raise(name.startsWith("IPv") ? "ipaddress.AddressValueError" : "ValueError");
  return address;
}

function networkOf(v: string): Address {
  const network = addressOf(v);
  if (network === undefined) return raise("ValueError");
  return new Address(network.version, network.value, network.bits ?? (network.version === 4 ? 32 : 128));
}
