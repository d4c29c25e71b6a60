/** The languages that can be audited: one line each. A front end is loaded when a tree has a file for it. */
import type { Language } from "../ir/types.js";
import type { Frontend } from "./types.js";

export interface LanguageEntry {
  readonly language: Language;
  /** Lower-case extensions with the dot. */
  readonly extensions: readonly string[];
  load(): Promise<Frontend>;
}

export const languages: readonly LanguageEntry[] = [
  {
    language: "javascript",
    extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
    load: async () => (await import("./javascript/index.js")).javascript,
  },
  {
    language: "python",
    extensions: [".py", ".pyi", ".pyw"],
    load: async () => (await import("./python/index.js")).pythonFrontend,
  },
];
