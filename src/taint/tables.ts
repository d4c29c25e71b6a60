/**
 * Python: entries of the tables in which the runtime keeps what modules hold.
 *
 *   sys.modules["os"], fn.__globals__["os"]     the module
 *   os.__dict__["system"]                       os.system
 *   __builtins__["eval"], __builtins__.eval     eval
 */
import type { Frame, Machine } from "./machine.js";
import { importNamed } from "./modules.js";
import type { Value } from "./values.js";

/** Methods of the tables themselves. */
const METHODS: ReadonlySet<string> = new Set([
  "get",
  "keys",
  "values",
  "items",
  "pop",
  "setdefault",
  "update",
  "copy",
]);
const OF_MODULES = /^sys[.]modules$|[.]__globals__$/;

/** The path behind `path.key`, where `path` is a table: a module, or the owner of the name. */
export function entryOf(m: Machine, f: Frame, path: string, key: string): Value | string | undefined {
  if (f.module.language !== "python" || METHODS.has(key)) return undefined;
  if (OF_MODULES.test(path)) return importNamed(m, f, key, true);
  if (path === "builtins.__builtins__") return "builtins";
  return path.endsWith(".__dict__") ? path.slice(0, -".__dict__".length) : undefined;
}
