/**
 * Loads the Python grammar and parses text into a syntax tree.
 *
 * The parser and its grammar are WebAssembly files that lie beside the bundle, or in node_modules when
 * the sources are run. Broken code does not fail: the grammar recovers, and what it could not place is in
 * ERROR nodes. Recovery and some tokens take quadratic time on text that is made for it, so a parse is
 * given up after far more steps than any program needs, and after a time that no such file gets to.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Language, Node, Parser, Tree } from "web-tree-sitter";
import { InternalError } from "../../errors.js";
import { builtFile } from "../../packed.js";
import { setFlags } from "../../v8-flags.js";
import { type TreeMemory, treeCopier } from "./copy.js";
import type { SyntaxTree } from "./tree.js";

/**
 * Below this much Python the optimising compiler costs more than it gains: V8 compiles the large lexer
 * function in the background and the process cannot end before that is done.
 */
const OPTIMISE_FROM_BYTES = 1_000_000;
/** What that takes, and takes back at once. The second and third follow from the first, but not when it is taken back. */
const SIMPLE_COMPILER = ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];
const BOTH_COMPILERS = ["--no-liftoff-only", "--wasm-tier-up", "--wasm-dynamic-tiering"];

/** Steps (the parser reports each hundredth) that a file of a length may take; programs take a twentieth. */
const stepsFor = (length: number) => 1_000 + length / 4;
const MAX_MILLISECONDS = 5_000;
/** What all parses that are given up may take together; once it is spent, each gets the least. */
let patience = 30_000;
const LEAST_MILLISECONDS = 250;

let parser: Parser | undefined;
let copyTree: ((tree: Tree, text: string) => SyntaxTree) | undefined;
let loading: Promise<void> | undefined;
let isSmall = false;

/** Loads parser and grammar once; further calls wait for the first. */
export function loadParser(totalBytes: number): Promise<void> {
  loading ??= load(totalBytes);
  return loading;
}

async function load(totalBytes: number): Promise<void> {
  isSmall = totalBytes < OPTIMISE_FROM_BYTES;
  const treeSitter = await import("web-tree-sitter");
  // Initialisation puts the functions of the WebAssembly module on the options object that it is given.
  const memory = { wasmBinary: readWasm("web-tree-sitter.wasm", "web-tree-sitter/web-tree-sitter.wasm") };
  if (isSmall) setFlags(SIMPLE_COMPILER);
  await treeSitter.Parser.init(memory);
  const grammar = readWasm("tree-sitter-python.wasm", "tree-sitter-python/tree-sitter-python.wasm");
  const language: Language = await treeSitter.Language.load(new Uint8Array(grammar));
  if (isSmall) setFlags(BOTH_COMPILERS);
  parser = new treeSitter.Parser();
  parser.setLanguage(language);
  copyTree = treeCopier(memory as unknown as TreeMemory, language.types);
}

function readWasm(name: string, module: string): ArrayBuffer {
  const built = builtFile(name);
  const path = existsSync(built) ? built : inNodeModules(module);
  if (path === undefined) {
    throw new InternalError(
      `The file ${name} of this installation is missing.`,
      "In a checkout, run `npm run build`. Otherwise install mcp-audit again.",
    );
  }
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function inNodeModules(module: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(module);
  } catch {
    return undefined;
  }
}

export interface Parsed {
  readonly tree: SyntaxTree;
  /** 1-based line of the first syntax error. */
  readonly errorLine: number | undefined;
}

/** Parses a whole file; undefined when the parser gave up. `loadParser` must have been awaited. */
export function parseText(text: string): Parsed | undefined {
  if (!isSmall) return parse(text);
  setFlags(SIMPLE_COMPILER);
  try {
    return parse(text);
  } finally {
    setFlags(BOTH_COMPILERS);
  }
}

function parse(text: string): Parsed | undefined {
  if (!parser || !copyTree) throw new InternalError("The Python parser was used before it was loaded.");
  const maxSteps = stepsFor(text.length);
  const started = performance.now();
  const deadline = started + Math.max(LEAST_MILLISECONDS, Math.min(MAX_MILLISECONDS, patience));
  let steps = 0;
  const progressCallback = () => ++steps > maxSteps || performance.now() > deadline;
  const tree = parser.parse(text, null, { progressCallback });
  if (!tree) {
    parser.reset();
    patience -= performance.now() - started;
    return undefined;
  }
  try {
    const root = tree.rootNode;
    return { tree: copyTree(tree, text), errorLine: firstError(root) };
  } finally {
    tree.delete();
  }
}

/**
 * Line of the first error in source order. Errors in the brackets of type parameters do not count: the
 * grammar does not know defaults there (`def f[T = int]`), and nothing else is lost by them.
 */
function firstError(root: Node): number | undefined {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isError || node.isMissing) return node.startPosition.row + 1;
    if (!node.hasError || node.type === "type_parameter") continue;
    for (const each of node.children.toReversed()) pending.push(each);
  }
  return undefined;
}
