/** The JavaScript and TypeScript front end: text to ModuleIR, and import specifiers to files. */
import type { Frontend, ParseResult, SourceFile } from "../types.js";
import { readDeep } from "./deep-nesting.js";
import { loadParser } from "./parser.js";
import { readFile } from "./read.js";
import { createResolver } from "./resolver/index.js";
import { importsWrittenIn } from "./written-imports.js";

function parse(file: SourceFile): ParseResult {
  try {
    return readFile(file);
  } catch (error) {
    if (error instanceof RangeError) return readDeep(file, readFile);
    const message = "the file could not be read, by a fault of this program";
    return { module: undefined, notes: [{ path: file.path, kind: "failed", message }] };
  }
}

export const javascriptFrontend: Frontend = {
  language: "javascript",
  extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
  prepare: () => loadParser(),
  parse,
  createResolver,
  importsWrittenIn,
};

/** The name that the list of languages loads it by. */
export { javascriptFrontend as javascript };
