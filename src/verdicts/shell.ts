/**
 * Shell text and program arguments.
 *
 * Shell: enough is quoting by a library, a pattern without metacharacters, a fixed list. Quoting by hand is
 * enough only for POSIX single quotes done right. Argv: enough is something that cannot begin with a dash,
 * or `--` before it; only programs that are known to have dangerous options are reported.
 */

import type { ScriptLanguage } from "../models/kinds.js";
import type { Check } from "../taint/checks.js";
import { HOLE, type Op } from "../taint/lineage.js";
import { takesValue } from "../taint/options.js";
import { alphabetExcludes, regexOf } from "./alphabet.js";
import { direct, flowOps, hasFlow, memberOfSet, TIDYING, unchangedAfter } from "./evidence.js";
import { baseName, readsOptions } from "./option-programs.js";
import { patternInfo } from "./pattern.js";
import { isLiteral, literalHole } from "./script.js";
import { META, shellHoles } from "./shell-holes.js";
import { escapedWord, openQuote, quotedWord, singleQuotedWord } from "./shell-words.js";
import { isSwitch } from "./switches.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";

/** The text of a program for an interpreter. */
function gradeScript(g: Graded, script: ScriptLanguage): Verdict {
  if (isLiteral(g, script)) return CLEAR;
  const hole = literalHole(g, script);
  return {
    status: hole === undefined ? "open" : "weak",
    extent: extentOf(g),
    based: false,
    holes: hole === undefined ? [] : [hole],
  };
}

/** In front of a command of its own: nothing, or other commands that are over (`cd "$dir" && `). */
const STARTS = /(?:^|&&|\|\||[;\n])\s*$/;
/** Behind it: nothing, other commands, where its output goes, or arguments: which program starts, the value says. */
const ENDS = /^(?:$|\s|&&|[|;<]|[12]?>)/;

/** A command that stands beside others, and in no quotes, is a whole one. */
const commandExtent = (g: Graded): Verdict["extent"] =>
  STARTS.test(g.before) && ENDS.test(g.after) && openQuote(g.before) === undefined && !isJoined(g)
    ? "whole"
    : "part";

const extentOf = (g: Graded): Verdict["extent"] =>
  g.before === "" && g.after === "" && !isJoined(g) ? "whole" : "part";

const isJoined = (g: Graded): boolean => g.flow.steps.some((s) => s.op.op === "flow" && s.op.flow === "join");

export function gradeShell(g: Graded): Verdict {
  if (memberOfSet(g) || alphabetExcludes(g, META)) return CLEAR;
  const { script } = g.flow.hit.row;
  if (script !== undefined) return gradeScript(g, script);
  const quoted = quotedWord(g);
  const escaped = escapedWord(g);
  if (quoted === true || escaped === true) return CLEAR;
  if (singleQuotedWord(g) || percentEncoded(g)) return CLEAR;
  const holes = [quoted, escaped].flatMap((hole) => hole ?? []).concat(shellHoles(g));
  return { status: holes.length > 0 ? "weak" : "open", extent: commandExtent(g), based: false, holes };
}

/** Percent-encoding leaves nothing that a shell acts on outside of single quotes, which it does not encode. */
function percentEncoded(g: Graded): boolean {
  const encoded = g.flow.steps.findLastIndex((s) => s.op.op === "flow" && s.op.flow === "url-encode");
  return encoded >= 0 && !g.before.includes("'") && unchangedAfter(g, encoded + 1);
}

/** What is started: one of a list, or a name without a path; or a list of words of which the first is checked. */
export function gradeProgram(g: Graded): Verdict {
  if (memberOfSet(g) || alphabetExcludes(g, ["/", "\\", "."])) return CLEAR;
  const first = g.checks.find(isFirstWord);
  if (first !== undefined)
    return {
      status: "weak",
      extent: "part",
      based: false,
      holes: [{ check: first.fact, text: "the program is one of a list; its arguments are not looked at" }],
    };
  if (isQuotedWord(g)) return CLEAR;
  if (hasFixedFirstWord(g))
    return alphabetExcludes(g, [" "])
      ? CLEAR
      : {
          status: "weak",
          extent: "part",
          based: false,
          holes: [
            { text: "the program stands in the code, and blanks in the value make further arguments of it" },
          ],
        };
  const whole = g.before === "" && g.after === "";
  return { status: "open", extent: whole ? "whole" : "part", based: false, holes: [] };
}

/** A word that is over, in no quotes: it ends in the code (`f"{folder}/ffmpeg -i "`), whatever it begins with. */
const WORD_BEFORE = /^[^"']*[^\s"'\uFFFB\uFFFC]\s/;

/** `shlex.split(f"ffmpeg -i {shlex.quote(path)}")`: a word of its own, and not the first. */
const isQuotedWord = (g: Graded): boolean => hasFlow(g, "shell-split") && quotedWord(g) === true;

/** `f"kubectl get {name}".split()`: of the words that a text is taken apart into, the first stands in the code. */
function hasFixedFirstWord(g: Graded): boolean {
  const { steps } = g.flow;
  const at = splitAt(g);
  return steps.slice(0, Math.max(0, at)).some(({ op }) => op.op === "concat" && WORD_BEFORE.test(op.before));
}

/** `parts[0] in ALLOWED`, about the list that is started. */
function isFirstWord(c: Check): boolean {
  const { fact } = c;
  // What tidies the word leaves it the first one.
  const last = c.via.findLast((op) => op.op !== "flow" || !TIDYING.has(op.flow));
  return (
    !fact.negated &&
    (fact.test === "in-set" || fact.test === "equals") &&
    (fact.text !== undefined || (fact.against !== undefined && fact.against.taints.length === 0)) &&
    ((last?.op === "prop" && last.name === "0") || (last?.op === "flow" && last.flow === "element"))
  );
}

/**
 * An operand behind `--`, or a value behind the name of its option; see options.ts. Where the list was put together,
 * the program was not known: what it takes for a switch has no value.
 */
const isMarked = (g: Graded, behindSwitch: boolean): boolean =>
  g.flow.steps.some(
    ({ op }) => op.op === "flow" && (op.label === "--" || (op.label === "option" && !behindSwitch)),
  );

export function gradeArgv(g: Graded): Verdict {
  const { hit } = g.flow;
  const program = hit.argv?.[0];
  const index = hit.index ?? 0;
  if (memberOfSet(g) || hasFlow(g, "path-resolve") || hasFlow(g, "realpath") || hasFlow(g, "number"))
    return CLEAR;
  // JSON begins with a bracket or a quote, or is a number.
  const [last] = g.flow.steps.slice(-1);
  if (last?.op.op === "flow" && last.op.flow === "json") return CLEAR;
  // A text that is taken apart into words: the caller adds as many options as it likes, whatever the program.
  const words = splitIntoWords(g);
  if (words !== undefined && hasFixedFirstWord(g))
    return alphabetExcludes(g, [" "]) ? CLEAR : { status: "open", extent: words, based: false, holes: [] };
  const namesOption = /^--?$/.test(g.before);
  if (g.before !== "" && !g.before.startsWith(HOLE) && !namesOption) return CLEAR;
  if (g.before.length > 1 && g.before.startsWith(HOLE)) return CLEAR;
  const before = hit.argv?.slice(1, index + 1) ?? [];
  const previous = before[before.length - 1];
  const behindSwitch = previous !== undefined && isSwitch(baseName(program ?? ""), previous);
  if (before.includes("--") || isMarked(g, behindSwitch)) return CLEAR;
  const isValue = previous !== undefined && takesValue(previous) && !behindSwitch;
  if (isValue && index > 0 && hit.argv?.[index + 1] === undefined) return CLEAR;
  // Behind dashes it is the name of an option, whatever it begins with, and with a value where it may hold one.
  if (namesOption ? alphabetExcludes(g, ["="]) && !g.after.startsWith("=") : dashRefused(g)) return CLEAR;
  if (words !== undefined) return { status: "open", extent: words, based: false, holes: [] };
  const whole = index === 0 && hit.argv !== undefined && hit.argv.length <= 1;
  const place = {
    ownArguments: hit.row.programName !== undefined,
    appended: index + 1 >= (hit.argv?.length ?? 0),
  };
  if (program === undefined || !readsOptions(program, before, place)) return CLEAR;
  return { status: "open", extent: whole ? "whole" : "part", based: false, holes: [] };
}

/** Was the value split at blanks? "whole" when nothing was put around it first. */
function splitIntoWords(g: Graded): "whole" | "part" | undefined {
  const at = splitAt(g);
  if (at < 0) return undefined;
  return g.flow.steps.slice(0, at).some((s) => s.op.op === "concat") ? "part" : "whole";
}

/** The step that takes a text apart into words, or -1. */
const splitAt = (g: Graded): number =>
  g.flow.steps.findIndex(
    ({ op }) =>
      op.op === "flow" &&
      (op.flow === "shell-split" ||
        (op.flow === "split" && (op.detail === undefined || op.detail.trim() === ""))),
  );

function dashRefused(g: Graded): boolean {
  if (alphabetExcludes(g, ["-"])) return true;
  for (const c of g.checks) {
    const { fact } = c;
    if (refusesDash(c) && !losesItsBegin(g, c)) return true;
    // An absolute path begins with a separator or a drive, a URL with a letter.
    if ((fact.test === "is-absolute" || fact.test === "is-url") && !fact.negated && direct(c)) return true;
    if (
      fact.test === "prefix" &&
      !fact.negated &&
      (fact.text ?? []).some((t) => t !== "" && !t.startsWith("-") && !t.startsWith(HOLE))
    )
      return true;
    if (startFixed(c)) return true;
  }
  return false;
}

/** Does the check refuse what begins with a dash, and nothing else? */
function refusesDash(c: Check): boolean {
  const { fact } = c;
  if (!fact.negated) return false;
  if (fact.test === "matches") return /^\^\\?-/.test(fact.regex?.source ?? "");
  // `value[0] === "-"`
  const begins = fact.test === "prefix" || (fact.test === "equals" && isFirst(c));
  return begins && (fact.text ?? []).includes("-");
}

const AT_THE_END: ReadonlySet<string> = new Set([
  "trimEnd",
  "trimRight",
  "rtrim",
  "rstrip",
  "removesuffix",
  "expandtabs",
]);

/** `value.trim()` behind the check: " -x" began with a blank, and begins with a dash now. */
function losesItsBegin(g: Graded, c: Check): boolean {
  const begins = (op: Op) => op.op === "flow" && op.flow === "trim" && !AT_THE_END.has(op.label);
  const ops = flowOps(g);
  const tidied = c.via.some(begins) || ops.slice(0, c.at).some(begins);
  return ops
    .slice(c.at)
    .some((op) => begins(op) && (!tidied || (op.op === "flow" && op.label === "removeprefix")));
}

/** Is the check about the first character of the value? */
function isFirst({ via: [only, ...others] }: Check): boolean {
  if (only === undefined || others.length > 0) return false;
  if (only.op === "prop") return only.name === "0";
  return only.op === "flow" && only.label === "charAt" && only.detail === "0";
}

/** A pattern that fixes the first character to something else than a dash. */
function startFixed(c: Check): boolean {
  const re = regexOf(c.fact);
  if (re === undefined || c.fact.negated || !direct(c)) return false;
  return c.fact.test === "full-matches"
    ? !(patternInfo(re.source, re.flags)?.startsWith("-") ?? true)
    : startsSafe(re.source, re.flags);
}

function startsSafe(source: string, flags: string): boolean {
  const info = patternInfo(source, flags);
  return info?.anchoredStart === true && !info.startsWith("-");
}
