/**
 * Other ways to name a module, a builtin or what a module holds: by the tables that the runtime keeps of them.
 *
 *   sys.modules["os"].system        os.__dict__["system"], vars(os)["system"]
 *   __builtins__["eval"]            fn.__globals__["os"]
 *   __import__("os")                process.mainModule.require("child_process")
 *
 * Only constant names are followed; what is looked up by another one stays unknown.
 */
import { argsOf, callValue } from "./call.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { importNamed } from "./modules.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { BOTTOM, constStrings, type ExtObj, join, reference, UNDEFINED, type Value } from "./values.js";

/** Functions of the runtime that give a module by its name. */
const IMPORTERS: ReadonlySet<string> = new Set([
  "builtins.__import__",
  "importlib.__import__",
  "sys.modules.get",
  "global.process.mainModule.require",
  "process.mainModule.require",
  "global.process.getBuiltinModule",
  "process.getBuiltinModule",
  "module._load",
  "module.Module._load",
]);
/** A table of names that is asked with a method: `os.__dict__.get("system")`. */
const ASKED = /^(.+[.](?:__dict__|__globals__|__builtins__))[.]get$/;

/** What such a call gives; undefined where it is none. */
export function byAnotherName(
  m: Machine,
  f: Frame,
  ext: ExtObj,
  args: CallArgs,
  site: Site,
): Value | undefined {
  const { path } = ext;
  const [of = UNDEFINED, , , list] = args.positional;
  if (IMPORTERS.has(path)) {
    // Of `__import__("os.path")`, the name leads to `os` unless something is taken from it.
    const isTop = path.endsWith(".__import__") && list === undefined && !args.names.has("fromlist");
    const python = f.module.language === "python";
    return joinNamed(of, (name) => importNamed(m, f, isTop ? (name.split(".")[0] ?? name) : name, python));
  }
  const table = ASKED.exec(path)?.[1];
  if (table !== undefined) return joinNamed(of, (name) => load(m, f, reference(m.ext(table)), name, site));
  switch (path) {
    case "builtins.vars": {
      const modules = of.refs.filter((r) => r.kind === "ext" && !r.path.endsWith(")"));
      const tables = modules.map((r) => m.ext(`${(r as ExtObj).path}.__dict__`));
      return tables.length === 0 || tables.length < of.refs.length ? undefined : { ...BOTTOM, refs: tables };
    }
    case "operator.methodcaller()": {
      const [name = UNDEFINED, ...rest] = ext.call?.args ?? [];
      const found = joinNamed(name, (each) => load(m, f, of, each, site));
      return found === undefined ? undefined : callValue(m, f, found, of, argsOf(rest), site);
    }
    case "builtins.staticmethod":
      return args.positional.length === 1 ? of : undefined;
    case "builtins.type": {
      // `type("Name", bases, members)`: what is read of it is a member, or comes of a base.
      const [, , members] = args.positional;
      return members?.refs.some((r) => r.kind === "object") ? members : undefined;
    }
    default:
      return undefined;
  }
}

function joinNamed(name: Value, of: (name: string) => Value): Value | undefined {
  const names = constStrings(name);
  if (names === undefined || names.length === 0) return undefined;
  return names.map(of).reduce(join);
}
