/**
 * Fetches the releases and commits that a manifest names. Nothing of them is installed, built or run.
 *
 * npm: `npm pack`, whose tarball must have the integrity that the manifest states. Git: a folder of
 * bare repositories named `<owner>+<name>/repo` (environment variable MIRROR), or the one commit from
 * github.com; either way the commit's hash names its content. Trees are kept in a cache folder.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const cache = process.env.MCP_AUDIT_BENCH_CACHE ?? join(tmpdir(), "mcp-audit-bench");
let githubAnswers = true;

/** A tree could not be had: the reason is for the report, not a failure of the bench. */
export class Unobtainable extends Error {}

/** Folder with the tree of one side ("vulnerable" or "fixed") of an entry, or undefined when it has none. */
export function fetchTree(entry, side) {
  const npm = entry.source?.npm?.[side];
  if (npm) return fetchRelease(entry.package, npm);
  const git = entry.source?.git;
  if (git?.[side]) return fetchCommit(git.repo, git[side]);
  return undefined;
}

function fetchRelease(name, { version, integrity }) {
  return cached(join("npm", `${name}@${version}`.replaceAll("/", "+")), (folder) => {
    const packed = run("npm", ["pack", `${name}@${version}`, "--ignore-scripts", "--silent"], {
      cwd: folder,
    });
    const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
    if (packed.status !== 0 || !tarball) throw new Unobtainable(`npm pack ${name}@${version} failed`);
    const hash = createHash("sha512")
      .update(readFileSync(join(folder, tarball)))
      .digest("base64");
    if (integrity && integrity !== `sha512-${hash}`) {
      throw new Unobtainable(`${name}@${version} is not the release the manifest describes`);
    }
    extract(join(folder, tarball), folder);
    rmSync(join(folder, tarball));
    // The one folder of a package's tarball; it is not always called "package".
    renameSync(join(folder, readdirSync(folder)[0]), join(folder, "tree"));
  });
}

function fetchCommit(repo, commit) {
  return cached(join("git", `${repo.replace("/", "+")}@${commit.slice(0, 12)}`), (folder) => {
    const mirror = process.env.MIRROR ? join(process.env.MIRROR, repo.replace("/", "+"), "repo") : "";
    const gitDir = existsSync(mirror) ? mirror : fetchFromGithub(repo, commit, folder);
    const tree = join(folder, "tree");
    mkdirSync(tree);
    const archive = join(folder, "tree.tar");
    // A mirror may lack its largest files; they are media, and the archive is made without them.
    const missing = missingFiles(gitDir, commit).map((path) => `:(exclude,literal)${path}`);
    const packed = git(gitDir, ["archive", "--output", archive, commit, "--", ".", ...missing]);
    if (packed.status !== 0) throw new Unobtainable(`${repo} has no commit ${commit.slice(0, 12)} here`);
    extract(archive, tree);
    rmSync(archive);
  });
}

function fetchFromGithub(repo, commit, folder) {
  if (!githubAnswers) throw new Unobtainable(`no mirror of ${repo}, and github.com does not answer`);
  const gitDir = join(folder, "repo");
  run("git", ["init", "--quiet", "--bare", gitDir]);
  const fetched = git(gitDir, ["fetch", "--quiet", "--depth", "1", `https://github.com/${repo}`, commit]);
  if (fetched.status === 0) return gitDir;
  githubAnswers = !/resolve host|connect|timed out|SSL|proxy/i.test(fetched.stderr);
  throw new Unobtainable(`no mirror of ${repo}, and it could not be fetched from github.com`);
}

function missingFiles(gitDir, commit) {
  const files = git(gitDir, ["ls-tree", "-r", "-z", commit])
    .stdout.split("\0")
    .map((line) => /^\d+ blob (\S+)\t(.*)$/s.exec(line))
    .filter((match) => match !== null);
  const present = git(gitDir, ["cat-file", "--batch-check"], {
    input: files.map((file) => file[1]).join("\n"),
  });
  const lines = present.stdout.split("\n");
  return files.filter((_, index) => lines[index]?.endsWith(" missing")).map((file) => file[2]);
}

function git(gitDir, args, options = {}) {
  const settings = ["-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=20"];
  return run("git", [...settings, "--git-dir", gitDir, ...args], {
    ...options,
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1" },
  });
}

function extract(archive, folder) {
  const done = run("tar", ["-xf", archive, "-C", folder, "--no-same-owner"]);
  if (done.status !== 0) throw new Unobtainable(`cannot unpack: ${done.stderr.trim().split("\n")[0]}`);
}

/** The tree in folder `name` of the cache, which `fill` makes whole or not at all. */
function cached(name, fill) {
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`;
    mkdirSync(part, { recursive: true });
    try {
      fill(part);
      renameSync(part, folder);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return join(folder, "tree");
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, timeout: 300_000, ...options });
}
