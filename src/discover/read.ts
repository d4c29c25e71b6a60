/**
 * Reads one file of the tree as text, within bounds, and says why when it does not.
 *
 * A NUL byte alone does not make a file binary: JavaScript may hold one in a comment, and a scanner
 * that gives up on it is easily blinded. Text in another encoding is decoded with replacement.
 */
import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { ScanNote } from "../findings/types.js";
import { declaredEncoding } from "./declared-encoding.js";

export interface ReadResult {
  readonly text: string | undefined;
  readonly bytes: number;
  readonly note?: ScanNote;
}

// A link put in place of a file after the walk must not lead out of the tree; Windows has no such flag.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Text of the file at `absolute`, which the report calls `path`; at most `limit` bytes. */
export function readSource(absolute: string, path: string, limit: number): ReadResult {
  let data: Buffer;
  let size: number;
  try {
    // mcp-audit-ignore-next-line path-traversal -- src/mcp/folder.ts holds the folder below its roots
    const fd = openSync(absolute, constants.O_RDONLY | NO_FOLLOW);
    try {
      size = fstatSync(fd).size;
      if (size > limit) return { text: undefined, bytes: size, note: tooLarge(path, size, limit) };
      data = fill(fd, size);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    return {
      text: undefined,
      bytes: 0,
      note: { path, kind: "failed", message: `the file could not be read (${code})` },
    };
  }
  return { bytes: data.length, ...decode(data, path) };
}

function fill(fd: number, size: number): Buffer {
  const data = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(fd, data, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return data.subarray(0, filled);
}

function tooLarge(path: string, size: number, limit: number): ScanNote {
  const message = `${megabytes(size)} MB, more than the ${megabytes(limit)} MB that are read of one file`;
  return { path, kind: "skipped", message };
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1).replace(/[.]0$/, "");
}

function decode(data: Buffer, path: string): { text: string | undefined; note?: ScanNote } {
  if (data[0] === 0xff && data[1] === 0xfe) return { text: new TextDecoder("utf-16le").decode(data) };
  if (data[0] === 0xfe && data[1] === 0xff) {
    const even = Buffer.from(data.subarray(0, data.length & ~1)).swap16();
    return { text: new TextDecoder("utf-16le").decode(even) };
  }
  const start = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0;
  const declared = start === 0 && /\.pyi?$/i.test(path) ? declaredEncoding(data) : undefined;
  if (declared !== undefined && declared.decoder !== "utf-8") return decodeAs(declared, data, path);
  if (isUtf8(data)) return { text: data.toString("utf8", start) };
  if (looksBinary(data)) {
    return { text: undefined, note: { path, kind: "skipped", message: "a binary file under a source name" } };
  }
  return {
    text: data.toString("utf8", start),
    note: { path, kind: "info", message: "not valid UTF-8; the bytes in question were replaced" },
  };
}

/** A file that Python decodes by its own declaration. */
function decodeAs(
  { name, decoder }: NonNullable<ReturnType<typeof declaredEncoding>>,
  data: Buffer,
  path: string,
): { text: string; note?: ScanNote } {
  try {
    if (decoder !== undefined) return { text: new TextDecoder(decoder).decode(data) };
  } catch {
    // Not every build of Node has every decoder.
  }
  const message = `it declares the encoding ${name}, by which Python may see other code than stands here; that was not read`;
  return { text: data.toString("utf8"), note: { path, kind: "failed", message } };
}

/** Judges bytes that are not UTF-8: a NUL or many control characters at the start. */
function looksBinary(data: Buffer): boolean {
  const head = data.subarray(0, 8192);
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32)) control++;
  }
  return control > head.length / 10;
}

/** Length of the longest line. */
export function longestLine(text: string): number {
  let longest = 0;
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf("\n", from);
    const stop = end === -1 ? text.length : end;
    if (stop - from > longest) longest = stop - from;
    from = stop + 1;
  }
  return longest;
}
