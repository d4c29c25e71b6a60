/**
 * Reads what `git diff --unified=0` prints: for each file the lines that are new in it, and where lines were
 * taken away. Deleted files have no lines any more and are left out.
 *
 * Names with characters out of the ordinary come in quotes with escapes, as in C.
 */

export interface FileDiff {
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly isNew: boolean;
  /** First and last line of each piece that was added or changed. */
  readonly lines: (readonly [number, number])[];
  /** The line after which lines were taken away; 0 at the start of the file. */
  readonly removedAfter: number[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** The files of a diff, in its order. */
export function readDiff(text: string): FileDiff[] {
  const files: FileDiff[] = [];
  let file: FileDiff | undefined;
  let isNew = false;
  // Between `diff --git` and the first `@@` stands the head of a file; after that lines of content, which
  // begin with a sign and can be anything.
  let inHead = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("diff --git ")) {
      [file, isNew, inHead] = [undefined, false, true];
    } else if (inHead && line.startsWith("new file mode ")) {
      isNew = true;
    } else if (inHead && line.startsWith("+++ ")) {
      const path = readName(line.slice(4));
      if (path === undefined) continue;
      file = { path, isNew, lines: [], removedAfter: [] };
      files.push(file);
    } else {
      const hunk = HUNK.exec(line);
      if (hunk === null) continue;
      inHead = false;
      if (file !== undefined) addHunk(file, hunk);
    }
  }
  return files;
}

function addHunk(file: FileDiff, hunk: RegExpExecArray): void {
  const [removed, start, added] = [Number(hunk[2] ?? 1), Number(hunk[3]), Number(hunk[4] ?? 1)];
  if (added > 0) file.lines.push([start, start + added - 1]);
  if (removed > 0) file.removedAfter.push(added > 0 ? start + added - 1 : start);
}

/** The path of a `+++` line, undefined for /dev/null. A name with a space is followed by a tab. */
function readName(written: string): string | undefined {
  const name = written.startsWith('"') ? unquote(written) : written.replace(/\t$/, "").replace(/\r$/, "");
  return name.startsWith("b/") ? name.slice(2) : undefined;
}

const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  "\\": 92,
};

/** A name in quotes, whose escapes are bytes. */
export function unquote(written: string): string {
  const bytes: number[] = [];
  for (const [, octal, letter, plain] of written
    .slice(1, written.lastIndexOf('"'))
    .matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (letter !== undefined) bytes.push(ESCAPES[letter] ?? letter.charCodeAt(0));
    else bytes.push(...Buffer.from(plain ?? ""));
  }
  return Buffer.from(bytes).toString("utf8");
}
