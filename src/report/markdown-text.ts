/**
 * Text as Markdown for a comment on GitHub or GitLab: nothing of the audited tree becomes markup, a link,
 * a mention of a user or a reference to an issue.
 *
 * What stands between backticks in a sentence becomes code, where no markup is read; the rest is escaped.
 * An invisible character, written as an entity, keeps `@name`, `#1` and addresses from being what they
 * look like.
 */
import { makeSafe } from "../findings/quote.js";

const BREAK = "&#8203;";

/** Plain text that is shown as it is. */
export function escapeMarkdown(text: string): string {
  return makeSafe(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]|~$!]/g, "\\$&")
    .replace(/^(\s*)([-+#=]|\d+[.)])/, "$1\\$2")
    .replace(/([@#])(?=\w)/g, `$1${BREAK}`)
    .replaceAll("://", `:${BREAK}//`)
    .replace(/\bwww\./gi, `www${BREAK}.`);
}

/** A name, a path, a piece of code. */
export function code(text: string): string {
  const safe = makeSafe(text);
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const space = /^[`\s]|[`\s]$/.test(safe) || safe === "" ? " " : "";
  return `${fence}${space}${safe}${space}${fence}`;
}

/** A sentence of a report, whose names stand between backticks. */
export function sentence(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : escapeMarkdown(part)))
    .join("");
}

/** Lines as a block of code. */
export function codeBlock(lines: readonly string[], language = ""): string {
  const safe = lines.map(makeSafe);
  const longest = Math.max(
    2,
    ...safe.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)),
  );
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...safe, fence].join("\n");
}
