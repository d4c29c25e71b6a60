/**
 * Files that audited code loads although they were not listed: Node runs `require("./data.txt")` and
 * `require("./more")` as JavaScript, and what a package brings along in `node_modules/` by its path. Machine code
 * that is loaded gets a note.
 *
 * Only asked for a tree that is not trusted. A front end reads each under the language of who loads it.
 */
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import type { ScanNote } from "../findings/types.js";
import type { Language } from "../ir/types.js";
import { isFileOf, MACHINE_CODE, machineCode, programAt } from "./programs.js";

const MOST = 2000;
const ENDINGS: Readonly<Record<Language, readonly string[]>> = {
  javascript: ["", ".js", ".cjs", ".mjs", ".node", "/index.js"],
  python: ["", ".py", "/__init__.py"],
};
const EXTENSION: Readonly<Record<Language, string>> = { javascript: ".js", python: ".py" };
/** Endings of what Python imports without a source: "b.cpython-312-x86_64-linux-gnu.so", "b.pyd", "b.pyc". */
const EXTENSION_MODULE = /^(?:[.][\w-]+)*[.](?:so|pyd|pyc)$/;

export class Unlisted {
  private readonly known = new Map<string, string | undefined>();
  private asked = 0;

  constructor(
    private readonly root: string,
    private readonly isLeftOut: (path: string) => boolean,
    private readonly readAs: Map<string, string>,
    private readonly notes: ScanNote[],
  ) {}

  /** The file that loading `path` (root-relative, as written) leads to. */
  find(path: string, language: Language): string | undefined {
    const key = `${language}\0${path}`;
    if (this.known.has(key) || this.asked > MOST) return this.known.get(key);
    this.asked++;
    const found = this.look(posix.normalize(path), language);
    this.known.set(key, found);
    return found;
  }

  private look(path: string, language: Language): string | undefined {
    for (const ending of ENDINGS[language]) {
      const file = path + ending;
      if (!isFileOf(this.root, file)) continue;
      if (this.isLeftOut(file)) return undefined;
      return this.asSource(file, language);
    }
    if (language === "python") this.noteExtensionModule(path);
    return undefined;
  }

  private asSource(file: string, language: Language): string | undefined {
    if (/[.]pyw?$/.test(file)) return file;
    const program = programAt(this.root, file);
    if (program === undefined) return undefined;
    if (program.isMachineCode === true) {
      // A picture that only a bundler can load is no program.
      if (MACHINE_CODE.test(file)) this.note(machineCode(file));
      return undefined;
    }
    if (program.as !== undefined || program.note !== undefined)
      this.readAs.set(file, file + EXTENSION[language]);
    return file;
  }

  private noteExtensionModule(path: string): void {
    const stem = posix.basename(path);
    for (const name of this.namesIn(posix.dirname(path))) {
      if (!name.startsWith(stem) || !EXTENSION_MODULE.test(name.slice(stem.length))) continue;
      this.note(machineCode(posix.join(posix.dirname(path), name)));
      return;
    }
  }

  private readonly folders = new Map<string, readonly string[]>();

  private namesIn(folder: string): readonly string[] {
    if (folder.startsWith("..") || posix.isAbsolute(folder)) return [];
    let names = this.folders.get(folder);
    if (names !== undefined) return names;
    try {
      names = readdirSync(join(this.root, folder)).sort();
    } catch {
      names = [];
    }
    this.folders.set(folder, names);
    return names;
  }

  private note(note: ScanNote): void {
    if (!this.notes.some(({ path, message }) => path === note.path && message === note.message))
      this.notes.push(note);
  }
}
