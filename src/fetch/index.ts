/**
 * Brings a target onto this machine so that it can be read. Nothing of it is run, built, installed or linked.
 *
 * This folder is the only part of the program that speaks to a network, starts another program (git), and
 * writes files that it was not told to write (the cache). It is loaded when a target asks for it.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { type About, Cache } from "./cache.js";
import type { FetchContext, Fetched, TargetSpec } from "./types.js";

/** Fetches a target, or finds it in the cache. Throws a UserError or ScanError. */
export async function fetchTarget(spec: TargetSpec, context: FetchContext): Promise<Fetched> {
  const cache = new Cache(context.env);
  if (context.offline && spec.kind !== "archive") return offline(spec, cache);
  const { root, about, cached } = await fetchOne(spec, cache, context);
  return { ...about, spec, root, cached };
}

/** Holds what was fetched against the repository it claims; its notes say what came of it. */
export async function withSource(fetched: Fetched, context: FetchContext): Promise<Fetched> {
  if (context.offline || (fetched.spec.kind !== "npm" && fetched.spec.kind !== "pypi")) return fetched;
  const { compareWithSource } = await import("./source.js");
  const cache = new Cache(context.env);
  const attested =
    fetched.spec.kind === "npm" ? await (await import("./npm.js")).attestedNpm(fetched, cache, context) : [];
  const notes = await compareWithSource(fetched, cache, context);
  return { ...fetched, notes: [...fetched.notes, ...attested, ...notes] };
}

async function fetchOne(
  spec: TargetSpec,
  cache: Cache,
  context: FetchContext,
): Promise<{ root: string; about: About; cached: boolean }> {
  switch (spec.kind) {
    case "npm":
      return await (await import("./npm.js")).fetchNpm(spec, cache, context);
    case "pypi":
      return await (await import("./pypi.js")).fetchPypi(spec, cache, context);
    case "git":
      return await (await import("./git.js")).fetchGit(spec, cache, context);
    case "archive":
      return await (await import("./local-archive.js")).fetchArchive(spec, cache, context);
  }
}

function offline(spec: Exclude<TargetSpec, { kind: "archive" }>, cache: Cache): Fetched {
  const found = cache.findByName(nameOf(spec));
  if (found === undefined)
    throw new UserError(
      `${spec.text} was never fetched on this machine, and --offline forbids asking for it.`,
      "Run the same command once without --offline; what it fetches stays in the cache.",
    );
  return { ...found.about, spec, root: found.root, cached: true };
}

/** The name under which the cache knows what was fetched last. */
function nameOf(spec: Exclude<TargetSpec, { kind: "archive" }>): string {
  switch (spec.kind) {
    case "npm":
      return `npm:${spec.name}@${spec.version}`;
    case "pypi":
      return `pypi:${spec.name}==${spec.version}`;
    case "git":
      return `git+${spec.url}#${spec.ref}#${spec.folder}`;
  }
}

/** Is the target a folder that only looks like an archive, as `server.zip/` does? */
export function isFolder(path: string, cwd: string): boolean {
  return statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory() === true;
}
