/** The JavaScript and TypeScript front end: text to ModuleIR, and import specifiers to files. */
import type { Frontend, ParseResult, SourceFile } from "../types.js";
import { lowerModule } from "./lower.js";
import { loadParser } from "./parser.js";
import { readSyntax } from "./repair.js";
import { createResolver } from "./resolver/index.js";

const BOM = 0xfeff;

function parse(file: SourceFile): ParseResult {
  // The mark stays one column wide for nobody: it is no part of the text.
  const text = file.text.charCodeAt(0) === BOM ? file.text.slice(1) : file.text;
  const { tree, notes } = readSyntax(file.path, text);
  if (!tree) return { module: undefined, notes };
  return { module: lowerModule(file.path, tree, isMinified(text)), notes };
}

/** True when lines are so long that nobody wrote them. */
export function isMinified(text: string): boolean {
  if (text.length < 2000) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines > 250;
}

export const javascriptFrontend: Frontend = {
  language: "javascript",
  extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
  prepare: () => loadParser(),
  parse,
  createResolver,
};

/** The name that the list of languages loads it by. */
export { javascriptFrontend as javascript };
