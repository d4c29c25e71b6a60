/**
 * The specifiers that a text seems to import, told without parsing it: what stands in quotes after `from`,
 * `import` or `require(`. Comments and strings may hold such words too; a specifier too many does no harm.
 */
const IMPORT =
  /(?<head>\b(?:import|export)\s+type\b[^"'`;]{0,2000}?\bfrom|\bfrom|\bimport|require)\s{0,40}\(?\s{0,40}(?<quote>["'`])(?<specifier>[^"'`\n\r]{1,400})\k<quote>/g;

/** Specifiers in the order they are written, without those that bring only types. */
export function importsWrittenIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const { groups } of text.matchAll(IMPORT))
    if (groups?.["specifier"] !== undefined && !/^(?:import|export)\s+type\b/.test(groups["head"] ?? ""))
      found.add(groups["specifier"]);
  return [...found];
}
