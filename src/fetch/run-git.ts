/**
 * Runs the user's git so that a repository can do nothing but be read.
 *
 * No hook, filter, submodule, large-file or file-system helper runs, because nothing is ever checked out:
 * objects are fetched and their content is read from git's own store. Nobody is asked for a password.
 */
import { spawn } from "node:child_process";
import process from "node:process";
import { ScanError, UserError } from "../errors.js";

const SAFE = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.askPass", ""],
  ["credential.interactive", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["submodule.recurse", "false"],
  ["fetch.writeCommitGraph", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["transfer.fsckObjects", "true"],
  ["protocol.allow", "never"],
  ["protocol.https.allow", "always"],
  ["protocol.http.allow", "always"],
  ["protocol.ssh.allow", "always"],
  // Only for what the user names: no repository is asked for another one.
  ["protocol.file.allow", "always"],
] as const;

const MOST_OUTPUT = 1024 ** 3;
const TIMEOUT = 300_000;

export interface GitRun {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly most?: number;
}

/** Output of one git command. Throws a GitFailure with what git said. */
export async function git(args: readonly string[], run: GitRun): Promise<Buffer> {
  const options = SAFE.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn("git", [...options, "--no-pager", ...args], {
    cwd: run.folder,
    stdio: ["pipe", "pipe", "pipe"],
    timeout: TIMEOUT,
    env: {
      ...withoutGit(run.env),
      GIT_TERMINAL_PROMPT: "0",
      GCM_INTERACTIVE: "never",
      GIT_ASKPASS: "",
      SSH_ASKPASS: "",
      GIT_SSH_COMMAND: run.env["GIT_SSH_COMMAND"] ?? "ssh -oBatchMode=yes",
      GIT_LFS_SKIP_SMUDGE: "1",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_NO_REPLACE_OBJECTS: "1",
      LC_ALL: "C",
    },
  });
  return await new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (part: Buffer) => {
      size += part.length;
      if (size > (run.most ?? MOST_OUTPUT)) child.kill();
      else out.push(part);
    });
    child.stderr.on("data", (part: Buffer) => {
      if (err.length < 200) err.push(part);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(run.input ?? "");
    child.on("error", (cause) => reject(notThere(cause)));
    child.on("close", (code) => {
      if (size > (run.most ?? MOST_OUTPUT)) reject(tooLarge());
      else if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitFailure(Buffer.concat(err).toString("utf8")));
    });
  });
}

/** What git said when it failed. */
export class GitFailure extends Error {}

/** Variables that would point git at another repository or program; those for the network stay. */
function withoutGit(env: GitRun["env"]): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^GIT_/.test(name) || /^GIT_(?:SSL_|SSH|PROXY|HTTP_)/.test(name),
  );
  return Object.fromEntries(kept.length === 0 ? Object.entries(process.env) : kept);
}

const notThere = (cause: unknown): unknown =>
  (cause as NodeJS.ErrnoException).code === "ENOENT"
    ? new UserError(
        "git is not installed, or not on the PATH.",
        "Install git, or download the repository and name its folder.",
        { cause },
      )
    : cause;

const tooLarge = (): ScanError =>
  new ScanError(
    `The repository holds more than ${MOST_OUTPUT / 1024 ** 2} MB, so it was not read.`,
    "Name the folder of the server in it: git+https://host/owner/name.git#subdirectory=packages/server.",
  );
