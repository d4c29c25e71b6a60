/**
 * Who reads an argument of a started program as an option, and whether options of that program do harm.
 *
 * Programs that start other programs (`npx -y pkg`, `uv run`, `sudo -u x`, `python -m`) hand on what follows the
 * name of the other one; some programs take options that matter only in front of their subcommand. What an
 * option of a known program does is not looked at one by one.
 */

import { fileName } from "../taint/started.js";

/** Words in front of an argument, the program left out; a word that is no constant is undefined. */
type Words = readonly (string | undefined)[];

/** Programs whose options write files, run programs or change hosts. */
const OPTION_PROGRAMS =
  /^(git|hg|svn|curl|wget|tar|zip|unzip|rsync|ssh|scp|sftp|find|ffmpeg|ffprobe|kubectl|helm|docker|podman|npm|npx|yarn|pnpm|pip|pip3|uv|uvx|pipx|python\d?|node|deno|bun|ruby|perl|php|man|less|sed|awk|gawk|vim|env|sudo|xargs|make|cmake|cargo|go|gcc|java|mvn|gradle|terraform|ansible(-playbook)?|aws|gcloud|az|gh|glab|psql|mysql|sqlite3|mongodump|pg_dump|nmap|tshark|tcpdump|openssl|gpg|convert|magick|pandoc|yt-dlp|youtube-dl|chrome|chromium|google-chrome|adb|rg|grep|ag|fd|jq|dbt|sqlmap|sort|mail|sendmail|rclone|xdg-open|open|osascript|task)$/i;

const INTERPRETERS = /^(python\d*(\.\d+)?|node|ruby|perl|php)$/i;
/** Options of interpreters that take the next word. */
const TAKING = /^(-[WXrI]|--(require|import|loader|env-file))$/;
const CODE = /^(-[a-zA-Z]*[ce]|--eval|-p|--print)$/;

/** Programs that start the one that they are told, by the words of their own that say so. */
const RUNNERS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["npx", [[]]],
  ["pnpx", [[]]],
  ["bunx", [[]]],
  ["uvx", [[]]],
  ["env", [[]]],
  ["sudo", [[]]],
  ["nice", [[]]],
  ["nohup", [[]]],
  ["npm", [["exec"], ["x"]]],
  ["pnpm", [["dlx"], ["exec"]]],
  ["yarn", [["dlx"], ["exec"]]],
  ["bun", [["x"]]],
  ["pipx", [["run"]]],
  ["uv", [["run"], ["tool", "run"]]],
]);
/** Options of those programs that take the next word. */
const RUNNER_TAKING =
  /^(-[pwungC]|--(package|workspace|from|with|python|user|group|spec|directory|project))$/;
/** Of an option that runs the next word as a command line, everything is told to the runner itself. */
const RUNNER_CODE = /^(-c|--call|-S|--split-string)$/;

/** What is known of the place of an argument. */
interface Place {
  /** What a library hands to its own program are options of that program, whatever stands in front. */
  readonly ownArguments: boolean;
  /** It was appended to the list later: what stands directly in front of it is not known. */
  readonly appended: boolean;
}

/** Can an argument behind these words be read as an option that does harm? */
export function readsOptions(program: string, before: Words, place: Place): boolean {
  const name = baseName(program);
  const reader = place.ownArguments ? { name, before } : readerOf(name, before);
  if (reader === undefined || !OPTION_PROGRAMS.test(reader.name)) return false;
  return !isHarmless(reader.name, reader.before, place.appended);
}

/** The name of a program without its folder and its extension. */
export const baseName = (program: string): string => fileName(program).replace(/\.exe$/i, "");

interface Reader {
  readonly name: string;
  readonly before: Words;
}

const MAX_RUNNERS = 4;

/** The program that reads an argument behind these words; undefined where nobody's options are known. */
function readerOf(name: string, before: Words, depth = 0): Reader | undefined {
  if (INTERPRETERS.test(name)) return behindInterpreter(name, before);
  const ways = depth < MAX_RUNNERS ? RUNNERS.get(name.toLowerCase()) : undefined;
  for (const words of ways ?? []) {
    if (words.some((word, i) => before[i] !== word)) continue;
    const at = startOfCommand(before, words.length);
    if (at === undefined) continue;
    const started = before[at];
    // One of several programs, or one that the operator names: nobody whose options are known.
    return started === undefined
      ? undefined
      : readerOf(packageName(started), before.slice(at + 1), depth + 1);
  }
  return { name, before };
}

/** Where the name of the program stands that a runner starts. */
function startOfCommand(words: Words, from: number): number | undefined {
  for (let i = from; i < words.length; i++) {
    const word = words[i];
    if (word === undefined) return i;
    if (RUNNER_CODE.test(word)) return undefined;
    if (RUNNER_TAKING.test(word)) i++;
    else if (!word.startsWith("-") && !/^\w+=/.test(word)) return i;
  }
  return undefined;
}

/** `@scope/tool@1.2.3` starts `tool`. */
const packageName = (word: string): string => baseName(word).replace(/(?<=.)@.*$/, "");

/**
 * The program that reads an argument behind these words of an interpreter's command line: the interpreter itself, a
 * module that it runs, or, behind a script or a piece of code, nobody whose options are known.
 */
function behindInterpreter(name: string, before: Words): Reader | undefined {
  for (let i = 0; i < before.length; i++) {
    const word = before[i];
    if (word === "-m") {
      const module = before[i + 1]?.replaceAll("_", "-");
      return module === undefined ? { name, before } : { name: module, before: before.slice(i + 2) };
    }
    if (word === undefined || !word.startsWith("-") || CODE.test(word)) return undefined;
    if (TAKING.test(word)) i++;
  }
  return { name, before };
}

/** Subcommands none of whose options starts a program or writes a file of the caller's choice. */
const HARMLESS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "git",
    new Set(
      "add branch checkout switch restore reset status stash tag merge cherry-pick revert rm mv rev-parse worktree".split(
        " ",
      ),
    ),
  ],
  [
    "docker",
    new Set(
      "logs inspect stop start restart kill pause unpause stats top port history tag rmi rm".split(" "),
    ),
  ],
]);
/** Options of the programs themselves, in front of the subcommand, that take the next word. */
const GLOBAL_TAKING: ReadonlyMap<string, RegExp> = new Map([
  ["git", /^-[Cc]$/],
  ["docker", /^(-[cHl]|--(config|context|host|log-level|tlscacert|tlscert|tlskey))$/],
  ["adb", /^-[HPstL]$/],
]);
/** Programs whose options do harm in front of the subcommand only. */
const GLOBAL_ONLY = new Set(["adb"]);

function isHarmless(name: string, before: Words, appended: boolean): boolean {
  const program = name === "podman" ? "docker" : name.toLowerCase();
  const harmless = HARMLESS.get(program);
  if (harmless === undefined && !GLOBAL_ONLY.has(program)) return false;
  const taking = GLOBAL_TAKING.get(program);
  for (let i = 0; i < before.length; i++) {
    const word = before[i];
    if (word === undefined) return false;
    if (taking?.test(word) === true) i++;
    else if (!word.startsWith("-")) return harmless?.has(word) ?? true;
  }
  // What is appended to the options of the program itself begins with the subcommand.
  return appended && GLOBAL_ONLY.has(program);
}
