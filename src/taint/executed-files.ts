/**
 * What becomes of a file that the program has filled with a caller's text (written-files.ts): whoever starts it, hands
 * it to an interpreter or loads it as a module executes the text. Everything else that is done with the file's name
 * does nothing with the text.
 *
 *   exec(`python "${file}"`)         the text is executed
 *   spawn("node", ["--test", file])  the text is executed
 *   unlink(file)                     nothing
 */
import type { SinkRow } from "../models/types.js";
import type { Flow, Step } from "./flows.js";
import { lastName } from "./machine.js";
import { HOLE, KEEPS_NAME } from "./operations.js";
import { fileName, inContainer, scriptOf } from "./started.js";
import type { HitRow, SinkHit } from "./summary.js";

/** Programs that run the file they are told, by the names of their executables. */
const RUNNERS =
  /^((ba|z|da|k|fi|c)?sh|powershell|pwsh|cmd|python[\d.]*|pypy\d?|ipython|node|nodejs|deno|bun|tsx|ts-node|ts-node-esm|vite-node|esno|ruby|perl|php|lua|luajit|julia|rscript|octave|osascript|groovy|scala|swift|java|kotlin|dart|elixir|escript|racket|sbcl|guile|clojure|tclsh|wish|expect|awk|gawk|cscript|wscript|mshta|autohotkey|pytest|jest|vitest|mocha|ava|ansible-playbook|locust|k6|artillery|blender|freecad|freecadcmd|openscad|abaqus|comsol|matlab|sage|gdb|manim|streamlit|papermill|source|\.)(\.exe)?$/i;
/** Words of theirs in front of the file. */
const SUBCOMMANDS: ReadonlySet<string> = new Set(["run", "exec", "test", "render", "script"]);
/** Programs that run what follows `run`. */
const RUN_PROGRAMS: ReadonlySet<string> = new Set([
  "go",
  "cargo",
  "npm",
  "uv",
  "poetry",
  "playwright",
  "dotnet",
]);
/** Options that only look at the file, or that take a text in its place. */
const NO_RUN = /^(-[cenl]|-m|--check|--eval|--print|-p|--syntax-check|--noEmit|--version|--help|--lint)$/;

/** The flow as far as the text is executed; undefined where only the name of the file gets there. */
export function ofWrittenFile(flow: Flow): Flow | undefined {
  const at = flow.steps.findLastIndex(({ op }) => op.op === "flow" && op.flow === "written");
  if (at < 0) return flow;
  const row = rowOf(flow.hit, flow.steps.slice(at + 1));
  if (row === undefined) return undefined;
  return {
    ...flow,
    hit: { ...flow.hit, row, index: undefined, argv: undefined },
    steps: flow.steps.slice(0, at + 1),
    checks: flow.checks.filter((c) => c.at <= at + 1),
    calls: flow.calls.map((c) => (c.at > at + 1 ? { ...c, at: at + 1 } : c)),
  };
}

/** What the sink does with the text; undefined where it does nothing with it. */
function rowOf(hit: SinkHit, steps: readonly Step[]): HitRow | undefined {
  const around = nameIn(steps);
  if (around === undefined) return undefined;
  const { row } = hit;
  // Where the file itself is started, the call that does it.
  const itself = row.label ?? `${lastName(hit.path)}()`;
  switch (row.kind) {
    case "module-name":
      return { ...row, kind: "code", label: itself };
    case "program":
      return around.before + around.after === "" ? executing(row, [], itself) : undefined;
    case "program-args": {
      const words = hit.argv?.slice(0, (hit.index ?? 0) + 1) ?? [];
      return around.before + around.after === "" ? executedBy(row, words, itself) : undefined;
    }
    case "os-command":
      return executedBy(row, wordsBefore(around.before), itself);
    default:
      return undefined;
  }
}

/** The text around the name of the file; undefined where it is the name of something else by then. */
function nameIn(steps: readonly Step[]): { readonly before: string; readonly after: string } | undefined {
  let [before, after] = ["", ""];
  for (const { op } of steps) {
    if (op.op === "concat") [before, after] = [op.before + before, after + op.after];
    else if (op.op === "flow" && !KEEPS_NAME.has(op.flow)) return undefined;
  }
  return { before, after };
}

/** The words of the simple command in front of a file that stands alone as a word; undefined where it does not. */
function wordsBefore(before: string): readonly (string | undefined)[] | undefined {
  const line =
    before
      .split(/[;&|\n(]/)
      .at(-1)
      ?.replace(/["']$/, "") ?? "";
  if (/\S$/.test(line)) return undefined;
  const words = line.split(/\s+/).filter((w) => w !== "" && !/^\w+=/.test(w));
  return words.map((w) => (w.includes(HOLE) ? undefined : w.replace(/^["']|["']$/g, "")));
}

function executedBy(
  row: SinkRow,
  words: readonly (string | undefined)[] | undefined,
  itself: string,
): HitRow | undefined {
  if (words === undefined) return undefined;
  if (words.length === 0) return executing(row, words, itself);
  const at = words.findLastIndex((w, i) => w !== undefined && runs(w, words[i + 1]));
  const program = words[at];
  if (program === undefined) return undefined;
  const between = words.slice(at + 1);
  if (!between.every(isInFront)) return undefined;
  return executing(row, words, program);
}

const runs = (word: string, next: string | undefined): boolean =>
  RUNNERS.test(fileName(word)) || (RUN_PROGRAMS.has(word) && SUBCOMMANDS.has(next ?? ""));

/** Does the word leave it at that: an option, or the command that runs a file? */
const isInFront = (w: string | undefined): boolean =>
  w !== undefined && !NO_RUN.test(w) && (/^(-|\/[a-z]$)/i.test(w) || SUBCOMMANDS.has(w));

function executing(row: SinkRow, words: readonly (string | undefined)[], program: string): HitRow {
  const label = fileName(program);
  const isShell = /sh(\.exe)?$|^cmd/i.test(program);
  const script = scriptOf(label, words) ?? (words.length > 0 && !isShell ? "other" : undefined);
  return {
    ...row,
    kind: "os-command",
    label,
    inFile: true,
    ...(script === undefined ? {} : { script }),
    ...(inContainer(words) ? { contained: true } : {}),
  };
}
