/** Unpacks an archive that lies in memory into a folder that does not exist yet, within caps. */
import { rmSync } from "node:fs";
import { CAPS, type Caps, Stage } from "./stage.js";

export interface UnpackOptions {
  /** Name of the archive, for messages. */
  readonly what: string;
  readonly form: "tar" | "zip";
  /** Folders to take away from the front of each name. */
  readonly strip: number;
  readonly caps?: Caps;
}

/** Unpacks; after a refusal nothing is left. Throws RefusedArchive. */
export async function unpack(data: Buffer, folder: string, options: UnpackOptions): Promise<Stage> {
  const stage = new Stage(folder, options.what, data.length, options.strip, options.caps ?? CAPS);
  try {
    if (options.form === "tar") await (await import("./tar.js")).unpackTar(data, stage);
    else await (await import("./zip.js")).unpackZip(data, stage);
    return stage;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
