/**
 * The contract between a language front end and the rest of the program.
 *
 * A front end turns one file's text into a ModuleIR and resolves import specifiers against the
 * files of the tree. It never reads outside the tree, never runs anything, and never throws for
 * what a file contains: what it could not read becomes a note.
 */
import type { Language, ModuleIR } from "../ir/types.js";

export interface SourceFile {
  /** Path relative to the audited root, forward slashes. */
  readonly path: string;
  readonly text: string;
  /** JSON text of the source map that an emitted file names, when it carries its sources. */
  readonly sourceMap?: string;
}

export interface FrontendNote {
  readonly path: string;
  readonly line?: number;
  /** "partial": parts of the file were read; "failed": none of it was. */
  readonly kind: "partial" | "failed";
  /** One sentence for a person, e.g. "syntax error at line 4; the rest of the file was read". */
  readonly message: string;
}

export interface ParseResult {
  readonly module: ModuleIR | undefined;
  readonly notes: readonly FrontendNote[];
}

/** Read access to the audited tree, limited to what discovery listed. Paths are root-relative. */
export interface TreeFiles {
  /** All source and manifest paths, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Text of a manifest or configuration file (package.json, tsconfig.json, pyproject.toml), or undefined. */
  readText(path: string): string | undefined;
  /** The file that code loads by this path where it was not listed; only in a tree that is not trusted. */
  unlisted?(path: string, language: Language): string | undefined;
}

export type Resolution =
  | { readonly kind: "file"; readonly path: string }
  /** `name` is what models are keyed by: "child_process", "@scope/pkg/sub.js", "os.path". */
  | { readonly kind: "external"; readonly name: string }
  /** Python namespace package or package directory without __init__: submodules resolve by longer specifiers. */
  | { readonly kind: "package"; readonly path: string };

export interface Resolver {
  /** Where `specifier`, written in `fromPath`, leads. Never throws. */
  resolve(fromPath: string, specifier: string): Resolution;
}

export interface Frontend {
  readonly language: Language;
  /** Lower-case extensions with the dot. */
  readonly extensions: readonly string[];
  /** Loads what parsing needs (WASM, grammar); called once before the first parse. `totalBytes` of all its files. */
  prepare(totalBytes: number): Promise<void>;
  parse(file: SourceFile): ParseResult;
  createResolver(files: TreeFiles): Resolver;
  /** Specifiers that a text seems to import, without parsing it; for what has to be known before. */
  importsWrittenIn(text: string): readonly string[];
}
