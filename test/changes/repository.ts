/** A git repository for a test: files, commits, nothing of the user's own settings. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { makeTree } from "../discover/make-tree.js";

export interface Repository {
  readonly path: string;
  write(files: Readonly<Record<string, string | undefined>>): void;
  commit(message: string): void;
  git(...args: readonly string[]): string;
}

/** A repository with one commit of these files. */
export function makeRepository(files: Readonly<Record<string, string>>): Repository {
  const path = makeTree(files);
  const git = (...args: readonly string[]): string => {
    const run = spawnSync("git", ["-C", path, ...args], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "a",
        GIT_AUTHOR_EMAIL: "a@example.org",
        GIT_COMMITTER_NAME: "a",
        GIT_COMMITTER_EMAIL: "a@example.org",
      },
    });
    if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr}`);
    return run.stdout;
  };
  git("init", "--quiet", "--initial-branch=main");
  const repository: Repository = {
    path,
    git,
    write(changes) {
      for (const [name, text] of Object.entries(changes)) {
        const file = join(path, name);
        if (text === undefined) {
          rmSync(file);
          continue;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    },
    commit(message) {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
    },
  };
  repository.commit("base");
  return repository;
}
