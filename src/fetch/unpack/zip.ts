/** Unpacks a zip archive (.zip, .whl, .mcpb) from memory into a stage. The stated sizes are not believed. */
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { RefusedArchive, type Stage } from "./stage.js";

const LINK = 0o120000;
const KIND = 0o170000;
/** The two methods of packing that every tool knows. */
const STORED = 0;
const DEFLATED = 8;

/** Unpacks all of it. Throws RefusedArchive. */
export async function unpackZip(data: Buffer, stage: Stage): Promise<void> {
  let zip: ZipFile;
  try {
    // Names are checked by the stage, which says what is wrong with them.
    zip = await fromBufferPromise(data, { decodeStrings: true, strictFileNames: false });
  } catch (error) {
    throw refusedBy(error, stage);
  }
  try {
    stage.expect(zip.entryCount);
    for await (const entry of zip.eachEntry()) await unpackEntry(zip, entry, stage);
  } catch (error) {
    throw refusedBy(error, stage);
  } finally {
    zip.close();
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, stage: Stage): Promise<void> {
  const path = stage.enter(entry.fileName);
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  if (kind === LINK) {
    stage.left.links++;
    return;
  }
  if (path === undefined || entry.fileName.endsWith("/")) return;
  if (entry.isEncrypted())
    throw stage.refused("files in it are encrypted, so nobody can read what it would run");
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw stage.refused(
      "files in it are packed by a method that is not read here; unpack it and name the folder",
    );
  if (!stage.fits(path, entry.uncompressedSize)) {
    stage.count(Math.min(entry.uncompressedSize, entry.compressedSize));
    return;
  }
  const stream = await zip.openReadStreamPromise(entry);
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) {
    stage.count(part.length);
    parts.push(part);
  }
  stage.write(path, Buffer.concat(parts));
}

/** What the reader complains of is said in its words where they help: they name the place. */
function refusedBy(error: unknown, stage: Stage): unknown {
  if (error instanceof RefusedArchive || !(error instanceof Error)) return error;
  if ((error as NodeJS.ErrnoException).syscall !== undefined) return error;
  if (error.message.includes("absolute path")) return stage.refused("a name in it is an absolute path");
  if (error.message.includes("invalid relative path"))
    return stage.refused("a name in it leads out of its folder");
  return stage.refused("it is damaged, or no zip archive");
}
