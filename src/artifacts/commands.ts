/**
 * Which package a configured command fetches and starts.
 *
 *   npx -y @scope/server@1.2.3 --flag     { runner: "npx", name: "@scope/server", version: "1.2.3" }
 *   docker run -i acme/mcp:1.0            { runner: "docker", name: "acme/mcp", version: "1.0" }
 */
import type { PlacedText } from "./types.js";

/** A package that a command fetches and starts. */
export interface PackageRun {
  readonly runner: string;
  readonly ecosystem: "npm" | "pypi" | "image" | "git";
  readonly name: string;
  /** "" when none is given. */
  readonly version: string;
  readonly at: PlacedText["at"];
}

const NPM_RUNNERS = /^(?:npx|bunx|pnpx|npm|pnpm|yarn|bun|deno)$/;
const PYTHON_RUNNERS = /^(?:uvx|pipx|uv)$/;
const IMAGE_RUNNERS = /^(?:docker|podman|nerdctl)$/;
/** Options of runners that take a value of their own. */
const WITH_VALUE =
  /^(?:-p|--package|--python|--with|--index-url|--directory|--project|--registry|--cache|-c|--call|-w|--workspace|-e|--env|-v|--volume|--mount|--name|--network|--net|-u|--user|--entrypoint|--env-file|-h|--hostname|--platform|--memory|-m|--cpus|--add-host|--pull|--label|-l|--workdir|--publish|--cap-add|--cap-drop|--security-opt|--gpus|--device|--spec|--index|--extra-index-url|--python-preference|--tmpfs|--dns|--restart|--ipc|--pid)$/;

/** The package that a configured command starts, seen through `cmd /c`, `env` and the like. */
export function packageRunOf(
  command: PlacedText | undefined,
  args: readonly PlacedText[],
): PackageRun | undefined {
  if (command === undefined) return undefined;
  const words = [command, ...args].flatMap(splitFirst);
  let at = 0;
  while (at < words.length && isWrapper(words, at)) at++;
  const runner = baseName(words[at]?.text ?? "");
  const rest = words.slice(at + 1);
  if (NPM_RUNNERS.test(runner)) return npmRun(runner, rest);
  if (PYTHON_RUNNERS.test(runner)) return pythonRun(runner, rest);
  return IMAGE_RUNNERS.test(runner) ? imageRun(runner, rest) : undefined;
}

/** A command that was written as one line counts word by word. */
function splitFirst(word: PlacedText, index: number): PlacedText[] {
  if (index !== 0 || !/\s/.test(word.text.trim()) || /[\\/]/.test(word.text.split(/\s/)[0] ?? ""))
    return [word];
  return word.text
    .trim()
    .split(/\s+/)
    .map((text) => ({ text, at: word.at }));
}

function isWrapper(words: readonly PlacedText[], at: number): boolean {
  const word = baseName(words[at]?.text ?? "");
  const before = baseName(words[at - 1]?.text ?? "");
  if (/^(?:cmd|env|wsl|sudo|command|exec|nohup|time)$/.test(word)) return true;
  return (
    at > 0 &&
    (/^\/[ck]$/i.test(words[at]?.text ?? "") || (before === "env" && /^\w+=/.test(words[at]?.text ?? "")))
  );
}

export function baseName(path: string): string {
  return path
    .slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
    .replace(/\.(?:exe|cmd|bat|ps1)$/i, "");
}

function npmRun(runner: string, words: readonly PlacedText[]): PackageRun | undefined {
  let rest = words;
  const sub = rest[0]?.text ?? "";
  if (/^(?:npm|pnpm|yarn|bun)$/.test(runner)) {
    if (!/^(?:exec|x|dlx|create|init)$/.test(sub)) return undefined;
    rest = rest.slice(1);
  } else if (runner === "deno") {
    const target = rest.find((word) => /^(?:npm|jsr):/.test(word.text));
    return target && npmSpec(runner, { ...target, text: target.text.replace(/^\w+:\/?/, "") });
  }
  const explicit = optionValue(rest, /^(?:-p|--package)$/);
  const spec = explicit ?? firstOperand(rest);
  return spec === undefined ? undefined : npmSpec(runner, spec);
}

function npmSpec(runner: string, { text, at }: PlacedText): PackageRun | undefined {
  if (/^(?:git\+|github:|gitlab:|bitbucket:|https?:)|^[\w-]+\/[\w.-]+(?:#.*)?$/.test(text)) {
    const [name = "", version = ""] = text.split("#");
    return { runner, ecosystem: "git", name, version, at };
  }
  if (/^[./~$\\]|^file:|^[A-Za-z]:\\/.test(text) || text === "") return undefined;
  const split = text.indexOf("@", 1);
  const name = split < 0 ? text : text.slice(0, split);
  return /^(?:@[\w.-]+\/)?[\w.-]+$/.test(name)
    ? { runner, ecosystem: "npm", name, version: split < 0 ? "" : text.slice(split + 1), at }
    : undefined;
}

function pythonRun(runner: string, words: readonly PlacedText[]): PackageRun | undefined {
  let rest = words;
  if (runner === "pipx" || runner === "uv") {
    const sub = rest[0]?.text;
    if (sub === "tool" && rest[1]?.text === "run") rest = rest.slice(2);
    else if (runner === "pipx" && sub === "run") rest = rest.slice(1);
    else {
      // `uv run` starts what is there already, but `--with` brings a package along.
      const extra = runner === "uv" && sub === "run" ? optionValue(rest, /^--with$/) : undefined;
      return extra && pythonSpec(runner, extra);
    }
  }
  const spec = optionValue(rest, /^(?:--from|--spec)$/) ?? firstOperand(rest);
  return spec === undefined ? undefined : pythonSpec(runner, spec);
}

function pythonSpec(runner: string, { text, at }: PlacedText): PackageRun | undefined {
  const git = /^(?:[\w.-]+\s*@\s*)?(git\+\S+|https?:\S+)$/.exec(text)?.[1];
  if (git !== undefined) {
    const [, name = git, version = ""] = /^(.*?[^@/]\/[^@]*?)(?:@([^@#]+))?(?:#.*)?$/.exec(git) ?? [];
    return { runner, ecosystem: "git", name, version, at };
  }
  const [, name, version = ""] =
    /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?(?:[=@]=?=?(.*)|[<>~!].*)?$/.exec(text) ?? [];
  return name === undefined
    ? undefined
    : { runner, ecosystem: "pypi", name, version: version || (/[<>~!]/.exec(text)?.[0] ?? ""), at };
}

function imageRun(runner: string, words: readonly PlacedText[]): PackageRun | undefined {
  const sub = words.findIndex((word) => /^(?:run|create)$/.test(word.text));
  if (sub < 0) return undefined;
  const image = firstOperand(words.slice(sub + 1));
  if (image === undefined || /^[$%]/.test(image.text)) return undefined;
  return { runner, ecosystem: "image", ...splitImage(image.text), at: image.at };
}

/** `host:5000/name:tag@sha256:...` in its name and what pins it. */
export function splitImage(image: string): { readonly name: string; readonly version: string } {
  const digest = image.indexOf("@");
  if (digest >= 0) return { name: image.slice(0, digest), version: image.slice(digest + 1) };
  const colon = image.indexOf(":", image.lastIndexOf("/") + 1);
  return colon < 0
    ? { name: image, version: "" }
    : { name: image.slice(0, colon), version: image.slice(colon + 1) };
}

function optionValue(words: readonly PlacedText[], name: RegExp): PlacedText | undefined {
  for (const [index, word] of words.entries()) {
    const equals = word.text.indexOf("=");
    if (equals > 0 && name.test(word.text.slice(0, equals)))
      return { ...word, text: word.text.slice(equals + 1) };
    if (name.test(word.text)) return words[index + 1];
  }
  return undefined;
}

function firstOperand(words: readonly PlacedText[]): PlacedText | undefined {
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === undefined || word.text === "--") continue;
    if (!word.text.startsWith("-")) return word;
    if (WITH_VALUE.test(word.text)) i++;
  }
  return undefined;
}
