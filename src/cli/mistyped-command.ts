/** A word that is no file and nearly a command: `mcp-audit verdct` audits nothing, and wants to be told why. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import type { Io } from "./io.js";

const MOST_MISTAKES = 2;

/** Throws a UserError that names the command which was meant. */
export function refuseMistyped(word: string, commands: readonly string[], io: Io): void {
  if (!/^[a-z]{4,20}$/.test(word) || existsSync(resolve(io.cwd, word))) return;
  const meant = commands.find((command) => distance(word, command) <= MOST_MISTAKES);
  if (meant === undefined) return;
  throw new UserError(
    `There is no file or folder ${word}. Did you mean the command \`${meant}\`?`,
    "`mcp-audit --help` lists the commands.",
  );
}

/** Letters to add, to leave out or to change until one word is the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
