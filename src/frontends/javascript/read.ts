/** One file's text to its ModuleIR: parsing with repair, then lowering. */
import type { ParseResult, SourceFile } from "../types.js";
import { lowerModule } from "./lower.js";
import { readSyntax } from "./repair.js";
import { originOf } from "./source-map.js";

const BYTE_ORDER_MARK = 0xfeff;

/** Reads one file. Throws a RangeError when it is nested too deeply for the stack. */
export function readFile(file: SourceFile): ParseResult {
  // The mark is no part of the text: columns of the first line count without it.
  const text = file.text.charCodeAt(0) === BYTE_ORDER_MARK ? file.text.slice(1) : file.text;
  const { tree, notes } = readSyntax(file.path, text);
  if (!tree) return { module: undefined, notes };
  const origin = originOf(file.path, file.sourceMap);
  const bundled = file.sourceMap?.includes("node_modules/") ? origin : undefined;
  const module = lowerModule(tree, {
    path: file.path,
    minified: isMinified(text),
    text,
    bundledFrom: bundled,
  });
  return { module: origin ? { ...module, origin } : module, notes };
}

/** True when lines are so long that nobody wrote them. */
export function isMinified(text: string): boolean {
  if (text.length < 2000) return false;
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines > 250;
}
