/**
 * The Python front end: parser, lowering and import resolution behind the `Frontend` contract.
 */
import type { Frontend, ParseResult, SourceFile } from "../types.js";
import { lowerModule } from "./module.js";
import { loadParser, parseText } from "./parser.js";
import { createResolver } from "./resolver.js";
import { importsWrittenIn } from "./written-imports.js";

/** Parses and lowers one file. Broken code gives a note; only text that the parser gives up on has no module. */
function parse(file: SourceFile): ParseResult {
  try {
    const parsed = parseText(file.text);
    if (parsed) {
      const module = { ...lowerModule(file.path, parsed.tree), text: file.text };
      const line = parsed.errorLine;
      if (line === undefined) return { module, notes: [] };
      const message = `syntax error at line ${line}; the rest of the file was read`;
      return { module, notes: [{ path: file.path, line, kind: "partial", message }] };
    }
  } catch (error) {
    // A parser that traps, or a stack that is too small here: one file must not end the scan.
    const trapped = error instanceof Error && error.name === "RuntimeError";
    if (!trapped && !(error instanceof RangeError)) throw error;
  }
  return {
    module: undefined,
    notes: [{ path: file.path, kind: "failed", message: "the file could not be parsed" }],
  };
}

export const pythonFrontend: Frontend = {
  language: "python",
  extensions: [".py", ".pyi", ".pyw"],
  prepare: loadParser,
  parse,
  createResolver,
  importsWrittenIn,
};
