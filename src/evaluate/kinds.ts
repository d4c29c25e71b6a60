/** What a value is an instance of. */
import { Address, Box, Class, External, lost, type Val } from "./values.js";

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

export function isInstance(a: Val, b: Val): boolean {
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
