/**
 * Holds a published package against the repository that it claims to be made from, at the tag of its version.
 *
 * A file of code is explained when the tagged source holds it as it is, or holds a source of the same name that
 * it may have been built from. The second is no proof: what a build put into a file, nobody sees here.
 */
import { basename } from "node:path";
import type { Cache } from "./cache.js";
import { fetchGit } from "./git.js";
import { GitFailure, git } from "./run-git.js";
import { parseTarget } from "./target.js";
import type { FetchContext, Fetched, FetchNote } from "./types.js";
import { codeFiles } from "./wheel.js";

const MOST_SHOWN = 5;
/** Written by tools that build, under names that no source has. */
const MADE = /(?:^|\/)(?:chunk|vendor|runtime|polyfills?)[-.]|\.d\.[cm]?ts$|-[A-Za-z0-9_-]{8}\.[cm]?js$/;

/** What the comparison says; always at least one sentence. */
export async function compareWithSource(
  fetched: Fetched,
  cache: Cache,
  context: FetchContext,
): Promise<FetchNote[]> {
  const url = repositoryUrl(fetched.repository);
  if (url === undefined || fetched.version === undefined)
    return [gap("It names no repository, so it could not be held against its source.")];
  try {
    const tag = await findTag(url, fetched.name ?? "", fetched.version, cache, context);
    if (tag === undefined)
      return [
        gap(
          `The repository has no tag of version ${fetched.version}, so it could not be held against its source.`,
        ),
      ];
    const spec = parseTarget(`git+${url}#${tag}`);
    if (spec?.kind !== "git") return [gap("The address of its repository is none that git fetches from.")];
    const { root } = await fetchGit(spec, cache, context);
    return explain(fetched.root, root, tag);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof GitFailure ? "git could not read it" : error.message.replace(/[.]$/, "");
    return [gap(`It could not be held against its source: ${reason}.`)];
  }
}

function explain(packageRoot: string, sourceRoot: string, tag: string): FetchNote[] {
  const known = new Set<string>();
  const names = new Set<string>();
  for (const { path, hash } of codeFiles(sourceRoot)) {
    known.add(hash);
    names.add(stem(path));
  }
  let same = 0;
  let built = 0;
  const strange: string[] = [];
  for (const { path, hash, empty } of codeFiles(packageRoot)) {
    if (known.has(hash) || empty) same++;
    else if (names.has(stem(path)) || MADE.test(path)) built++;
    else strange.push(path);
  }
  if (strange.length > 0) {
    const shown =
      strange.sort().slice(0, MOST_SHOWN).join(", ") + (strange.length > MOST_SHOWN ? " ..." : "");
    return [
      {
        weight: "odd",
        text: `The source tagged ${tag} does not explain ${strange.length === 1 ? "this file" : `these ${strange.length} files`} of the package: ${shown}.`,
      },
    ];
  }
  const parts = [
    ...(same > 0 ? [`${same} ${same === 1 ? "file is" : "files are"} as in the source tagged ${tag}`] : []),
    ...(built > 0
      ? [
          `${built} ${built === 1 ? "is" : "are"} built from sources of the same name, whose content nobody compared`,
        ]
      : []),
  ];
  return [gap(`Of its code, ${parts.join(", and ") || "nothing could be compared"}.`)];
}

/** The name of a file without folder and endings: a source and what is built from it have it in common. */
function stem(path: string): string {
  return basename(path)
    .replace(/(?:\.min)?\.\w+$/, "")
    .toLowerCase();
}

/** Tags as projects name them, the plainest first. */
async function findTag(
  url: string,
  name: string,
  version: string,
  cache: Cache,
  context: FetchContext,
): Promise<string | undefined> {
  const folder = cache.temporary();
  const { rmSync } = await import("node:fs");
  try {
    context.onProgress?.(`Looking for the tag of ${version} ...`);
    const listed = (
      await git(["ls-remote", "--tags", "--refs", "--", url], { folder, env: context.env })
    ).toString("utf8");
    const tags = new Set(listed.split("\n").flatMap((line) => /\trefs\/tags\/(\S+)$/.exec(line)?.[1] ?? []));
    const short = name.replace(/^@[^/]*\//, "");
    const wanted = [
      `v${version}`,
      version,
      `${name}@${version}`,
      `${short}@${version}`,
      `${short}-v${version}`,
      `${short}-${version}`,
      `release-${version}`,
    ];
    return wanted.find((tag) => tags.has(tag));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An address that git can fetch from, out of the forms that manifests use; never one of this machine. */
function repositoryUrl(claimed: string | undefined): string | undefined {
  if (claimed === undefined) return undefined;
  const short = /^(?:github:)?([\w-]+\/[\w.-]+)$/.exec(claimed)?.[1];
  if (short !== undefined) return `https://github.com/${short}.git`;
  const plain = claimed
    .replace(/^git\+/, "")
    .replace(/^git:\/\//, "https://")
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, "https://$1/");
  const url = /^https:\/\/[^/]+\/[^/]+\/[^/#?]+/.exec(plain)?.[0];
  return url === undefined || url.includes("@") ? undefined : url;
}

const gap = (text: string): FetchNote => ({ weight: "gap", text });
