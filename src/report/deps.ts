/** Known vulnerabilities of locked dependencies, as text or JSON. */
import type { KnownVulnerability, LockedKnown } from "../findings/known-vulnerability.js";
import { safeJson } from "../findings/quote.js";
import { countOf } from "../words.js";
import { Style, type StyleOptions } from "./text-style.js";

export function formatDeps(report: LockedKnown, options: StyleOptions): string {
  const style = new Style(options);
  const { vulnerabilities, files, packages, source } = report;
  if (files.length === 0) return "No lock file was found, so nobody can say which versions get installed.\n";
  const groups = new Map<string, KnownVulnerability[]>();
  for (const each of vulnerabilities) {
    const key = `${each.name} ${each.version}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const blocks = [...groups].map(([key, group]) =>
    [
      `${style.paint.bold(style.show(key))} ${style.paint.dim(style.show(`${group[0]?.path}:${group[0]?.line}`))}`,
      ...group.map(({ id, aliases, summary, fixed }) => {
        const also = aliases.length === 0 ? "" : ` (${aliases.slice(0, 2).join(", ")})`;
        const mended =
          fixed.length === 0 ? "no fixed version is known" : `fixed in ${fixed.slice(-3).join(", ")}`;
        return style.wrap(
          style.show(
            `${id}${also}: ${summary === "" ? "no summary" : summary.replace(/[.]$/, "")}; ${mended}.`,
          ),
          "  ",
          "    ",
        );
      }),
    ].join("\n"),
  );
  const total =
    vulnerabilities.length === 0
      ? "No known vulnerability"
      : countOf(vulnerabilities.length, "known vulnerability", "known vulnerabilities");
  const asked = `${total} in ${countOf(packages, "locked package")} of ${countOf(files.length, "lock file")}. ${source} was asked${report.sent ? ", with their names and versions" : "; nothing was sent"}.`;
  return `${[...blocks, style.wrap(style.show(asked), "", "")].join("\n\n")}\n`;
}

export function formatDepsJson(report: LockedKnown): string {
  return `${safeJson({ formatVersion: 1, ...report })}\n`;
}
