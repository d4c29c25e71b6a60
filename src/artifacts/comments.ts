/**
 * The comments of the files around the code, by the parser of each format. Formats without one have comments
 * that begin with `#` at the start of a line.
 */
import type { Span } from "../ir/types.js";
import { Places } from "./places.js";

export interface FileComment {
  /** Without its delimiters. */
  readonly text: string;
  readonly span: Span;
}

const DOCKERFILE = /(?:^|\/)(?:[^/]*\.)?(?:dockerfile|containerfile)(?:\.[^/]*)?$/i;

/** The comments of a file, in their order; none of a file that is not what its name says. */
export async function commentsOf(path: string, text: string): Promise<readonly FileComment[]> {
  try {
    return await read(path, text);
  } catch {
    return [];
  }
}

async function read(path: string, text: string): Promise<readonly FileComment[]> {
  if (/\.ya?ml$/i.test(path)) return (await import("./yaml.js")).yamlComments(path, text);
  if (/\.toml$|(?:^|\/)pipfile$/i.test(path)) return (await import("./toml.js")).tomlComments(text);
  if (/\.jsonc?$/i.test(path)) return (await import("./json.js")).jsonComments(path, text);
  if (DOCKERFILE.test(path)) return (await import("./dockerfile.js")).dockerfileComments(text);
  // There a line with `#` is a heading, and the comments of an example are about nothing.
  if (/\.(?:md|mdx|markdown)$/i.test(path)) return [];
  return lineComments(path, text);
}

function lineComments(path: string, text: string): FileComment[] {
  const places = new Places(path, text);
  return [...text.matchAll(/^[ \t]*#(.*)$/gm)].map((match) => {
    const start = match.index + match[0].indexOf("#");
    const { span } = places.at(start, match.index + match[0].trimEnd().length);
    return { text: (match[1] ?? "").trim(), span };
  });
}
