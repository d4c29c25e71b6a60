import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const folder = "/srv/notes";

export function listNotes(): Promise<string[]> {
  return readdir(folder);
}

export async function readNote(name: string): Promise<string> {
  const file = path.resolve(folder, name);
  if (!file.startsWith(folder)) throw new Error("there is no such note");
  return readFile(file, "utf8");
}
