/**
 * Which modules of a tree make one program: those of one package, and of packages that import each other.
 *
 * A repository of many servers is analysed server by server: what they have in common is the repository.
 * Modules of one package stay together even where no import joins them, because many are loaded by name.
 */
import type { Resolver, TreeFiles } from "../frontends/types.js";
import type { Language, ModuleIR } from "../ir/types.js";

const MANIFESTS: ReadonlySet<string> = new Set(["package.json", "pyproject.toml", "setup.py", "setup.cfg"]);

/** The programs of a tree, each with its modules in the order given; one when the tree is one package. */
export function programsOf(
  modules: readonly ModuleIR[],
  files: TreeFiles | undefined,
  resolverFor: (language: Language) => Resolver,
): readonly (readonly ModuleIR[])[] {
  const roots = new Set<string>();
  for (const path of files?.paths ?? []) {
    const slash = path.lastIndexOf("/");
    if (MANIFESTS.has(path.slice(slash + 1))) roots.add(path.slice(0, Math.max(slash, 0)));
  }
  if (roots.size < 2 || modules.length === 0) return [modules];
  const groups = new Groups();
  const packageOf = new Map(modules.map((module) => [module.path, rootOf(module.path, roots)]));
  for (const module of modules) {
    const own = packageOf.get(module.path) as string;
    groups.add(own);
    for (const specifier of specifiersOf(module)) {
      const target = resolverFor(module.language).resolve(module.path, specifier);
      const other = target.kind === "file" ? packageOf.get(target.path) : undefined;
      if (other !== undefined && other !== own) groups.join(own, other);
    }
  }
  const programs = new Map<string, ModuleIR[]>();
  for (const module of modules) {
    const group = groups.find(packageOf.get(module.path) as string);
    const list = programs.get(group);
    if (list === undefined) programs.set(group, [module]);
    else list.push(module);
  }
  return [...programs.values()];
}

/** The nearest folder above a file that has a manifest; "" when none has. */
function rootOf(path: string, roots: ReadonlySet<string>): string {
  let folder = path;
  while (folder !== "") {
    const slash = folder.lastIndexOf("/");
    folder = slash < 0 ? "" : folder.slice(0, slash);
    if (roots.has(folder)) return folder;
  }
  return "";
}

function specifiersOf(module: ModuleIR): ReadonlySet<string> {
  const out = new Set<string>();
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const instr of block.instrs)
        if (instr.op === "import" && instr.specifier !== undefined) out.add(instr.specifier);
  return out;
}

/** Sets that are joined, each under the name of one of its members. */
class Groups {
  private readonly parent = new Map<string, string>();

  add(name: string): void {
    if (!this.parent.has(name)) this.parent.set(name, name);
  }

  find(name: string): string {
    let root = name;
    for (let up = this.parent.get(root) ?? root; up !== root; up = this.parent.get(root) ?? root) root = up;
    this.parent.set(name, root);
    return root;
  }

  join(a: string, b: string): void {
    this.parent.set(this.find(a), this.find(b));
  }
}
