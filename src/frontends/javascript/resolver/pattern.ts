/** Keys with one `*`, as in tsconfig `paths` and package.json `exports` and `imports`. */

/** What the `*` of `pattern` stands for in `text`; "" for an exact match; undefined when it does not match. */
export function matchStar(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text ? "" : undefined;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  if (text.length < before.length + after.length) return undefined;
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}

/** The best key for `text`: an exact one, else the one with the longest part before its `*`. */
export function bestMatch(
  keys: readonly string[],
  text: string,
): { readonly key: string; readonly star: string } | undefined {
  let best: { key: string; star: string; weight: number } | undefined;
  for (const key of keys) {
    const star = matchStar(key, text);
    if (star === undefined) continue;
    const at = key.indexOf("*");
    const weight = at < 0 ? Number.POSITIVE_INFINITY : at;
    if (!best || weight > best.weight) best = { key, star, weight };
  }
  return best;
}
