/**
 * Unpacks a tar archive, packed with gzip or not, from memory into a stage.
 *
 * Decompression is done here rather than in the tar reader, so that every byte that comes out is counted
 * before anything is done with it, headers and skipped entries included.
 */
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import type { Stage } from "./stage.js";

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** Unpacks all of it. Throws RefusedArchive. */
export async function unpackTar(data: Uint8Array, stage: Stage): Promise<void> {
  let failure: unknown;
  const guarded = (act: () => void): void => {
    if (failure !== undefined) return;
    try {
      act();
    } catch (error) {
      failure = error;
    }
  };
  const parser = new Parser({
    onReadEntry: (entry) => {
      guarded(() => receive(entry, stage, guarded));
      entry.resume();
    },
  });
  parser.on("warn", (code: string) => {
    // A damaged archive is unpacked differently by every tool: what was audited would not be what runs.
    if (code === "TAR_BAD_ARCHIVE" || code === "TAR_ENTRY_INVALID" || code === "TAR_ABORT")
      failure ??= stage.refused("it is damaged, or no tar archive");
  });
  // What comes behind the end of an archive is unpacked by no tool, and the reader would keep all of it.
  let ended = false;
  parser.on("eof", () => {
    ended = true;
  });
  let first = true;
  for await (const chunk of chunksOf(data)) {
    guarded(() => stage.count(chunk.length));
    if (first && (startsWith(chunk, GZIP) || startsWith(chunk, ZSTD)))
      failure ??= stage.refused("it is compressed twice");
    first = false;
    if (failure !== undefined) throw failure;
    if (!ended) parser.write(Buffer.from(chunk));
  }
  parser.end();
  if (failure !== undefined) throw failure;

  async function* chunksOf(packed: Uint8Array): AsyncGenerator<Uint8Array> {
    if (!startsWith(packed, GZIP)) {
      for (let at = 0; at < packed.length; at += 65_536) yield packed.subarray(at, at + 65_536);
      return;
    }
    const gunzip = createGunzip({ chunkSize: 65_536 });
    gunzip.end(packed);
    try {
      yield* gunzip as AsyncIterable<Uint8Array>;
    } catch {
      throw failure ?? stage.refused("its compressed data is damaged");
    }
  }
}

function receive(entry: ReadEntry, stage: Stage, guarded: (act: () => void) => void): void {
  const path = stage.enter(entry.path);
  if (entry.type === "SymbolicLink" || entry.type === "Link") stage.left.links++;
  else if (!isFile(entry.type)) {
    if (entry.type !== "Directory" && entry.type !== "GNUDumpDir") stage.left.others++;
  } else if (path !== undefined && stage.fits(path, entry.size)) {
    const parts: Uint8Array[] = [];
    entry.on("data", (part) => parts.push(part));
    entry.on("end", () => guarded(() => stage.write(path, Buffer.concat(parts))));
  }
}

const isFile = (type: string): boolean => type === "File" || type === "OldFile" || type === "ContiguousFile";

const startsWith = (data: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => data[i] === byte);
