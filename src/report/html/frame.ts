/** A code frame: numbered lines, the place in question marked. */
import type { Excerpt, ExcerptLine } from "../../findings/types.js";
import { type Html, html } from "./markup.js";

/** The frame as a table of lines; line numbers are not part of what is copied. */
export function drawFrame(excerpt: Excerpt | undefined): Html {
  if (excerpt === undefined) return html`<p class="muted">The code cannot be shown.</p>`;
  return html`<pre class="frame" tabindex="0"><code>${excerpt.lines.map(drawLine)}</code></pre>`;
}

function drawLine({ number, text, mark }: ExcerptLine): Html {
  const { start, end } = mark ?? { start: text.length, end: text.length };
  const marked = mark === undefined ? html`` : html`<mark>${text.slice(start, end)}</mark>`;
  return html`<span class="line${mark === undefined ? "" : " at"}" data-line="${number}">${text.slice(0, start)}${marked}${text.slice(end)}
</span>`;
}
