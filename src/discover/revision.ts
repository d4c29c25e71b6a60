/**
 * Which revision of a repository is checked out, read off its `.git` folder: HEAD, the branch's file or
 * the packed ones, and the address of the remote.
 *
 * Git itself is not asked, because it would obey the configuration of a tree that is not trusted. Nothing
 * outside the `.git` folder is read: of a work tree or a submodule, whose folder is elsewhere, nothing is
 * said.
 */
import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import type { VersionControl } from "../findings/types.js";

const MAX_BYTES = 4 * 1024 * 1024;
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const BRANCH = /^ref: (refs\/heads\/([\w./@+-]{1,200}))$/;

/** What the repository at `base` says; undefined when it is none or says nothing. */
export async function readRevision(base: string): Promise<VersionControl | undefined> {
  const head = readText(base, "HEAD")?.trim();
  if (head === undefined) return undefined;
  const [, ref, branch] = BRANCH.exec(head) ?? [];
  const commit = HASH.test(head) ? head : ref === undefined ? undefined : commitOf(base, ref);
  const repository = await readRemote(base);
  if (commit === undefined && repository === undefined) return undefined;
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined || branch.includes("..") ? {} : { branch }),
  };
}

function commitOf(base: string, ref: string): string | undefined {
  if (ref.split("/").includes("..")) return undefined;
  const loose = readText(base, ref)?.trim();
  if (loose !== undefined && HASH.test(loose)) return loose;
  for (const line of (readText(base, "packed-refs") ?? "").split("\n")) {
    const [hash = "", name] = line.trim().split(" ");
    if (name === ref && HASH.test(hash)) return hash;
  }
  return undefined;
}

async function readRemote(base: string): Promise<string | undefined> {
  const text = readText(base, "config");
  if (text === undefined) return undefined;
  // A package in CommonJS: in the bundle it has a default export only.
  const { default: ini } = await import("ini");
  let url: unknown;
  try {
    // The parser takes the dots of a section for levels; the name of the usual remote has none.
    url = ini.parse(text)['remote "origin"']?.url;
  } catch {
    return undefined;
  }
  return typeof url === "string" ? publicUrl(url) : undefined;
}

/** The address without credentials; nothing for a folder of this machine. */
export function publicUrl(address: string): string | undefined {
  const short = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/)([^\s\\]+)$/.exec(address);
  const full = short === null ? address : `ssh://${short[1]}/${short[2]}`;
  if (full.length > 2000 || !URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (!["https:", "http:", "ssh:", "git:"].includes(url.protocol) || url.hostname === "") return undefined;
  url.username = "";
  url.password = "";
  url.search = "";
  url.hash = "";
  return url.href;
}

/** A file of the `.git` folder, when it is one and lies there. */
function readText(base: string, name: string): string | undefined {
  try {
    const folder = join(base, ".git");
    if (!lstatSync(folder).isDirectory()) return undefined;
    const path = join(folder, ...name.split("/"));
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    if (!realpathSync(path).startsWith(realpathSync(folder) + sep)) return undefined;
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
