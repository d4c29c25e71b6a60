/** Unpacks an archive that lies on this machine: npm and Python packages, bundles of clients, plain archives. */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ScanError, UserError } from "../errors.js";
import type { About, Cache } from "./cache.js";
import { describeTree } from "./describe-tree.js";
import type { FetchContext, TargetSpec } from "./types.js";
import { unpack } from "./unpack/index.js";
import { notesOnLeftOut } from "./unpack/left-out.js";
import { soleFolder } from "./unpack/sole-folder.js";

type ArchiveSpec = Extract<TargetSpec, { kind: "archive" }>;

const MAX_PACKED = 512 * 1024 ** 2;

/** Unpacks the file that the spec names. */
export async function fetchArchive(
  spec: ArchiveSpec,
  cache: Cache,
  context: FetchContext,
): Promise<{ root: string; about: About; cached: boolean }> {
  const data = read(resolve(context.cwd, spec.path), spec.text);
  const integrity = `sha256-${createHash("sha256").update(data).digest("hex")}`;
  const form = data[0] === 0x50 && data[1] === 0x4b ? "zip" : "tar";
  const key = `archive ${form} ${integrity}`;
  const known = cache.find(key);
  if (known !== undefined) return { ...known, cached: true };
  context.onProgress?.(`Unpacking ${spec.text} ...`);
  const found = await cache.add(key, async (folder) => {
    const place = `${folder}-all`;
    // npm takes away the first folder, whatever it is called; its packages have no file outside of one.
    const stage = await unpack(data, place, { what: spec.text, form, strip: 0 });
    renameSync(join(place, soleFolder(place)), folder);
    rmSync(place, { recursive: true, force: true });
    const described = describeTree(folder, stage.files, false);
    return {
      ...described,
      integrity,
      published: undefined,
      publishers: [],
      history: undefined,
      deprecated: undefined,
      launch: undefined,
      notes: [...described.notes, ...notesOnLeftOut(stage)],
    };
  });
  return { ...found, cached: false };
}

function read(path: string, name: string): Buffer {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new UserError(
      `There is no file ${name}.`,
      "Check the spelling; the path is relative to the working directory.",
    );
  if (!stats.isFile())
    throw new UserError(`${name} is not a file.`, "Name an archive, or a folder without such an ending.");
  if (stats.size > MAX_PACKED)
    throw new ScanError(
      `${name} is larger than ${MAX_PACKED / 1024 ** 2} MB, so it was not unpacked.`,
      "A server of this size holds something else than code. Audit its repository: git+https://...",
    );
  try {
    // mcp-audit-ignore-next-line path-traversal -- the tool takes names with npm: or pypi: only, never an archive
    return readFileSync(path);
  } catch (cause) {
    throw new UserError(
      `${name} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      "Check its permissions.",
      { cause },
    );
  }
}
