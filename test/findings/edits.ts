/**
 * Random edits that leave a program what it is: lines come and go, functions change places, files get other
 * names, a formatter runs. Each takes the files of a tree and returns them changed, or undefined when there is
 * nothing for it to do.
 */
import { spawnSync } from "node:child_process";
import { join, posix } from "node:path";
import process from "node:process";
import ts from "typescript";
import { root } from "../../scripts/bootstrap.mjs";

export type Files = Readonly<Record<string, string>>;
/** A number from 0 up to and without `below`. */
export type Dice = (below: number) => number;
export type Edit = (files: Files, dice: Dice) => Files | undefined;

/** The same numbers for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const isTs = (path: string): boolean => /[.][cm]?[jt]sx?$/.test(path);
const isPython = (path: string): boolean => path.endsWith(".py");
const isCode = (path: string): boolean => isTs(path) || isPython(path);

function pick<T>(all: readonly T[], dice: Dice): T | undefined {
  return all[dice(all.length)];
}

/** Puts a comment or an empty line where a line ends that the next one does not hang on. */
const insertLines: Edit = (files, dice) => {
  const path = pick(Object.keys(files).filter(isCode), dice);
  if (path === undefined) return undefined;
  const lines = (files[path] ?? "").split("\n");
  const places = lines.flatMap((line, at) => (isSafeEnd(path, lines, at, line) ? [at + 1] : []));
  const chosen = new Set(Array.from({ length: 1 + dice(4) }, () => pick(places, dice)));
  for (const at of [...chosen].flatMap((each) => each ?? []).sort((a, b) => b - a)) {
    const comment = isPython(path) ? "# a line of its own" : "// a line of its own";
    lines.splice(at, 0, dice(2) === 0 ? "" : `${/^\s*/.exec(lines[at] ?? "")?.[0] ?? ""}${comment}`);
  }
  return places.length === 0 ? undefined : { ...files, [path]: lines.join("\n") };
};

function isSafeEnd(path: string, lines: readonly string[], at: number, line: string): boolean {
  const before = lines.slice(0, at + 1).join("\n");
  if (isPython(path)) {
    const quotes = before.split('"""').length + before.split("'''").length;
    return quotes % 2 === 0 && /^\S|[)\]]$|^\s*return/.test(line) && !/[\\,([{:]$|^@/.test(line);
  }
  return before.split("`").length % 2 === 1 && /[;{}]$/.test(line);
}

/** Takes empty lines and lines with nothing but a comment away. */
const deleteLines: Edit = (files, dice) => {
  const path = pick(Object.keys(files).filter(isCode), dice);
  if (path === undefined) return undefined;
  const lines = (files[path] ?? "").split("\n");
  const dull = isPython(path) ? /^\s*(?:#.*)?$/ : /^\s*(?:\/\/.*)?$/;
  const places = lines.flatMap((line, at) =>
    dull.test(line) && at > 0 && at < lines.length - 1 && lines.slice(0, at).join().split(/`|"""/).length % 2
      ? [at]
      : [],
  );
  const at = pick(places, dice);
  return at === undefined ? undefined : { ...files, [path]: lines.filter((_, i) => i !== at).join("\n") };
};

/** Gives a file of code another name and changes the imports of it. */
const renameFile: Edit = (files, dice) => {
  const from = pick(Object.keys(files).filter(isCode), dice);
  if (from === undefined || /__init__|__main__/.test(from)) return undefined;
  const { dir, name, ext } = posix.parse(from);
  const to = posix.join(dir, `${pick(["zz", "aa", "renamed"], dice)}_${name}${ext}`);
  const renamed = Object.entries(files).map(([path, text]) => {
    const changed = text
      .replaceAll(new RegExp(`(["'/])${name}([.](?:[cm]?[jt]s)["'])`, "g"), `$1${posix.parse(to).name}$2`)
      .replaceAll(new RegExp(`\\b(from|import) ([.]?)${name}\\b`, "g"), `$1 $2${posix.parse(to).name}`);
    return [path === from ? to : path, isCode(path) || path.endsWith(".json") ? changed : text] as const;
  });
  return Object.fromEntries(renamed.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Moves a function that is declared at the top of a file to another place there. */
const moveFunction: Edit = (files, dice) => {
  const path = pick(Object.keys(files).filter(isCode), dice);
  if (path === undefined) return undefined;
  const moved = isPython(path) ? movePython(files[path] ?? "", dice) : moveTs(files[path] ?? "", dice);
  return moved === undefined ? undefined : { ...files, [path]: moved };
};

function moveTs(text: string, dice: Dice): string | undefined {
  const source = ts.createSourceFile("x.tsx", text, ts.ScriptTarget.Latest, true);
  const pieces = source.statements.map((each) => text.slice(each.getFullStart(), each.getEnd()));
  const functions = source.statements.flatMap((each, at) => (ts.isFunctionDeclaration(each) ? [at] : []));
  const from = pick(functions, dice);
  if (from === undefined) return undefined;
  const [piece = ""] = pieces.splice(from, 1);
  pieces.splice(1 + dice(pieces.length), 0, piece);
  return `${pieces.join("\n")}${text.slice(source.statements.at(-1)?.getEnd())}`;
}

/** Exchanges two neighbouring blocks that begin with a decorator or `def`. */
function movePython(text: string, dice: Dice): string | undefined {
  const blocks = text.split(/\n(?=(?:@|(?:async )?def )\S)/);
  const whole: string[] = [];
  for (const block of blocks) {
    const last = whole.at(-1);
    if (last !== undefined && /^@[^\n]*(?:\n@[^\n]*)*$/.test(last.trim()))
      whole[whole.length - 1] = `${last}\n${block}`;
    else whole.push(block);
  }
  const movable = whole.flatMap((block, at) =>
    at > 0 &&
    at < whole.length - 1 &&
    /^(?:@|(?:async )?def )/.test(block) &&
    !/\n[^\s#)@]/.test(block.replace(/\n(?:async )?def /, ""))
      ? [at]
      : [],
  );
  const at = pick(
    movable.filter((each) => movable.includes(each + 1)),
    dice,
  );
  if (at === undefined) return undefined;
  [whole[at], whole[at + 1]] = [whole[at + 1] ?? "", whole[at] ?? ""];
  return whole.join("\n");
}

/** What a formatter with other wishes makes of it. */
const reformat: Edit = (files, dice) => {
  const path = pick(Object.keys(files).filter(isTs), dice);
  if (path === undefined) return undefined;
  const wishes = [
    `--line-width=${[60, 80, 140][dice(3)]}`,
    `--javascript-formatter-quote-style=${["single", "double"][dice(2)]}`,
    `--semicolons=${["always", "as-needed"][dice(2)]}`,
    `--trailing-commas=${["all", "none"][dice(2)]}`,
    `--arrow-parentheses=${["always", "as-needed"][dice(2)]}`,
    `--indent-style=${["tab", "space"][dice(2)]}`,
  ];
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const run = spawnSync(
    process.execPath,
    [biome, "format", `--stdin-file-path=${posix.basename(path)}`, ...wishes],
    { cwd: "/", input: files[path] ?? "", encoding: "utf8" },
  );
  return run.status === 0 && run.stdout !== "" ? { ...files, [path]: run.stdout } : undefined;
};

/** The kinds of edits, by name. */
export const EDITS: Readonly<Record<string, Edit>> = {
  insertLines,
  deleteLines,
  renameFile,
  moveFunction,
  reformat,
};
