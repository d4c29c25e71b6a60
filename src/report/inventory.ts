/** The inventory as text, Markdown or JSON: for each tool what it can do, with the place in the code. */

import { type Inventory, type InventoryItem, NO_INVENTORY } from "../findings/inventory.js";
import { abilityOf, isFree } from "../findings/inventory-words.js";
import { safeJson } from "../findings/quote.js";
import type { Report } from "../findings/types.js";
import type { JsonInventory, JsonInventoryItem } from "./published-forms.js";
import { Style, type StyleOptions } from "./text-style.js";

export type InventoryFormat = "text" | "json" | "markdown";

export function formatInventory(
  report: Report,
  format: InventoryFormat,
  options: StyleOptions & { readonly verbose: boolean },
): string {
  const inventory = report.inventory ?? NO_INVENTORY;
  switch (format) {
    case "json":
      return `${safeJson({ formatVersion: 1, tool: report.tool, target: report.target, incomplete: report.incomplete, ...forPrograms(inventory) })}\n`;
    case "markdown":
      return markdown(report, inventory);
    case "text":
      return text(report, inventory, new Style(options), options.verbose);
  }
}

interface Group {
  readonly title: string;
  readonly items: readonly InventoryItem[];
}

function groups({ tools, startup }: Inventory): Group[] {
  return [
    ...tools.map(({ name, items }) => ({ title: name ?? "(name computed at run time)", items })),
    { title: "Without any tool being called", items: startup },
  ];
}

function text({ server }: Report, inventory: Inventory, style: Style, verbose: boolean): string {
  const blocks = groups(inventory).map(({ title, items }) => {
    const lines = items.map((item) => {
      const words = style.show(abilityOf(item));
      const place = style.paint.dim(`${style.show(item.location.path)}:${item.location.span.line}`);
      const line = style.wrap(
        `${isFree(item) ? style.paint.yellow(words) : words}  ${place}`,
        "  ",
        "      ",
      );
      return verbose && item.way.length > 0
        ? `${line}\n${style.wrap(style.paint.dim(wayOf(item, style)), "      ", "      ")}`
        : line;
    });
    return [
      style.paint.bold(style.show(title)),
      ...(lines.length === 0 ? ["  nothing that was seen"] : lines),
    ].join("\n");
  });
  const { entities, dynamic } = server;
  const found = entities.length > 0 || dynamic.length > 0;
  return `${[...(found ? [] : ["No tool, resource or prompt was found."]), ...blocks].join("\n\n")}\n`;
}

function wayOf({ way, call }: InventoryItem, style: Style): string {
  const steps = way.map(
    ({ callee, location }) =>
      `${callee === "" ? "a function" : `${callee}()`} at ${location.path}:${location.span.line}`,
  );
  return style.show(`through ${steps.join(", ")}${call === "" ? "" : `, then ${call}`}`);
}

function markdown(report: Report, inventory: Inventory): string {
  const cell = (value: string): string => value.replace(/[\\|`*_<>[\]]/g, "\\$&").replace(/\n/g, " ");
  const rows = groups(inventory).flatMap(({ title, items }) =>
    items.map(
      (item) =>
        `| ${cell(title)} | ${cell(abilityOf(item))} | ${cell(`${item.location.path}:${item.location.span.line}`)} |`,
    ),
  );
  return `# What ${cell(report.target)} can do\n\n| Tool | It can | Where |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function forPrograms({
  tools,
  startup,
  unknown,
  unfollowed,
}: Inventory): Pick<JsonInventory, "tools" | "startup" | "unknown" | "unfollowed"> {
  const item = (each: InventoryItem): JsonInventoryItem => ({
    kind: each.kind,
    subject: each.subject === "" ? null : each.subject,
    by: each.by,
    text: abilityOf(each),
    ...(each.secret === true ? { secret: true } : {}),
    ...(each.verbs === undefined ? {} : { verbs: each.verbs }),
    call: each.call,
    path: each.location.path,
    line: each.location.span.line,
    way: each.way.map(({ callee, location }) => ({ callee, path: location.path, line: location.span.line })),
  });
  return {
    tools: tools.map(({ name, location, items }) => ({
      name: name ?? null,
      path: location.path,
      line: location.span.line,
      items: items.map(item),
    })),
    startup: startup.map(item),
    unknown: [...unknown],
    unfollowed: [...unfollowed],
  };
}
