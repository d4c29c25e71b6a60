/**
 * Turns sources of a tree into modules: each file goes to the front end of its extension, one at a time, and
 * its text is dropped afterwards. A file that was not asked for (a test, an example, a file of another program)
 * is parsed after all once a parsed file imports it.
 *
 * Front ends are loaded only when the tree has a file for them.
 */
import { statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Language, ModuleIR } from "../ir/types.js";
import { CODE_IN_ADDRESS } from "../unread.js";
import { noteWork } from "../worked.js";
import { type LanguageEntry, languages } from "./index.js";
import { namesOfFiles, specifiersOf } from "./loaded.js";
import type { Frontend, FrontendNote, Resolver, SourceFile, TreeFiles } from "./types.js";

/** What parsing needs of the tree. */
export interface SourceTree extends TreeFiles {
  readonly root: string;
  readonly sources: readonly string[];
  readSource(path: string): SourceFile | undefined;
  /** Number of files in reserve. */
  readonly leftOut: number;
  /** Paths by which to know what files are whose names do not tell. */
  readonly readAs: ReadonlyMap<string, string>;
  /** Everything that is loaded is looked for, and said where it cannot be read. */
  readonly untrusted: boolean;
  isEntry(path: string): boolean;
  noteUnread(path: string): void;
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
      entry.extensions.some((extension) => hasExtension(tree.readAs.get(path) ?? path, extension)),
    );
    if (own.length > 0) loaded.set(entry, await load(entry, tree, own));
  }
  const isSource = (path: string): boolean => tree.has(path) && frontendFor(tree, path, loaded) !== undefined;
  return {
    languages: [...loaded.keys()].map((entry) => entry.language).sort(),
    parse: (sources, onFile = () => {}) => parseSources(tree, loaded, sources, onFile),
    importsWrittenIn(path, text) {
      const parser = frontendFor(tree, path, loaded);
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
  /** Files that may be no code at all: taken only when they can be read to the end. */
  const guesses = new Set<string>();
  const wanted = new Set(tree.untrusted ? sources.filter((path) => tree.isEntry(path)) : []);
  const unread = new Set<string>();
  const isWhole = tree.leftOut === 0 && sources.length === tree.sources.length && !tree.untrusted;
  const add = (target: string, runs: boolean): void => {
    if (runs) wanted.add(target);
    if (runs) guesses.delete(target);
    if (queued.has(target)) return;
    queued.add(target);
    queue.push(target);
    if (!runs) guesses.add(target);
  };
  for (let next = 0; next < queue.length; next++) {
    onFile(next);
    const path = queue[next]!;
    const parser = frontendFor(tree, path, loaded);
    const file = parser === undefined ? undefined : tree.readSource(path);
    if (parser === undefined || file === undefined) {
      unread.add(path);
      continue;
    }
    noteWork(parser.language, file.text.length);
    const result = parseFile(parser.frontend, file);
    if (guesses.has(path) && result.notes.length > 0) continue;
    for (const each of result.notes) notes.push(each);
    if (result.module === undefined) continue;
    modules.push(result.module);
    if (isWhole) continue;
    const specifiers = specifiersOf(result.module);
    for (const [specifier, { runs }] of specifiers) {
      const target = parser.resolver.resolve(path, specifier);
      if (target.kind !== "file") continue;
      if (tree.has(target.path)) add(target.path, true);
      else if (tree.untrusted) add(target.path, runs || !tree.readAs.has(target.path));
    }
    if (!tree.untrusted) continue;
    if ([...specifiers.keys()].some((specifier) => CODE_ADDRESS.test(specifier))) notes.push(inAddress(path));
    for (const name of namesOfFiles(result.module, specifiers.keys())) {
      const target = posix.join(posix.dirname(path), name);
      const found = tree.has(target) ? target : tree.unlisted?.(target, parser.language);
      if (found !== undefined) add(found, false);
    }
  }
  for (const path of unread) if (wanted.has(path)) tree.noteUnread(path);
  return { modules, notes };
}

/** `import "data:text/javascript,..."`: what is loaded stands in the name. */
const CODE_ADDRESS = /^data:(?:text|application)[/](?:javascript|ecmascript|wasm|typescript)/i;

function inAddress(path: string): FrontendNote {
  return { path, kind: "partial", message: CODE_IN_ADDRESS };
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

function frontendFor(
  tree: SourceTree,
  path: string,
  loaded: ReadonlyMap<LanguageEntry, Loaded>,
): Loaded | undefined {
  const name = tree.readAs.get(path) ?? path;
  for (const [entry, parser] of loaded) {
    if (entry.extensions.some((extension) => hasExtension(name, extension))) return parser;
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
