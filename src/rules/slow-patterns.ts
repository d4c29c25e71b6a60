/**
 * Is a regular expression of the program one that takes exponentially long on some texts?
 *
 * Left to a library that knows the question; it is loaded when a pattern has a form in which that can happen.
 * Patterns that are only quadratic are everywhere, and no text that a tool is sent is long enough to matter.
 */

const MAX_LENGTH = 1000;
/** A repeated group that holds a repetition, or alternatives. */
const REPEATED_GROUP = /[*+}|][^()]{0,200}\)+(?:[*+]|\{\d+,\d*\})/;

/** `flags` as in JavaScript. A pattern that cannot be read is none. */
export async function isExponential(source: string, flags: string): Promise<boolean> {
  if (source.length > MAX_LENGTH || !REPEATED_GROUP.test(source)) return false;
  const { analyse } = await import("scslre");
  try {
    const { reports } = analyse(
      { source: inJavaScript(source), flags: flags.replace(/[^imsu]/g, "") },
      { maxReports: 20, assumeRejectingSuffix: true },
    );
    return reports.some((each) => each.exponential);
  } catch {
    return false;
  }
}

/** Python writes some things in another way. */
function inJavaScript(source: string): string {
  return source
    .replace(/^\(\?[aiLmsux]+\)/, "")
    .replaceAll("(?P<", "(?<")
    .replace(/\(\?P=(\w+)\)/g, "\\k<$1>")
    .replaceAll("\\A", "^")
    .replace(/\\[Zz]/g, "$");
}
