/**
 * Which sources of a tree make one program: those of one package, and of packages that import each other.
 *
 * A repository of many servers is analysed server by server: what they have in common is the repository.
 * Sources of one package stay together even where no import joins them, because many are loaded by name.
 * Told from texts, before anything is parsed, so that programs can be parsed and forgotten one at a time.
 */
import type { Parsers } from "../frontends/program.js";

const MANIFESTS: ReadonlySet<string> = new Set(["package.json", "pyproject.toml", "setup.py", "setup.cfg"]);

/** What grouping needs of the tree. */
export interface GroupedTree {
  /** All source and manifest paths. */
  readonly paths: readonly string[];
  /** What is audited, in order. */
  readonly sources: readonly string[];
  /** The text of a source, or undefined when it is not going to be read; says nothing of why. */
  peek(path: string): string | undefined;
}

export interface Group {
  /** In the tree's order. */
  readonly sources: readonly string[];
  /** Characters in them, 0 where there is only one group: then nobody has to share. */
  readonly size: number;
}

/** The programs of a tree in the order of their first sources; one when the tree is one package. */
export function groupSources(
  tree: GroupedTree,
  parsers: Pick<Parsers, "importsWrittenIn">,
): readonly Group[] {
  const roots = new Set<string>();
  for (const path of tree.paths) {
    const slash = path.lastIndexOf("/");
    if (MANIFESTS.has(path.slice(slash + 1))) roots.add(path.slice(0, Math.max(slash, 0)));
  }
  const own = new Set(tree.sources.map((path) => rootOf(path, roots)));
  if (own.size < 2) return [{ sources: tree.sources, size: 0 }];

  const joined = new Groups();
  const sizes = new Map<string, number>();
  const queue = [...tree.sources];
  const queued = new Set(queue);
  for (const path of queue) {
    const root = rootOf(path, roots);
    joined.add(root);
    const text = tree.peek(path);
    if (text === undefined) continue;
    sizes.set(path, text.length);
    for (const target of parsers.importsWrittenIn(path, text)) {
      joined.join(root, rootOf(target, roots));
      // What was left out because of its role comes back by import, with its own imports.
      if (!queued.has(target)) queue.push(target);
      queued.add(target);
    }
  }
  const groups = new Map<string, string[]>();
  for (const path of tree.sources) {
    const group = joined.find(rootOf(path, roots));
    const list = groups.get(group);
    if (list === undefined) groups.set(group, [path]);
    else list.push(path);
  }
  return [...groups.values()].map((sources) => ({
    sources,
    size: sources.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0),
  }));
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
