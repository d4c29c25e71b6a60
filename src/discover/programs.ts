/**
 * What packages start that does not look like a source: a program without an extension, or with one that says
 * nothing (`"bin": "cli"`, `"main": "data.txt"`). Its first line, or the one who starts it, tells the language.
 */
import { closeSync, constants, lstatSync, openSync, readdirSync, readSync, realpathSync } from "node:fs";
import { join, posix } from "node:path";
import type { ScanNote } from "../findings/types.js";
import { LOADED_UNREAD } from "../unread.js";
import type { PackageFiles } from "./packages.js";

/** How a front end has to read a file, and what is to be said where none can. */
export interface Program {
  /** The path under which it would be known for what it is: "cli.js". */
  readonly as?: string;
  /** Nobody can read it. */
  readonly isMachineCode?: boolean;
  readonly note?: ScanNote;
}

/** Runs nothing by itself. */
const DATA = /[.](?:jsonc?|json5|css|map|md|html?|svg|ya?ml|toml|d[.][cm]?ts)$/i;
export const MACHINE_CODE = /[.](?:node|so|dll|dylib|pyd|pyc|wasm|exe)$/i;
const SCRIPT = /[.][cm]?[jt]sx?$/i;
const RUNTIMES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:tsx|ts-node|bun|deno)\b/, ".ts"],
  [/\bnode(?:js)?\b/, ".js"],
  [/\b(?:python[\d.]*|uv)\b/, ".py"],
];

/** `name = "package.module:function"`, in a manifest or among the entry points of a wheel. */
const ENTRY_POINT = /^[ \t]*["']?[\w.-]{1,100}["']?[ \t]*=[ \t]*["']?([A-Za-z_][\w.]{0,200}):[A-Za-z_]/gm;

/** The modules that Python's entry points of a tree name, as far as they are among its files. */
export function entryPoints(
  root: string,
  manifests: readonly string[],
  files: Pick<PackageFiles, "has" | "readText">,
): Set<string> {
  const texts = manifests
    .filter((path) => /(?:^|\/)(?:pyproject[.]toml|setup[.]cfg)$/.test(path))
    .map((path) => ({ folder: posix.dirname(path), text: files.readText(path) ?? "" }));
  for (const name of namesIn(root).filter((each) => /[.](?:dist|egg)-info$/.test(each))) {
    const path = join(root, name, "entry_points.txt");
    texts.push({ folder: ".", text: headOf(path, 1 << 16)?.toString("utf8") ?? "" });
  }
  const found = new Set<string>();
  for (const { folder, text } of texts) {
    for (const [, module = ""] of text.matchAll(ENTRY_POINT)) {
      const inside = module.replaceAll(".", "/");
      for (const start of ["", "src"])
        for (const end of [".py", "/__init__.py"]) {
          const path = posix.join(folder, start, inside + end);
          if (files.has(path)) found.add(path);
        }
    }
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The regular file at a root-relative path; a link leads nowhere. */
export function isFileOf(root: string, path: string): boolean {
  if (path === "" || path.startsWith("../") || posix.isAbsolute(path) || path.includes("\0")) return false;
  const absolute = join(root, path);
  const stats = lstatSync(absolute, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return false;
  try {
    return realpathSync(absolute) === absolute;
  } catch {
    return false;
  }
}

/** What a file is that Node is told to run; undefined for data. */
export function programAt(root: string, path: string): Program | undefined {
  if (SCRIPT.test(path)) return {};
  if (DATA.test(path)) return undefined;
  const head = headOf(join(root, path));
  if (MACHINE_CODE.test(path) || head === undefined || head.includes(0))
    return { isMachineCode: true, note: machineCode(path) };
  const [first = ""] = head.toString("latin1").split("\n", 1);
  if (!first.startsWith("#!")) return { as: `${path}.js` };
  const known = RUNTIMES.find(([name]) => name.test(first));
  if (known !== undefined) return { as: path + known[1] };
  return {
    note: { path, kind: "skipped", message: `${LOADED_UNREAD}: it is written for another interpreter` },
  };
}

export function machineCode(path: string): ScanNote {
  return { path, kind: "skipped", message: `${LOADED_UNREAD}: it holds machine code` };
}

function headOf(absolute: string, most = 512): Buffer | undefined {
  try {
    const fd = openSync(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const data = Buffer.alloc(most);
      return data.subarray(0, readSync(fd, data, 0, data.length, 0));
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
