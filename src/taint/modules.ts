/** Imports: runs the imported module's top level on first use and gives its namespace. */

import type { Frame, Machine } from "./machine.js";
import { runModule } from "./running.js";
import type { Site } from "./site.js";
import { BOTTOM, constStrings, join, reference, UNKNOWN, type Value } from "./values.js";

export function importModule(
  m: Machine,
  f: Frame,
  kind: "es" | "require" | "dynamic" | "py" | "py-root",
  specifier: string | undefined,
  computed: Value | undefined,
  site: Site,
): Value {
  if (specifier !== undefined)
    return importNamed(
      m,
      f,
      kind === "py-root" ? rootOf(m, f, specifier) : specifier,
      kind === "py" || kind === "py-root",
    );
  const names = computed === undefined ? undefined : constStrings(computed);
  if (computed !== undefined && computed.taints.length > 0) {
    const row = { call: "import", arg: 0, kind: "module-name", label: "import()" } as const;
    for (const node of computed.taints)
      m.recordHit({ row, path: "import", site, summary: f.summary, node, facts: f.state.facts });
  }
  let out: Value = names === undefined ? UNKNOWN : BOTTOM;
  for (const name of names ?? []) out = join(out, importNamed(m, f, name, false));
  return out;
}

/** `import a.b.c` binds `a`; the submodules are loaded as well. */
function rootOf(m: Machine, f: Frame, specifier: string): string {
  importNamed(m, f, specifier, true);
  return specifier.split(".")[0] ?? specifier;
}

export function importNamed(m: Machine, f: Frame, specifier: string, python: boolean): Value {
  const to = m.resolve(f.module, specifier);
  if (to.kind === "external") return reference(m.ext(m.model(f.module.language).canonical(to.name)));
  const info = to.kind === "file" ? m.modules.get(to.path) : undefined;
  if (to.kind === "package")
    return reference(m.heap.namespace(`p:${to.path}`, undefined, specifier, f.module.path));
  if (info === undefined) return UNKNOWN;
  runModule(m, info);
  const value = m.heap.read(info.moduleObj, "exports");
  if (python) rememberDotted(m, info.exports.id, specifier, f.module.path);
  return value;
}

const dotted = new WeakMap<Machine, Map<number, { specifier: string; from: string }>>();

function rememberDotted(m: Machine, id: number, specifier: string, from: string): void {
  let map = dotted.get(m);
  if (map === undefined) dotted.set(m, (map = new Map()));
  if (!map.has(id)) map.set(id, { specifier, from });
}

/** Python: `from pkg import sub` and `pkg.sub` where `sub` is a module of the package. */
export function submodule(
  m: Machine,
  f: Frame,
  namespaceId: number,
  own: { dotted: string; from: string },
  name: string,
): Value | undefined {
  const known =
    own.dotted !== "" ? { specifier: own.dotted, from: own.from } : dotted.get(m)?.get(namespaceId);
  if (known === undefined) return undefined;
  const from = m.modules.get(known.from)?.module ?? f.module;
  const specifier = known.specifier.endsWith(".") ? known.specifier + name : `${known.specifier}.${name}`;
  const to = m.resolve(from, specifier);
  if (to.kind === "external") return undefined;
  if (to.kind === "package")
    return reference(m.heap.namespace(`p:${to.path}`, undefined, specifier, from.path));
  const info = m.modules.get(to.path);
  if (info === undefined) return undefined;
  runModule(m, info);
  rememberDotted(m, info.exports.id, specifier, from.path);
  return m.heap.read(info.moduleObj, "exports");
}
