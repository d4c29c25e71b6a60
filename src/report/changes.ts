/** Changes of servers in words, grave ones first and marked. */
import type { Change } from "../findings/change.js";
import { safeJson } from "../findings/quote.js";
import { Style, type StyleOptions } from "./text-style.js";

export interface Changed {
  readonly title: string;
  readonly changes: readonly Change[];
}

export function formatChanges(
  servers: readonly Changed[],
  options: StyleOptions & { readonly verbose: boolean },
): string {
  const style = new Style(options);
  const blocks = servers.map(({ title, changes }) => {
    const lines = changes.flatMap(({ grave, text, more = [] }) => {
      const mark = grave ? style.paint.red.bold("! ") : style.paint.dim(`${style.glyph.dot} `);
      const rest = options.verbose
        ? more.map((each) => style.wrap(style.show(each), "      ", "        "))
        : [];
      return [style.wrap(style.sentence(text), `  ${mark}`, "    "), ...rest];
    });
    return [
      style.paint.bold(style.show(title)),
      ...(lines.length === 0 ? ["  nothing changed"] : lines),
    ].join("\n");
  });
  return `${blocks.join("\n\n")}\n`;
}

export function formatChangesJson(servers: readonly Changed[]): string {
  return `${safeJson({ formatVersion: 1, servers })}\n`;
}
