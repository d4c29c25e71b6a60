/**
 * What a text can hold that was read as a date: `%Y-%m-%d` lets digits and hyphens through, `%d %B` letters and
 * blanks, too. A directive that stands for whatever the locale says lets anything through.
 */

const DIRECTIVES: ReadonlyMap<string, string> = new Map([
  ...[..."dmyYHIMSfjUWwGuV"].map((letter) => [letter, "\\d+"] as const),
  ...[..."aAbBpZ"].map((letter) => [letter, "[\\w.]*"] as const),
  ["z", "[\\d:+.Z-]*"],
  ["%", "%"],
]);

/** The regular expression that such texts match; undefined where the format says too little. */
export function datePattern(format: string): string | undefined {
  const parts: string[] = [];
  for (const [part, directive, blank] of format.matchAll(/%(.?)|(\s)|[\s\S]/gu)) {
    const stands = directive === undefined ? undefined : DIRECTIVES.get(directive);
    if (directive !== undefined && stands === undefined) return undefined;
    parts.push(stands ?? (blank === undefined ? part.replace(/[\\^$.*+?()[\]{}|/-]/u, "\\$&") : "\\s+"));
  }
  return parts.join("");
}
