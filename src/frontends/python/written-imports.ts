/**
 * The modules that a text seems to import, told without parsing it: what follows `import` or stands between
 * `from` and `import` where a statement may begin. Strings may hold such lines too; a module too many does no harm.
 */
const IMPORT =
  /(?:^|[;:])[ \t]{0,200}(?:from[ \t\\]{1,40}(?<from>[.\w]{1,400})[ \t\\\r\n]{1,40}import\b|import[ \t]{1,40}(?<names>[\w.][\w., \t]{0,2000}))/gm;

/** Specifiers in the order they are written: "package.module", ".sibling". */
export function importsWrittenIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const { groups } of text.matchAll(IMPORT)) {
    if (groups?.["from"] !== undefined) found.add(groups["from"]);
    for (const name of groups?.["names"]?.split(",") ?? []) {
      const [specifier = ""] = name.trim().split(/\s/);
      if (specifier !== "") found.add(specifier);
    }
  }
  return [...found];
}
