/**
 * The verdict on a server that somebody is about to connect, on one screen: the answer first, then why, then
 * what is known, then how to start it with no more than it needs.
 */
import {
  COMPUTED,
  type Decision,
  type InstallVerdict,
  type PackageFacts,
  type Recipe,
} from "../findings/install-verdict.js";
import { SEVERITIES } from "../findings/order.js";
import { safeJson } from "../findings/quote.js";
import type { Finding, Report } from "../findings/types.js";
import { countOf } from "../words.js";
import { columns, pad, Style, type StyleOptions } from "./text-style.js";

export interface VerdictOptions extends StyleOptions {
  /** Every ability and recipe. */
  readonly verbose: boolean;
}

const LABEL = 11;
const MOST_REASONS = 5;
const MOST_ABILITIES = 6;
const MOST_TOOLS = 3;

const ANSWERS: Readonly<Record<Decision, readonly [string, string]>> = {
  connect: ["CONNECT", "Nothing was found that speaks against connecting this server."],
  limits: ["CONNECT WITH LIMITS", "Connect it only in the way shown below."],
  avoid: ["DO NOT CONNECT", "Do not install it and do not connect it."],
  unclear: ["CANNOT BE JUDGED", "Treat it as you would treat a program from an unknown sender."],
};

/** The screen, ending in a newline. */
export function formatVerdict(verdict: InstallVerdict, report: Report, options: VerdictOptions): string {
  const style = new Style(options);
  const [answer, advice] = ANSWERS[verdict.decision];
  const parts = [
    titleOf(verdict, style),
    style.wrap(`${colour(verdict.decision, style)(` ${answer} `)} ${advice}`, "", ""),
    reasonsOf(verdict, style, options.verbose),
    aboutOf(verdict, report, style, options.verbose),
    ...recipesOf(verdict, style, options.verbose),
    footer(verdict, report, style),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The verdict for programs, with the findings it rests on by their rules. */
export function formatVerdictJson(verdict: InstallVerdict, report: Report): string {
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, report.findings.filter((f) => f.severity === severity).length]),
  );
  return `${safeJson({ formatVersion: 1, tool: report.tool, ...verdict, findings: counts })}\n`;
}

function titleOf({ facts, target }: InstallVerdict, style: Style): string {
  const name = facts?.name === undefined ? target : `${facts.name} ${facts.version ?? ""}`.trim();
  const place = facts === undefined ? "" : style.paint.dim(` ${style.glyph.dot} ${ORIGINS[facts.kind]}`);
  return style.paint.bold(style.show(name)) + place;
}

const ORIGINS: Readonly<Record<PackageFacts["kind"], string>> = {
  npm: "npm",
  pypi: "PyPI",
  git: "git repository",
  archive: "archive on this machine",
};

function colour(decision: Decision, { paint }: Style): (text: string) => string {
  switch (decision) {
    case "connect":
      return paint.bgGreen.black.bold;
    case "limits":
      return paint.bgYellow.black.bold;
    default:
      return paint.bgRed.white.bold;
  }
}

function reasonsOf({ reasons, decision, facts }: InstallVerdict, style: Style, verbose: boolean): string {
  // With a reason not to connect it, what would only limit it is not what the reader needs.
  const telling = verbose ? reasons : reasons.filter((reason) => reason.decision === decision);
  const shown = verbose ? telling : telling.slice(0, MOST_REASONS);
  const lines = shown.map((reason) =>
    style.wrap(style.sentence(reason.text), `  ${style.glyph.dot} `, "    "),
  );
  const rest = reasons.length - shown.length;
  if (rest > 0) lines.push(style.paint.dim(`    and ${countOf(rest, "more reason")}: --verbose`));
  if (facts?.latest !== undefined)
    lines.push(
      style.wrap(
        `This is not the latest version: ${style.show(facts.latest)} is. It is another program; audit that one by itself.`,
        `  ${style.glyph.dot} `,
        "    ",
      ),
    );
  return lines.join("\n");
}

function aboutOf(verdict: InstallVerdict, report: Report, style: Style, verbose: boolean): string {
  const rows: [string, string][] = [];
  const { facts, tools, abilities, unseen } = verdict;
  if (facts?.description !== undefined) rows.push(["Says", style.show(facts.description)]);
  if (facts !== undefined) {
    const published = publishedOf(facts);
    if (published !== "") rows.push(["Published", style.show(published)]);
    rows.push([
      "Source",
      style.show(
        facts.repository === undefined
          ? "names no repository"
          : facts.kind === "git"
            ? facts.repository
            : `${facts.repository} (its own claim)`,
      ),
    ]);
    const signed = signedOf(facts);
    if (signed !== "") rows.push(["Signed", signed]);
    if (facts.kind !== "git")
      rows.push([
        "Installing",
        facts.installScripts.length === 0
          ? "runs nothing of it"
          : `runs ${facts.installScripts.map(({ name, command }) => `${name}: ${style.show(command)}`).join("; ")}`,
      ]);
  }
  rows.push([
    "Offers",
    tools.length === 0
      ? "no tool that was found"
      : `${countOf(tools.length, "tool")}: ${namesOf(toolsByName(tools), verbose ? tools.length : 8, style)}`,
  ]);
  const shown = verbose ? abilities : abilities.slice(0, MOST_ABILITIES);
  shown.forEach((ability, i) => {
    const who =
      ability.tools.length === 0 ? "" : style.paint.dim(` (${namesOf(ability.tools, MOST_TOOLS, style)})`);
    const mark = ability.free ? style.paint.yellow(style.show(ability.text)) : style.show(ability.text);
    rows.push([i === 0 ? "It can" : "", mark + who]);
  });
  if (abilities.length === 0 && tools.length > 0)
    rows.push(["It can", "do nothing to files, programs or the network that was seen"]);
  if (abilities.length > shown.length)
    rows.push(["", style.paint.dim(`and ${abilities.length - shown.length} more: --verbose`)]);
  rows.push(["Found", foundOf(report, style)]);
  unseen.forEach((text, i) => {
    if (verbose || i < 3) rows.push([i === 0 ? "Not seen" : "", style.sentence(text)]);
  });
  return rows
    .map(([label, text]) =>
      style.wrap(text, `  ${style.paint.bold(pad(label, LABEL))}`, " ".repeat(LABEL + 2)),
    )
    .join("\n");
}

/** Who vouches for it; of PyPI only what it says more than others. */
function signedOf({ kind, provenance }: PackageFacts): string {
  if (provenance === undefined) return "";
  const attested =
    provenance.attestations.length > 0 ? "; where it was built is attested (--source checks it)" : "";
  if (kind === "pypi") return attested === "" ? "" : "its publication is attested, which was not checked";
  switch (provenance.signature) {
    case "valid":
      return `by the registry, as its keys confirm${attested}`;
    case "invalid":
      return "by the registry, but not this content";
    case "unchecked":
      return `by the registry, whose key for it could not be had${attested}`;
    default:
      return `the registry, or a mirror in between, serves no signature${attested}`;
  }
}

function publishedOf({ published, publishers, author, first, versions, license }: PackageFacts): string {
  const day = (date: string): string => date.slice(0, 10);
  const by =
    publishers.length > 0
      ? ` by ${publishers.slice(0, 3).join(", ")}`
      : author === undefined
        ? ""
        : `, says it is by ${author}`;
  const parts = [
    published === undefined ? by.replace(/^[, ]+/, "") : day(published) + by,
    first === undefined || versions === undefined
      ? ""
      : `${countOf(versions, "version")} since ${day(first)}`,
    license ?? "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** The names that are known, and how many are not. */
function toolsByName(tools: readonly string[]): readonly string[] {
  const known = tools.filter((name) => name !== COMPUTED);
  const computed = tools.length - known.length;
  if (computed === 0) return known;
  return [...known, known.length === 0 ? "names computed at run time" : `${computed} named at run time`];
}

function namesOf(names: readonly string[], most: number, style: Style): string {
  const shown = names.slice(0, most).map((name) => style.show(name));
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

function foundOf(report: Report, style: Style): string {
  const { findings } = report;
  if (findings.length === 0) return "no weakness";
  const counts = [...SEVERITIES].reverse().flatMap((severity) => {
    const count = findings.filter((finding: Finding) => finding.severity === severity).length;
    return count === 0 ? [] : [style.severity(severity, `${count} ${severity}`)];
  });
  return counts.join(", ");
}

function recipesOf({ recipes, decision }: InstallVerdict, style: Style, verbose: boolean): string[] {
  const [first, ...others] = recipes;
  if (first === undefined || decision === "avoid") return [];
  const shown = verbose ? [first, ...others] : [first];
  return shown.map((recipe) => recipeOf(recipe, style));
}

/** Commands and JSON are not wrapped: they are there to be copied. */
function recipeOf(recipe: Recipe, style: Style): string {
  const title =
    recipe.kind === "docker" ? "Start it in a container" : "Start it with Node's permission flags";
  const { paint } = style;
  return [
    `${paint.bold(title)}${style.show(" (put your folder in the place of /path/to/...)")}`,
    ...recipe.prepare.map((command) => paint.cyan(foldCommand(style.show(command), style.width))),
    paint.cyan(style.show(entryText(recipe, style.width))),
    style.wrap(recipe.notes.map((note) => style.show(note)).join(" "), "  ", "  "),
  ].join("\n");
}

/** A long command over several lines that a shell reads as one. */
function foldCommand(command: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of command.split(/ (?=(?:[^']*'[^']*')*[^']*$)/)) {
    if (line !== "" && columns(`${line} ${word} \\`) > width - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `  ${each}`).join("\n");
}

/** The entry of `.mcp.json`; arguments are filled into lines. */
function entryText({ entry }: Recipe, width: number): string {
  const rows: string[] = [];
  let row = "";
  entry.args.forEach((arg, i) => {
    const text = JSON.stringify(arg) + (i < entry.args.length - 1 ? "," : "");
    if (row !== "" && columns(`      ${row} ${text}`) > width) {
      rows.push(row);
      row = text;
    } else row = row === "" ? text : `${row} ${text}`;
  });
  if (row !== "") rows.push(row);
  const env = Object.entries(entry.env);
  return [
    `  { "command": ${JSON.stringify(entry.command)},`,
    `    "args": [`,
    ...rows.map((each) => `      ${each}`),
    `    ]${env.length === 0 ? " }" : ","}`,
    ...(env.length === 0
      ? []
      : [
          `    "env": { ${env.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(",\n             ")} } }`,
        ]),
  ].join("\n");
}

function footer({ target, recipes, decision }: InstallVerdict, report: Report, style: Style): string {
  const parts = [
    report.findings.length > 0 ? `--format text shows each finding with its path` : "",
    recipes.length > 1 && decision !== "avoid" ? "--verbose another way to start it" : "",
    `mcp-audit lock ${style.show(target)} notices when it changes`,
  ].filter((part) => part !== "");
  return style.wrap(style.paint.dim(`${parts.join("; ")}.`), "  ", "  ");
}
