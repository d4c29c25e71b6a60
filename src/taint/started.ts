/**
 * What the words of a started program's command line mean: where a shell or an interpreter reads its program
 * from, an argument or the standard input. Only what is constant is known; nothing is said of a program's options.
 */
import type { Language } from "../ir/types.js";
import type { ScriptLanguage } from "../models/kinds.js";
import type { SinkRow } from "../models/types.js";
import type { ModelCall } from "./arguments.js";
import { HOLE } from "./lineage.js";
import type { Machine } from "./machine.js";
import type { HitRow } from "./summary.js";
import { onlyConst, type Value } from "./values.js";

const SHELLS = /(^|[\\/])(ba|z|da|k|fi|c)?sh(\.exe)?$|(^|[\\/])(cmd|powershell|pwsh)(\.exe)?$/i;
/** These take all that follows for one command. */
const JOINS_ALL = /(^|[\\/])(cmd|powershell|pwsh)(\.exe)?$/i;
const INTERPRETERS =
  /(^|[\\/])(python\d?(\.\d+)?|node|ruby|perl|php|osascript|deno|bun|R|Rscript|julia|octave(-cli)?|matlab|lua(jit)?|gdb|lldb)(\.exe)?$/i;
/** What they are told to run is their first word that is no option; what they read besides is no program. */
const FILTERS = /(^|[\\/])([gmn]?awk|g?sed)$/;
/** Options of these with a value of their own behind them. */
const FILTER_VALUED = /^(-[Fvfl]|--(field-separator|assign|file|line-length))$/;
const CONTAINERS = /(^|[\\/])(docker|podman|nerdctl|kubectl|oc|lxc|incus)(\.exe)?$/i;
const REMOTE = /(^|[\\/])(ssh|adb)(\.exe)?$/;
/** Programs that hand the value of one of their options to a shell, some of them behind a word that says so. */
const LINE_FOLLOWS: readonly (readonly [program: RegExp, option: RegExp, behind?: string])[] = [
  [/^(su|runuser|script|flock)$/, /^(-c|--command)$/],
  [/^git$/, /^--((tree|index|msg|env|parent|commit|tag-name)-filter|upload-pack|receive-pack)$/],
  [/^git$/, /^(-x|--exec)$/, "rebase"],
  [/^git$/, /^run$/, "bisect"],
  [/^git$/, /^foreach$/, "submodule"],
  [/^tar$/, /^--(to-command|use-compress-program)$/],
  [/^rsync$/, /^(-e|--rsh|--rsync-path)$/],
  [/^npx$/, /^(-c|--call)$/],
];

const COMMAND_FOLLOWS = /^(-\w*c\w*|\/c|\/k|-Command|-EncodedCommand|-command)$/i;
/** Options of interpreters in front of a piece of code; flags of Python may stand before theirs. */
const CODE_FOLLOWS = /^(-[bBEiIOPqsSuvx]*c|-p?e|--eval|-p|--print|-r|eval)$/;
/** The same of programs that mean something else by some of these. */
const OWN_CODE_FOLLOWS: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/(^|[\\/])(gdb|lldb)$/, /^(-ex|--?eval-command|-o|--one-line)$/],
  [/(^|[\\/])matlab$/i, /^-(batch|r)$/],
  [/(^|[\\/])(R|Rscript|julia|octave(-cli)?|lua(jit)?)$/, /^(-[eE]|--eval)$/],
];

type Words = readonly (string | undefined)[];

/**
 * A word of a command line; of several shells, of their options before a command, or of several names of an
 * interpreter, one stands for all.
 */
export function wordOf(m: Machine, language: Language, v: Value): string | undefined {
  const only = onlyConst(v);
  if (only !== undefined) return String(only.value);
  if (v.taints.length > 0) return undefined;
  const words = v.consts.map(String);
  for (const r of v.refs) {
    if (r.kind !== "ext") return undefined;
    if (m.model(language).place(r.path) === "interpreter")
      words.push(language === "python" ? "python" : "node");
    // `os.environ.get("SHELL", "/bin/bash")`: whatever is set there is a shell, too.
    else if (!words.some((word) => SHELLS.test(word))) return undefined;
  }
  const alike = words.length > 0 && words.every((word) => COMMAND_FOLLOWS.test(word));
  return alike ? words[0] : words.find(isInterpreter);
}

/**
 * The word that names the program, which a setting may replace by another path to it: `os.environ.get("GIT", "git")`,
 * `shutil.which("git")`, `windows ? "adb.exe" : "adb"`.
 */
export function programOf(m: Machine, language: Language, v: Value): string | undefined {
  const word = wordOf(m, language, v);
  if (word !== undefined || v.taints.length > 0 || v.refs.some((r) => r.kind !== "ext")) return word;
  const named = v.refs.flatMap((r) =>
    r.kind === "ext" && m.model(language).place(r.path) === "program" ? (r.call?.args[0]?.consts ?? []) : [],
  );
  const [name, ...others] = [...v.consts, ...named]
    .filter((c) => typeof c === "string" && c !== "")
    .map(String);
  return name !== undefined && others.every((other) => nameOf(other) === nameOf(name)) ? name : undefined;
}

const nameOf = (program: string): string =>
  program.replace(/^.*[\\/]/, "").replace(/\.(exe|cmd|bat|com)$/i, "");

/** `["sh", "-c", text]` is a shell command, `["python", "-c", text]` is code; so behind `docker exec box`. */
export function shellRow(row: SinkRow, argv: Words, index: number): HitRow {
  const label = commandBefore(argv, index);
  if (label === undefined) return row;
  const script = scriptOf(label, argv);
  return {
    ...row,
    kind: "os-command",
    label,
    ...(script === undefined ? {} : { script }),
    ...(inContainer(argv.slice(0, index)) ? { contained: true } : {}),
  };
}

/** The language of what is given to a program for its text; undefined for shells. */
export function scriptOf(label: string, argv: Words): ScriptLanguage | undefined {
  const [program = ""] = label.split(" ");
  const name = INTERPRETERS.exec(program)?.[2]?.toLowerCase();
  if (name === undefined) return FILTERS.test(program) ? "other" : undefined;
  if (name.startsWith("python")) return "python";
  if (name === "osascript") return argv.some((w) => w === "JavaScript") ? "javascript" : "applescript";
  return /^(node|deno|bun)$/.test(name) ? "javascript" : "other";
}

/** Does the command line start something in a container (`docker exec box`)? */
export const inContainer = (argv: Words): boolean =>
  CONTAINERS.test(argv[0] ?? "") && argv.some((w) => w === "exec" || w === "run");

const FETCHERS = /(^|[\\/])(curl|wget|http|https|xh|aria2c|lynx)(\.exe)?$/;
/** What may stand in front of an address: the program, flags without a value, or the option that says it is one. */
const BEFORE_ADDRESS =
  /^(-[sSLkfvIgNGqnijl46]+|--|--url|--(silent|show-error|location|insecure|fail|compressed|verbose|head|get|quiet|no-verbose|globoff))$/;

/** Options whose value stands between them and an address. */
const VALUED =
  /^(-[XHodmuAebwO]|--(request|header|output|data|max-time|timeout|user|user-agent|proto|max-redirs|connect-timeout|write-out|output-document|tries))$/;

/** The program that requests what stands behind `argv[index]`, if that is an address. */
export function fetcherOf(argv: Words, index: number): string | undefined {
  const [program, ...options] = argv.slice(0, index + 1);
  if (program === undefined || !FETCHERS.test(program)) return undefined;
  const [option, before] = [options.at(-2) ?? "", options.at(-1)];
  const isAddress =
    options.length === 0 || VALUED.test(option) || (before !== undefined && BEFORE_ADDRESS.test(before));
  return isAddress ? fileName(program) : undefined;
}

/** The name of a program without its folder. */
export const fileName = (program: string): string =>
  program.slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1);

/** The words that make what stands behind `argv[index]` a command or code. */
function commandBefore(argv: Words, index: number): string | undefined {
  const before = argv[index];
  const at = argv.slice(0, index).findLastIndex((w) => w !== undefined && isReader(w));
  const program = argv[at];
  if (program !== undefined) {
    const between = argv.slice(at + 1, index + 1);
    if (SHELLS.test(program)) {
      const option = JOINS_ALL.test(program)
        ? between.find((w) => w !== undefined && COMMAND_FOLLOWS.test(w))
        : before !== undefined && COMMAND_FOLLOWS.test(before) && between.every(isOption)
          ? before
          : undefined;
      if (option !== undefined) return `${program} ${option}`;
    } else if (
      before !== undefined &&
      codeFollows(program, before) &&
      between.every((w) => isOption(w) || w === "eval")
    )
      return `${program} ${before}`;
  }
  const [first] = argv;
  if (first === undefined) return undefined;
  if (FILTERS.test(first) && isFirstOperand(argv, index)) return first;
  if (index + 1 >= (remoteCommandAt(argv) ?? Infinity)) return first;
  const line = before === undefined ? undefined : lineFollows(argv, before);
  if (line !== undefined) return [first, ...line].join(" ");
  // Typed into a shell that runs in a terminal.
  const typed = argv.slice(0, index + 1).find((w) => w === "send-keys" || w === "stuff");
  if (typed !== undefined && /(^|[\\/])(tmux|screen)$/.test(first) && before !== "-t")
    return `${first} ${typed}`;
  return undefined;
}

function codeFollows(program: string, word: string): boolean {
  const own = OWN_CODE_FOLLOWS.find(([name]) => name.test(program.replace(/\.exe$/i, "")));
  return (own?.[1] ?? CODE_FOLLOWS).test(word);
}

/** The words behind which the program takes a line for a shell, if `option` is the last of them. */
function lineFollows([first = "", ...words]: Words, option: string): readonly string[] | undefined {
  const name = nameOf(first);
  const found = LINE_FOLLOWS.find(
    ([program, options, behind]) =>
      program.test(name) && options.test(option) && (behind === undefined || words.includes(behind)),
  );
  if (found === undefined) return undefined;
  return found[2] === undefined ? [option] : [found[2], option];
}

/** Do only options stand between the program and the word behind `argv[index]`? */
function isFirstOperand(argv: Words, index: number): boolean {
  const before = argv.slice(1, index + 1);
  return before.every(isOption) && !FILTER_VALUED.test(before.at(-1) ?? "");
}

/** Words of adb behind which a command for the device stands. */
const ON_DEVICE: readonly (string | undefined)[] = ["shell", "exec-out", "exec-in"];

/** Where the command begins that a program hands on to a shell elsewhere, of its words put together; or nowhere. */
function remoteCommandAt(argv: Words): number | undefined {
  const [program] = argv;
  if (program === undefined || !REMOTE.test(program)) return undefined;
  if (/ssh/.test(program)) return hostAt(argv) + 1;
  const at = argv.findIndex((w, i) => i > 0 && ON_DEVICE.includes(w));
  return at < 0 ? undefined : at + 1;
}

/** The words in front of what stands behind `argv[index]`, in a command that is put together of words. */
export const joinedBefore = (argv: Words, index: number): string =>
  argv
    .slice(remoteCommandAt(argv) ?? argv.length, index + 1)
    .map((word) => `${word ?? HOLE} `)
    .join("");

/** Options of ssh with a value of their own. */
const SSH_VALUED = /^-\w*[BbcDEeFIiJLlmOopQRSWw]$/;

/** Where the host stands among the words of an ssh command line, if it does: what follows is the command. */
function hostAt(argv: Words): number {
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i];
    if (word === "--") return i + 1;
    if (word === undefined || !word.startsWith("-")) return i;
    if (SSH_VALUED.test(word)) i++;
  }
  return 1;
}

/** Is it an option of a shell or an interpreter that a command or code stands behind? */
export const commandFollows = (word: string): boolean =>
  COMMAND_FOLLOWS.test(word) || CODE_FOLLOWS.test(word);

/** Is it the name of a shell or of an interpreter? */
export const isInterpreter = (word: string): boolean => word.length < 100 && isReader(word);

const isReader = (word: string): boolean => SHELLS.test(word) || INTERPRETERS.test(word);
const isOption = (word: string | undefined): boolean => word !== undefined && /^(-|\/[a-z]$)/i.test(word);

/** The shell or interpreter that reads its program from the standard input, if the command line starts one so. */
export function readsProgram(argv: Words): string | undefined {
  const at = argv.findLastIndex((w) => w !== undefined && isReader(w));
  const program = argv[at];
  const options = argv.slice(at + 1);
  const reads = (w: string | undefined): boolean =>
    isOption(w) && !COMMAND_FOLLOWS.test(w ?? "") && !CODE_FOLLOWS.test(w ?? "") && w !== "-m";
  return program !== undefined && options.every(reads) ? program : undefined;
}

const MAX_OWNERS = 3;

/** The command lines of a call, or of the call that made its receiver (`Popen(...).stdin.write`). */
export function argvOf(m: Machine, call: ModelCall, of: "call" | "this"): readonly Words[] {
  const { language } = call.frame.module;
  if (of === "call") return [wordsOf(m, language, call.args.positional)];
  const out: Words[] = [];
  let owners = call.self?.refs ?? [];
  for (let i = 0; i < MAX_OWNERS && owners.length > 0; i++) {
    for (const r of owners)
      if (r.kind === "ext" && r.call !== undefined && r.call.args.length > 0)
        out.push(wordsOf(m, language, r.call.args));
    owners = owners.flatMap((r) => (r.kind === "ext" ? (r.call?.self?.refs ?? []) : []));
  }
  return out;
}

/** Program and arguments, one by one; options that are objects and functions are none of them. */
function wordsOf(m: Machine, language: Language, args: readonly Value[]): Words {
  const out: (string | undefined)[] = [];
  for (const v of args) {
    const lists = v.refs.flatMap((r) => (r.kind === "array" ? [r] : []));
    for (const list of lists) {
      for (let i = 0; i < list.length; i++) {
        const each = m.heap.read(list, String(i));
        out.push(out.length === 0 ? programOf(m, language, each) : wordOf(m, language, each));
      }
    }
    if (lists.length === 0 && !v.refs.some((r) => r.kind === "object" || r.kind === "fn")) {
      const word = out.length === 0 ? programOf(m, language, v) : wordOf(m, language, v);
      // A command line in one text: its words.
      out.push(...(word === undefined || out.length > 0 ? [word] : word.split(/\s+/)));
    }
  }
  return out;
}
