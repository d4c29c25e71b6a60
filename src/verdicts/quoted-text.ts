/**
 * A text between the single quotes of a query, which no quote in it ends: each is doubled. Where a backslash takes the
 * meaning of what follows (`\'`), backslashes have to be doubled, too; then a quote may stand behind one as well. What
 * stands between double quotes there is held by backslashes in the same way, be it a text or a name.
 *
 *   `... WHERE name = '${name.replace(/'/g, "''")}'`                          held in SQLite, PostgreSQL, DuckDB
 *   `... WHERE name = '${name.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`                   held everywhere
 *   `... WHERE name = '${name.replace(/'/g, "''")}'`                       not held in MySQL: `\'` becomes `\''`
 */
import type { Step } from "../taint/flows.js";
import { AS_TEXT } from "../taint/operations.js";
import { replacement } from "./alphabet.js";
import { escapes, escapesOther, keeps } from "./script.js";
import type { Graded } from "./types.js";

const QUOTE = "'";

/** What encloses a part of a query, and how it ends. */
const ENCLOSED: readonly (readonly [begin: string, end: string])[] = [
  [QUOTE, QUOTE],
  ['"', '"'],
  ["`", "`"],
  ["--", "\n"],
  ["/*", "*/"],
];

/** Does the value stand in a text of the query, and can it not end it? */
export function isQuotedText(g: Graded): boolean {
  const { quote, begin } = textBegins(g.before) ?? {};
  if (quote === undefined || !g.after.includes(quote)) return false;
  const { steps, hit } = g.flow;
  if (quote !== QUOTE) return hit.row.backslash === "escape" && isHeld(steps, quote, -1, true);
  const backslash = /\be$/i.test(g.before.slice(0, begin)) ? "escape" : hit.row.backslash;
  const doubled = steps.findLastIndex((s) => doubles(s, QUOTE));
  if (doubled >= 0 && backslash === "text") return steps.slice(doubled + 1).every(leavesQuotes);
  return isHeld(steps, quote, doubled, backslash === "escape");
}

/** Are backslashes doubled, and quotes doubled as well (in the step `doubled`) or put behind a backslash afterwards? */
function isHeld(steps: readonly Step[], quote: string, doubled: number, escaping: boolean): boolean {
  const slashed = steps.findIndex((s) => escapes(s, "\\"));
  const held = doubled >= 0 || !escaping ? doubled : steps.findIndex((s) => escapes(s, quote));
  if (slashed < 0 || held < 0 || (doubled < 0 && held < slashed)) return false;
  return steps
    .slice(Math.min(slashed, held) + 1)
    .every((s) => isEscape(s, quote) || keepsText(s) || escapesOther(s.op, quote));
}

/** Is every such character doubled? */
export function doubles({ op, site }: Step, char: string): boolean {
  const r = replacement(op);
  if (r === undefined || r.by !== char + char) return false;
  const all = r.method === "replaceAll" || site?.module.language === "python";
  return (
    (r.pattern === char && all) ||
    (r.regex?.flags.includes("g") === true && r.regex.source.replace(/^\\(?=.$)/, "") === char)
  );
}

const isEscape = (s: Step, quote: string): boolean =>
  escapes(s, "\\") || escapes(s, quote) || doubles(s, quote);

const keepsText = (s: Step): boolean =>
  keeps([s]) || (s.op.op === "flow" && (s.op.flow === "lower" || s.op.detail === AS_TEXT));

/** Does a step neither bring nor take quotes, nor cut between two of them? */
function leavesQuotes(s: Step): boolean {
  const r = replacement(s.op);
  if (r === undefined) return keepsText(s);
  const found = r.pattern ?? r.regex?.source ?? "";
  return !r.by.includes(QUOTE) && /^(?:[^\\'[.^$(]|\\[\\%_])$/.test(found);
}

/** Where the text or name begins between whose quotes a query ends, if it ends in one. */
function textBegins(query: string): { readonly quote: string; readonly begin: number } | undefined {
  let open: readonly [string, string] | undefined;
  let begin = 0;
  for (let i = 0; i < query.length; i++) {
    if (open === undefined) {
      open = ENCLOSED.find(([start]) => query.startsWith(start, i));
      begin = i;
      i += (open?.[0].length ?? 1) - 1;
    } else if (query.startsWith(open[1], i)) {
      i += open[1].length - 1;
      open = undefined;
    }
  }
  return open?.[0] === QUOTE || open?.[0] === '"' ? { quote: open[0], begin } : undefined;
}
