/**
 * Turns sources of a tree into modules: each file goes to the front end of its extension, one at a time, and
 * its text is dropped afterwards. A file that was not asked for (a test, an example, a file of another program)
 * is parsed after all once a parsed file imports it.
 *
 * Front ends are loaded only when the tree has a file for them.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Language, ModuleIR } from "../ir/types.js";
import { noteWork } from "../worked.js";
import { type LanguageEntry, languages } from "./index.js";
import type { Frontend, FrontendNote, Resolver, SourceFile, TreeFiles } from "./types.js";

/** What parsing needs of the tree. */
export interface SourceTree extends TreeFiles {
  readonly root: string;
  readonly sources: readonly string[];
  readSource(path: string): SourceFile | undefined;
  /** Number of files in reserve. */
  readonly leftOut: number;
}

export interface ParsedSources {
  /** In the order that was asked for, then files that came by import. */
  readonly modules: readonly ModuleIR[];
  readonly notes: readonly FrontendNote[];
}

/** The front ends that a tree has files for, ready to parse. */
export interface Parsers {
  /** Those that the tree has files of, in the order of their names. */
  readonly languages: readonly Language[];
  /** Parses sources of the tree. `onFile` is called before each file with how many are done. */
  parse(sources: readonly string[], onFile?: (done: number) => void): ParsedSources;
  /** Source files of the tree that a text at `path` seems to import. */
  importsWrittenIn(path: string, text: string): readonly string[];
  /** The resolver of a language that the tree has files of. */
  resolverFor(language: Language): Resolver;
}

interface Loaded {
  readonly language: Language;
  readonly frontend: Frontend;
  readonly resolver: Resolver;
}

/** Loads what the tree's sources need. */
export async function loadParsers(tree: SourceTree): Promise<Parsers> {
  const loaded = new Map<LanguageEntry, Loaded>();
  for (const entry of languages) {
    const own = tree.sources.filter((path) =>
      entry.extensions.some((extension) => hasExtension(path, extension)),
    );
    if (own.length > 0) loaded.set(entry, await load(entry, tree, own));
  }
  const isSource = (path: string): boolean => tree.has(path) && frontendFor(path, loaded) !== undefined;
  return {
    languages: [...loaded.keys()].map((entry) => entry.language).sort(),
    parse: (sources, onFile = () => {}) => parseSources(tree, loaded, sources, onFile),
    importsWrittenIn(path, text) {
      const parser = frontendFor(path, loaded);
      if (parser === undefined) return [];
      const specifiers = parser.frontend.importsWrittenIn(text);
      return filesOf(specifiers, path, parser.resolver).filter(isSource);
    },
    resolverFor: (language) => resolverOf(language, loaded),
  };
}

function parseSources(
  tree: SourceTree,
  loaded: ReadonlyMap<LanguageEntry, Loaded>,
  sources: readonly string[],
  onFile: (done: number) => void,
): ParsedSources {
  const modules: ModuleIR[] = [];
  const notes: FrontendNote[] = [];
  const queue = [...sources];
  const queued = new Set(queue);
  const isWhole = tree.leftOut === 0 && sources.length === tree.sources.length;
  for (let next = 0; next < queue.length; next++) {
    onFile(next);
    const path = queue[next]!;
    const parser = frontendFor(path, loaded);
    const file = parser === undefined ? undefined : tree.readSource(path);
    if (parser === undefined || file === undefined) continue;
    noteWork(parser.language, file.text.length);
    const result = parseFile(parser.frontend, file);
    for (const each of result.notes) notes.push(each);
    if (result.module === undefined) continue;
    modules.push(result.module);
    if (isWhole) continue;
    for (const target of filesOf(specifiersOf(result.module), path, parser.resolver)) {
      if (queued.has(target) || !tree.has(target)) continue;
      queued.add(target);
      queue.push(target);
    }
  }
  return { modules, notes };
}

async function load(entry: LanguageEntry, tree: SourceTree, own: readonly string[]): Promise<Loaded> {
  const frontend = await entry.load();
  let bytes = 0;
  for (const path of own) bytes += statSync(join(tree.root, path), { throwIfNoEntry: false })?.size ?? 0;
  await frontend.prepare(bytes);
  return { language: entry.language, frontend, resolver: frontend.createResolver(tree) };
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

/** The files of the tree that specifiers written in a file lead to. */
function filesOf(specifiers: Iterable<string>, from: string, resolver: Resolver): string[] {
  const found: string[] = [];
  for (const specifier of specifiers) {
    const target = resolver.resolve(from, specifier);
    if (target.kind === "file") found.push(target.path);
  }
  return found;
}

/** The constant specifiers of a module's imports. */
function specifiersOf(module: ModuleIR): ReadonlySet<string> {
  const found = new Set<string>();
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const instr of block.instrs)
        if (instr.op === "import" && instr.specifier !== undefined) found.add(instr.specifier);
  return found;
}
