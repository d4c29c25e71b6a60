/**
 * Turns the sources of a tree into modules: each file goes to the front end of its extension, one at a
 * time, and its text is dropped afterwards. A file that was left out because of its role (a test, an
 * example) is parsed after all once a parsed file imports it.
 *
 * Front ends are loaded only when the tree has a file for them.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Language, ModuleIR } from "../ir/types.js";
import { type LanguageEntry, languages } from "./index.js";
import type { Frontend, FrontendNote, Resolver, SourceFile, TreeFiles } from "./types.js";

/** What parsing needs of the tree. */
export interface SourceTree extends TreeFiles {
  readonly root: string;
  readonly sources: readonly string[];
  readSource(path: string): SourceFile | undefined;
  isReserve(path: string): boolean;
  /** Number of files in reserve. */
  readonly leftOut: number;
}

export interface Program {
  /** In the order of the tree's sources, then files that came back by import. */
  readonly modules: readonly ModuleIR[];
  readonly notes: readonly FrontendNote[];
  /** The resolver of a language that the program has modules of. */
  resolverFor(language: Language): Resolver;
}

interface Loaded {
  readonly frontend: Frontend;
  readonly resolver: Resolver;
}

/** Parses everything. `onFile` is called before each file with how many are done. */
export async function parseProgram(tree: SourceTree, onFile: (done: number) => void): Promise<Program> {
  const loaded = new Map<LanguageEntry, Loaded>();
  for (const entry of languages) {
    const own = tree.sources.filter((path) =>
      entry.extensions.some((extension) => hasExtension(path, extension)),
    );
    if (own.length > 0) loaded.set(entry, await load(entry, tree, own));
  }
  const modules: ModuleIR[] = [];
  const notes: FrontendNote[] = [];
  const queue = [...tree.sources];
  const queued = new Set(queue);
  for (let next = 0; next < queue.length; next++) {
    onFile(next);
    const path = queue[next]!;
    const parser = frontendFor(path, loaded);
    const file = parser === undefined ? undefined : tree.readSource(path);
    if (parser === undefined || file === undefined) continue;
    const result = parseFile(parser.frontend, file);
    for (const each of result.notes) notes.push(each);
    if (result.module === undefined) continue;
    modules.push(result.module);
    if (tree.leftOut === 0) continue;
    for (const target of importedFiles(result.module, parser.resolver)) {
      if (queued.has(target) || !tree.isReserve(target)) continue;
      queued.add(target);
      queue.push(target);
    }
  }
  return { modules, notes, resolverFor: (language) => resolverOf(language, loaded) };
}

async function load(entry: LanguageEntry, tree: SourceTree, own: readonly string[]): Promise<Loaded> {
  const frontend = await entry.load();
  let bytes = 0;
  for (const path of own) bytes += statSync(join(tree.root, path), { throwIfNoEntry: false })?.size ?? 0;
  await frontend.prepare(bytes);
  return { frontend, resolver: frontend.createResolver(tree) };
}

function hasExtension(path: string, extension: string): boolean {
  return path.length > extension.length && path.slice(-extension.length).toLowerCase() === extension;
}

function frontendFor(path: string, loaded: ReadonlyMap<LanguageEntry, Loaded>): Loaded | undefined {
  for (const [entry, parser] of loaded) {
    if (entry.extensions.some((extension) => hasExtension(path, extension))) return parser;
  }
  return undefined;
}

function resolverOf(language: Language, loaded: ReadonlyMap<LanguageEntry, Loaded>): Resolver {
  for (const [entry, parser] of loaded) if (entry.language === language) return parser.resolver;
  return { resolve: (_from, specifier) => ({ kind: "external", name: specifier }) };
}

/** A front end does not throw for what a file holds; should it do so, only that file is lost. */
function parseFile(frontend: Frontend, file: SourceFile): ReturnType<Frontend["parse"]> {
  try {
    return frontend.parse(file);
  } catch (error) {
    const reason = error instanceof RangeError ? "it is nested too deeply" : "the parser failed on it";
    return {
      module: undefined,
      notes: [{ path: file.path, kind: "failed", message: `the file could not be parsed: ${reason}` }],
    };
  }
}

/** Files of the tree that the module imports by a constant specifier. */
function importedFiles(module: ModuleIR, resolver: Resolver): string[] {
  const found: string[] = [];
  for (const fn of module.functions) {
    for (const block of fn.blocks) {
      for (const instr of block.instrs) {
        if (instr.op !== "import" || instr.specifier === undefined) continue;
        const target = resolver.resolve(module.path, instr.specifier);
        if (target.kind === "file") found.push(target.path);
      }
    }
  }
  return found;
}
