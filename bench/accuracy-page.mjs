/** Writes the page and the one-line summary of an accuracy run from its rows. */

/** What a scanner has to be able to do for a case; the letters stand in the manifests. */
const capabilities = {
  a: "same function",
  b: "same file",
  c: "across files",
  d: "through `this`/`self`",
  e: "through callbacks, registries, dispatch",
  f: "bundled code",
  g: "no data flow",
  n: "no data flow",
};

/** Whether a data flow can show it; the others are about configuration, absence or logic. */
const isFlow = (row) => row.analysis.some((letter) => "abcdef".includes(letter));

/** `rows` as bench/accuracy.mjs makes them. Same rows, same page. */
export function accuracyPage(rows) {
  const scored = rows.filter((row) => row.unobtainable === undefined);
  const flow = scored.filter(isFlow);
  const parts = [
    "# Accuracy on published vulnerabilities",
    "Made by `npm run bench:accuracy`; do not edit. Each case is a published release or commit with a known " +
      "vulnerability, and the one that fixed it (`bench/manifests/`: packages, commits, files and lines; no code).",
    "- **found**: a finding of the right weakness, at level warning or error, within three lines of a known " +
      "dangerous call of the vulnerable tree.\n" +
      "- **fix silent**: no such finding where the fix stands in the fixed tree.\n" +
      "- **told apart**: both, of the cases that have a fixed tree.\n" +
      "- **kept line silent**: the fix put a guard in front and left the dangerous line as it was; no finding there.\n" +
      "- **findings**: all findings at warning or error in a vulnerable tree, median.",
    "## Totals",
    table(
      [
        "cases",
        "",
        "found",
        "in the right file",
        "fix silent",
        "told apart",
        "kept line silent",
        "findings",
        "errors",
      ],
      [
        totals("with a data flow", flow),
        ...["npm", "python"].map((name) =>
          totals(
            `- ${name}`,
            flow.filter((row) => row.manifest === name),
          ),
        ),
        totals(
          "configuration, absence, logic",
          scored.filter((row) => !isFlow(row)),
        ),
      ],
    ),
    "## By class, data flow only",
    byClass(flow),
    "## By what a scanner has to be able to do",
    byCapability(flow),
    "## Missed",
    list(
      flow.filter((row) => !row.hit),
      (row) =>
        `${row.id} (${row.package}, ${row.class}): ${row.analysis.map((letter) => capabilities[letter]).join(", ")}` +
        `${row.inFile ? "; found elsewhere in the file" : ""}${row.error ? `; ${row.error}` : ""}`,
    ),
    "## Fix still flagged",
    list(
      scored.filter((row) => row.silent === false),
      (row) => `${row.id} (${row.package}, ${row.class})`,
    ),
    "## Could not be fetched",
    list(
      rows.filter((row) => row.unobtainable !== undefined),
      (row) => `${row.id} (${row.package}): ${row.unobtainable}`,
    ),
  ];
  const [, , found, inFile, silent, apart, , findings, errors] = totals("", flow);
  const summary =
    `data flow: found ${found} (in the file ${inFile}), fix silent ${silent}, told apart ${apart}, ` +
    `median findings ${findings}, errors ${errors}; not fetched ${rows.length - scored.length}`;
  return { markdown: `${parts.join("\n\n")}\n`, summary };
}

function totals(name, rows) {
  const fixed = rows.filter((row) => row.silent !== undefined);
  const kept = rows.filter((row) => row.keptSilent !== undefined);
  const counts = rows.map((row) => row.findings).sort((a, b) => a - b);
  return [
    name,
    String(rows.length),
    share(rows, (row) => row.hit),
    share(rows, (row) => row.inFile),
    share(fixed, (row) => row.silent),
    share(fixed, (row) => row.hit && row.silent),
    share(kept, (row) => row.keptSilent),
    String(counts[counts.length >> 1] ?? "-"),
    String(rows.filter((row) => row.error).length),
  ];
}

function byClass(rows) {
  const classes = [...new Set(rows.map((row) => row.class))].sort();
  return table(
    ["class", "found", "fix silent"],
    classes.map((name) => {
      const mine = rows.filter((row) => row.class === name);
      const fixed = mine.filter((row) => row.silent !== undefined);
      return [name, share(mine, (row) => row.hit), share(fixed, (row) => row.silent)];
    }),
  );
}

function byCapability(rows) {
  return table(
    ["needs", "found"],
    [..."abcdef"].map((letter) => {
      const mine = rows.filter((row) => row.analysis.includes(letter));
      return [capabilities[letter], share(mine, (row) => row.hit)];
    }),
  );
}

function share(rows, isIn) {
  if (rows.length === 0) return "-";
  const count = rows.filter(isIn).length;
  return `${count}/${rows.length} (${Math.round((100 * count) / rows.length)} %)`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function list(rows, print) {
  return rows.length === 0 ? "None." : rows.map((row) => `- ${print(row)}`).join("\n");
}
