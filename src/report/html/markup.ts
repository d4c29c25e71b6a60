/**
 * HTML that cannot be broken out of: a template whose values are escaped, unless they are HTML already.
 *
 *   html`<td class="${kind}">${name}</td>`
 *
 * Attributes are always written in double quotes; nothing of the audited tree goes into a script, a style,
 * a comment, or the name of a tag or an attribute.
 */
import { makeSafe } from "../../findings/quote.js";

/** Text that is HTML. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | false | readonly Html[];

/** The template. Strings are escaped; lists of HTML are joined; `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? "";
  parts.forEach((part, at) => {
    text += render(part) + (strings[at + 1] ?? "");
  });
  return new Html(text);
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map((each) => each.text).join("");
  return escapeHtml(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return makeSafe(text).replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? char);
}

/** A sentence of a report: what stands between backticks is code. */
export function sentence(text: string): Html {
  const parts = text.split(/`([^`]+)`/);
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}
