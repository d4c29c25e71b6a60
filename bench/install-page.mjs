/** Writes the page of an install run from its rows, as bench/install.mjs makes them. Same rows, same page. */

const ANSWERS = {
  connect: "connect",
  limits: "with limits",
  avoid: "do not connect",
  unclear: "cannot be judged",
};
/** Changes of one kind that are quoted; the rest is counted. */
const MOST_QUOTED = 4;
const LONGEST = 240;

export function installPage({ packages, pairs }) {
  const judged = packages.filter(({ verdict }) => verdict?.error === undefined);
  const counts = Object.entries(ANSWERS).map(
    ([decision, words]) => `${judged.filter(({ verdict }) => verdict.decision === decision).length} ${words}`,
  );
  const steady = packages.filter(({ lock }) => lock?.changes?.length === 0).length;
  const parts = [
    "# Forty packages, and what changed between releases",
    "Made by `npm run bench:install`; do not edit. Each package was asked for by its name and version alone, with " +
      "nothing of it run (`bench/install/`: names, versions, integrity). A verdict is about that version, follows the " +
      "rules of [before-you-install.md](before-you-install.md), and says what a reader of the code should look at: no " +
      "package here is said to be harmful.",
    `**${judged.length} of ${packages.length} judged: ${counts.join(", ")}.** Locked and verified without a change: ${steady} of ${packages.length}.`,
    ...["npm", "pypi"].flatMap((kind) => [
      `## ${kind === "npm" ? "npm" : "PyPI"}`,
      table(
        ["package", "verdict", "tools", "high", "medium", "why"],
        packages.filter((each) => each.kind === kind).map(packageRow),
      ),
    ]),
    "## Vulnerable releases and their fixes",
    "What `mcp-audit diff` says in words from the vulnerable release to the fixed one. `!` is a change that lets the " +
      "server do more or tells the model something else. Releases between the two may have brought much more than the fix.",
    ...pairs.map(pairPart),
  ];
  return `${parts.join("\n\n")}\n`;
}

function packageRow({ name, version, verdict }) {
  const label = `${name} ${version}`;
  if (verdict?.error !== undefined) return [label, `not asked: ${verdict.error}`, "", "", "", ""];
  const { findings, reasons, tools, decision } = verdict;
  return [
    label,
    ANSWERS[decision],
    String(tools.length),
    String(findings.high + findings.critical),
    String(findings.medium),
    [...new Set(reasons.flatMap(({ rule, text }) => [/\(([a-z-]+)\)\./.exec(text)?.[1] ?? rule]))].join(", "),
  ];
}

function pairPart({ title, ids, changes, error }) {
  const head = `### ${title}`;
  const about = `${ids.join(", ")}.`;
  if (error !== undefined) return `${head}\n\n${about} Not compared: ${error}.`;
  if (changes.length === 0) return `${head}\n\n${about} Nothing that the program looks at changed.`;
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  // What the fix is about comes first.
  kinds.sort((a, b) => rank(a) - rank(b));
  const lines = kinds.flatMap((kind) => {
    const all = changes.filter((each) => each.kind === kind);
    return [
      ...all.slice(0, MOST_QUOTED).map(({ grave, text }) => `${grave ? "! " : ". "}${cut(text)}`),
      ...(all.length > MOST_QUOTED ? [`  and ${all.length - MOST_QUOTED} more of this kind`] : []),
    ];
  });
  return `${head}\n\n${about}\n\n\`\`\`text\n${lines.join("\n").replaceAll("```", "'''")}\n\`\`\``;
}

const ORDER = ["finding-gone", "new-finding", "install-script", "ability-gone", "new-ability", "new-tool"];
const rank = (kind) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

const cut = (text) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
