/**
 * The user's own --include and --exclude patterns, resolved to paths of the tree.
 *
 * The only place that loads fast-glob; a scan without patterns does not pay for it.
 */

/** Root-relative paths that one of the glob patterns matches. */
export async function matchPatterns(root: string, patterns: readonly string[]): Promise<ReadonlySet<string>> {
  if (patterns.length === 0) return new Set();
  const { default: glob } = await import("fast-glob");
  const found = await glob(patterns.map(withContent), {
    cwd: root,
    dot: true,
    followSymbolicLinks: false,
    onlyFiles: true,
    suppressErrors: true,
    ignore: ["**/node_modules/**", "**/.git/**"],
  });
  return new Set(found);
}

/** `generated/` and `generated` mean everything below, as in ignore files; a slash-free name means anywhere. */
function withContent(pattern: string): string {
  const plain = pattern.replace(/^[.]?\//, "");
  const anywhere = plain.replace(/\/$/, "").includes("/") ? plain : `**/${plain}`;
  if (plain.endsWith("/")) return `${anywhere}**`;
  return /[*?[\]{}()!]|[.]\w+$/.test(plain.slice(plain.lastIndexOf("/") + 1))
    ? anywhere
    : `${anywhere}{,/**}`;
}
