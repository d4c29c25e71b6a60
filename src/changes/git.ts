/**
 * Runs the user's git to read, never to act: no hook, external diff, text conversion, filter, pager, file
 * system monitor or download that a repository's configuration asks for is run, and nothing is written.
 */
import { statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import process from "node:process";
import { UserError } from "../errors.js";

const MOST_OUTPUT = 256 * 1024 * 1024;

/** Configuration that wins over that of the repository. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", process.platform === "win32" ? "NUL" : "/dev/null"],
  ["core.pager", "cat"],
  ["core.quotePath", "false"],
  ["core.untrackedCache", "false"],
  ["core.alternateRefsCommand", ""],
  ["diff.external", ""],
  ["diff.noprefix", "false"],
  ["diff.mnemonicPrefix", "false"],
  ["diff.relative", "false"],
  ["diff.ignoreSubmodules", "all"],
  ["submodule.recurse", "false"],
  ["status.submoduleSummary", "false"],
  ["protocol.allow", "never"],
];

/** Git at work in one folder. */
export class Git {
  private readonly program = findGit();
  private settings = SETTINGS;

  /** Throws a UserError when `folder` is in no repository. */
  constructor(private readonly folder: string) {
    this.settings = [...SETTINGS, ...this.filtersOff()];
  }

  /** Top folder of the working tree. */
  top(): string {
    return this.run(["rev-parse", "--show-toplevel"]).replace(/\n$/, "");
  }

  /** The commit that a name stands for, or undefined when there is none. */
  commit(name: string): string | undefined {
    const run = this.spawn(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    const id = run.stdout.trim();
    return run.status === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
  }

  /** Where two commits parted, or undefined when that is not known here. */
  mergeBase(one: string, other: string): string | undefined {
    const run = this.spawn(["merge-base", one, other]);
    const id = run.stdout.trim();
    return run.status === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
  }

  /** Output of a command; throws a UserError with what git said when it fails. */
  run(args: readonly string[]): string {
    const { status, stdout, stderr } = this.spawn(args);
    if (status === 0) return stdout;
    throw failed(stderr);
  }

  /** A repository can have any program run on the content of files; each such filter is turned off by name. */
  private filtersOff(): [string, string][] {
    const listed = this.spawn(["config", "--list", "--name-only", "-z"]);
    if (listed.status !== 0) throw failed(listed.stderr);
    return listed.stdout.split("\0").flatMap((name): [string, string][] => {
      if (/^filter\..*\.(?:clean|smudge|process)$/is.test(name)) return [[name, ""]];
      if (/^filter\..*\.required$/is.test(name)) return [[name, "false"]];
      return /^diff\..*\.(?:command|textconv)$/is.test(name) ? [[name, ""]] : [];
    });
  }

  private spawn(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
    // Loaded when git is asked: most audits do not ask it.
    const { spawnSync } = process.getBuiltinModule("node:child_process");
    const run = spawnSync(this.program, ["--no-pager", "-C", this.folder, ...args], {
      encoding: "utf8",
      maxBuffer: MOST_OUTPUT,
      env: this.environment(),
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (run.error !== undefined) {
      throw new UserError(
        `Git could not be run (${(run.error as NodeJS.ErrnoException).code ?? run.error.message}).`,
        "--since and --changed need git; install it, or audit without them.",
        { cause: run.error },
      );
    }
    return run;
  }

  private environment(): NodeJS.ProcessEnv {
    const dangerous =
      /^GIT_(?:EXTERNAL_DIFF|DIFF_OPTS|PAGER|CONFIG_PARAMETERS|TRACE.*|SSH.*|ASKPASS|EDITOR|PROXY_COMMAND|EXEC_PATH|ATTR_SOURCE)$/i;
    const own = Object.entries(process.env).filter(([name]) => !dangerous.test(name));
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(own),
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      GIT_NO_LAZY_FETCH: "1",
      GIT_PAGER: "cat",
      GIT_LITERAL_PATHSPECS: "1",
      LC_ALL: "C",
    };
    // Behind what the environment says already (a container may name safe folders there): the last one wins.
    const before = Number.parseInt(process.env["GIT_CONFIG_COUNT"] ?? "", 10) || 0;
    env["GIT_CONFIG_COUNT"] = String(before + this.settings.length);
    this.settings.forEach(([key, value], at) => {
      env[`GIT_CONFIG_KEY_${before + at}`] = key;
      env[`GIT_CONFIG_VALUE_${before + at}`] = value;
    });
    return env;
  }
}

function failed(stderr: string): UserError {
  if (/not a git repository/i.test(stderr)) {
    return new UserError(
      "What is audited is in no git repository, so there is nothing to compare it with.",
      "Leave --since and --changed out, or use --baseline.",
    );
  }
  const said = (stderr.split("\n").find((line) => line.trim() !== "") ?? "no reason given")
    .replaceAll(/[^\x20-\x7e]/g, "?")
    .slice(0, 300);
  return new UserError(`Git failed: ${said}`, "Try `git diff` in that folder; it should say the same.");
}

/** Windows looks for programs in the working directory first, which may be the audited tree; this does not. */
function findGit(): string {
  if (process.platform !== "win32") return "git";
  const path = Object.entries(process.env).find(([name]) => name.toLowerCase() === "path")?.[1] ?? "";
  for (const folder of path.split(delimiter)) {
    const file = join(folder, "git.exe");
    if (isAbsolute(folder) && statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
  throw new UserError(
    "Git was not found.",
    "--since and --changed need git; install it, or audit without them.",
  );
}
