/**
 * @babel/parser with the options of this project. It is loaded once, on demand.
 *
 * Everything that real code contains is allowed: the aim is a tree, not a verdict on the code.
 */
import type { ParserOptions, ParserPlugin } from "@babel/parser";
import type * as t from "@babel/types";

type Parse = (text: string, options: ParserOptions) => t.File;

let loaded: Parse | undefined;

/** Loads the parser; later calls do nothing. */
export async function loadParser(): Promise<void> {
  if (loaded) return;
  const module = (await import("@babel/parser")) as unknown as { parse?: Parse; default?: { parse: Parse } };
  // A CommonJS package has named exports in Node and only a default one in a bundle.
  loaded = module.parse ?? module.default?.parse;
}

const COMMON: readonly ParserPlugin[] = [
  "decorators-legacy",
  "explicitResourceManagement",
  "importAttributes",
  "sourcePhaseImports",
  "deferredImportEvaluation",
  "throwExpressions",
];

function pluginsFor(path: string, flow: boolean): ParserPlugin[] {
  if (flow) return [...COMMON, ["flow", { all: true }], "jsx"];
  // `<T>x` is an assertion in .ts and an element elsewhere.
  if (/\.[cm]?ts$/i.test(path)) return [...COMMON, ["typescript", { dts: /\.d\.[cm]?ts$/i.test(path) }]];
  return [...COMMON, "typescript", "jsx"];
}

/** Parses one file; throws what the parser throws. */
export function parseText(path: string, text: string, flow = false): t.File {
  if (!loaded) throw new Error("the JavaScript parser was not loaded");
  return loaded(text, {
    sourceType: "unambiguous",
    attachComment: false,
    errorRecovery: true,
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowImportExportEverywhere: true,
    allowUndeclaredExports: true,
    allowYieldOutsideFunction: true,
    createImportExpressions: true,
    createParenthesizedExpressions: false,
    ranges: false,
    tokens: false,
    plugins: pluginsFor(path, flow),
  });
}
