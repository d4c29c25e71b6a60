/** Glob patterns of the configuration as tests of paths. Forward slashes on every system. */
import picomatch from "picomatch";

/**
 * A test of paths by glob patterns, as --exclude understands them: `generated` and `generated/` mean all that
 * is below, a name without a slash means anywhere.
 */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => picomatch(expand(pattern), { dot: true }));
  return (path) => tests.some((test) => test(path));
}

function expand(pattern: string): string[] {
  const plain = pattern.replaceAll("\\", "/").replace(/^[.]?\//, "");
  const anywhere = plain.replace(/\/$/, "").includes("/") ? plain : `**/${plain}`;
  const all = anywhere.replace(/\/$/, "");
  return [all, `${all}/**`];
}

/**
 * The folder among those above a path that a pattern names: `packages/*` names packages/a for
 * packages/a/src/x.ts. Undefined when it names none.
 */
export function folderNamed(pattern: string): (path: string) => string | undefined {
  const plain = pattern
    .replaceAll("\\", "/")
    .replace(/^[.]?\//, "")
    .replace(/\/$/, "");
  if (plain === "" || plain === ".") return () => "";
  const test = picomatch(plain, { dot: true });
  return (path) => {
    for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1))
      if (test(path.slice(0, end))) return path.slice(0, end);
    return test(path) ? path : undefined;
  };
}
