/**
 * Fetches one commit of a repository and writes its files, without a checkout: what attributes, filters,
 * hooks, submodules and links of the repository would do, they cannot do here.
 */
import { rmSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ScanError, UserError } from "../errors.js";
import type { About, Cache } from "./cache.js";
import { describeTree } from "./describe-tree.js";
import { GitFailure, type GitRun, git } from "./run-git.js";
import type { FetchContext, FetchNote, TargetSpec } from "./types.js";
import { notesOnLeftOut } from "./unpack/left-out.js";
import { CAPS, Stage } from "./unpack/stage.js";

type GitSpec = Extract<TargetSpec, { kind: "git" }>;

interface Blob {
  readonly path: string;
  readonly id: string;
}

/** Fetches the commit that the spec means now. */
export async function fetchGit(
  spec: GitSpec,
  cache: Cache,
  context: FetchContext,
): Promise<{ root: string; about: About; cached: boolean }> {
  const folder = cache.temporary();
  const run: GitRun = { folder, env: context.env };
  try {
    context.onProgress?.(`Fetching ${spec.url} ...`);
    await git(["init", "--quiet", "--bare", "--template=", "."], run);
    const url = spec.url.startsWith("file://") ? pathToFileURL(new URL(spec.url).pathname).href : spec.url;
    try {
      await git(
        [
          "fetch",
          "--quiet",
          "--depth=1",
          "--no-tags",
          "--no-recurse-submodules",
          "--",
          url,
          spec.ref || "HEAD",
        ],
        run,
      );
    } catch (error) {
      throw explain(error, spec);
    }
    const head = (await git(["rev-parse", "--verify", "FETCH_HEAD^{commit}"], run)).toString("utf8").trim();
    const date = (await git(["show", "--no-patch", "--format=%cI%n%an", head], run))
      .toString("utf8")
      .split("\n");
    const key = `git ${spec.url} ${head} ${spec.folder}`;
    const name = `git+${spec.url}#${spec.ref}#${spec.folder}`;
    const known = cache.find(key);
    if (known !== undefined) {
      cache.name(name, key);
      return { ...known, cached: true };
    }
    const found = await cache.add(key, async (place) => {
      const { stage, notes } = await write(spec, head, place, run);
      const described = describeTree(place, stage.files, true);
      return {
        ...described,
        integrity: `commit ${head}`,
        published: date[0] || undefined,
        publishers: date[1] ? [date[1]] : [],
        history: undefined,
        deprecated: undefined,
        repository: spec.url,
        launch: undefined,
        notes: [...described.notes, ...notes, ...notesOnLeftOut(stage)],
      };
    });
    cache.name(name, key);
    return { ...found, cached: false };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the regular files of the commit. */
async function write(
  spec: GitSpec,
  head: string,
  place: string,
  run: GitRun,
): Promise<{ stage: Stage; notes: FetchNote[] }> {
  const stage = new Stage(place, spec.text, Number.POSITIVE_INFINITY, 0);
  const listing = (
    await git(
      ["ls-tree", "-r", "-z", "-l", "--full-tree", spec.folder === "" ? head : `${head}:${spec.folder}`],
      run,
    ).catch((error: unknown) => {
      throw error instanceof GitFailure ? noFolder(spec) : error;
    })
  ).toString("utf8");
  const blobs: Blob[] = [];
  const submodules: string[] = [];
  for (const line of listing.split("\0")) {
    const [, mode, kind, id, size, name] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode === undefined || id === undefined || name === undefined) continue;
    const path = stage.enter(name);
    if (kind === "commit") submodules.push(name);
    else if (mode === "120000") stage.left.links++;
    else if (path !== undefined && stage.fits(path, Number(size))) {
      stage.count(Number(size));
      blobs.push({ path, id });
    }
  }
  const content = await git(["cat-file", "--batch"], {
    ...run,
    input: blobs.map(({ id }) => `${id}\n`).join(""),
    most: CAPS.bytes + blobs.length * 100,
  });
  let at = 0;
  for (const { path } of blobs) {
    const end = content.indexOf(10, at);
    const size = Number(content.toString("latin1", at, end).split(" ")[2]);
    if (end < 0 || !Number.isSafeInteger(size))
      throw new ScanError(`${spec.text} is damaged.`, "Try again; `git fsck` in a clone says what is wrong.");
    stage.write(path, content.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  const notes: FetchNote[] =
    submodules.length === 0
      ? []
      : [
          {
            weight: "gap",
            text: `Submodules were not fetched: ${submodules.slice(0, 3).join(", ")}${submodules.length > 3 ? " ..." : ""}.`,
          },
        ];
  return { stage, notes };
}

const noFolder = (spec: GitSpec): UserError =>
  new UserError(
    `There is no folder ${spec.folder} in ${spec.url}.`,
    "Check the spelling; it is relative to the root of the repository.",
  );

/** What git said, in words for whoever typed the address. */
function explain(error: unknown, spec: GitSpec): unknown {
  if (!(error instanceof GitFailure)) return error;
  const said = error.message;
  if (/couldn't find remote ref|not our ref|unadvertised object/i.test(said))
    return new UserError(
      `${spec.url} has no branch, tag or commit ${spec.ref || "HEAD"}.`,
      "`git ls-remote URL` lists branches and tags. A commit has to be written with all its 40 digits.",
      { cause: error },
    );
  if (
    /not found|does not appear to be a git repository|does not exist|Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied/i.test(
      said,
    )
  )
    return new UserError(
      `There is no repository ${spec.url}, or git may not read it.`,
      "Check the spelling. For a private one git has to know your login without asking: a credential helper or an SSH key.",
      { cause: error },
    );
  const damage = /object [0-9a-f]+: (.*)/.exec(said)?.[1];
  if (damage !== undefined && /fsck error/.test(said))
    return new ScanError(
      `git refuses ${spec.url}: ${damage.slice(0, 200)}.`,
      "An honest repository holds no such object; this one would run commands of its own when it is cloned with its submodules, or leads git out of its folder. Do not install it.",
    );
  const reason = said.split("\n").find((line) => /^(?:fatal|error):/.test(line)) ?? "no reason given";
  return new ScanError(
    `${spec.url} could not be fetched (${reason.replace(/^\w+: /, "").slice(0, 200)}).`,
    "Check the network and the proxy in your git settings.",
    { cause: error },
  );
}
