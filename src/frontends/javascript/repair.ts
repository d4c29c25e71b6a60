/** Reading of a file whose syntax is damaged. */
import type * as t from "@babel/types";
import type { FrontendNote } from "../types.js";
import { parseText } from "./parser.js";

export interface Syntax {
  readonly tree: t.File | undefined;
  readonly notes: readonly FrontendNote[];
}

/** Parses `text`. */
export function readSyntax(path: string, text: string): Syntax {
  try {
    return { tree: parseText(path, text), notes: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown error";
    return {
      tree: undefined,
      notes: [{ path, kind: "failed", message: `the file could not be parsed: ${message}` }],
    };
  }
}
