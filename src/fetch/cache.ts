/**
 * What was fetched before, by the hash of its content, in the user's cache folder.
 *
 *   v1/trees/<hash>/tree/...         unpacked, as it is audited
 *   v1/trees/<hash>/about.json       what is known of it
 *   v1/names/<hash of the name>      which tree a name meant when it was last asked for
 *
 * A tree is unpacked beside its place and moved there when it is whole, so that an interrupted or
 * simultaneous run never leaves half of one.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { UserError } from "../errors.js";
import type { Fetched } from "./types.js";

/** What is kept of a fetched tree besides its files. */
export type About = Omit<Fetched, "root" | "spec" | "cached">;

const VERSION = "v1";

/** The cache folder of this user: MCP_AUDIT_CACHE, or where the platform wants it. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string {
  const own = env["MCP_AUDIT_CACHE"];
  if (own) return own;
  const home = env["HOME"] || env["USERPROFILE"] || homedir();
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "mcp-audit", "cache");
  if (platform === "darwin") return join(home, "Library", "Caches", "mcp-audit");
  // The XDG specification: a relative path there is to be ignored.
  const xdg = env["XDG_CACHE_HOME"];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, ".cache"), "mcp-audit");
}

export class Cache {
  private readonly folder: string;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.folder = join(cacheFolder(env), VERSION);
  }

  /** The tree of this key, if it is there. */
  find(key: string): { readonly root: string; readonly about: About } | undefined {
    const place = this.place(key);
    const about = readJson(join(place, "about.json"));
    return about === undefined ? undefined : { root: join(place, "tree"), about: about as About };
  }

  /** The tree that a name meant when it was last fetched. */
  findByName(name: string): { readonly root: string; readonly about: About } | undefined {
    const known = readJson(this.namePlace(name)) as { key?: unknown } | undefined;
    return typeof known?.key === "string" ? this.find(known.key) : undefined;
  }

  /** Fills a folder and keeps it under the key, with what `fill` tells of it. */
  async add(
    key: string,
    fill: (folder: string) => Promise<About>,
  ): Promise<{ readonly root: string; readonly about: About }> {
    const place = this.place(key);
    const staging = this.temporary();
    try {
      const about = await fill(join(staging, "tree"));
      mkdirSync(join(staging, "tree"), { recursive: true });
      writeFileSync(join(staging, "about.json"), JSON.stringify(about));
      mkdirSync(join(this.folder, "trees"), { recursive: true, mode: 0o700 });
      // One that came in meanwhile may be being read by whoever brought it.
      const found = this.find(key);
      if (found !== undefined) return found;
      rmSync(place, { recursive: true, force: true });
      try {
        renameSync(staging, place);
      } catch (error) {
        // Another run was quicker; its tree has the same content.
        if (!existsSync(join(place, "about.json"))) throw error;
      }
      return { root: join(place, "tree"), about };
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  }

  /** Remembers which tree a name means now. */
  name(name: string, key: string): void {
    const path = this.namePlace(name);
    mkdirSync(join(this.folder, "names"), { recursive: true, mode: 0o700 });
    const part = `${path}.${process.pid}.part`;
    writeFileSync(part, JSON.stringify({ name, key }));
    renameSync(part, path);
  }

  /** A folder for the time of a fetch; whoever asks removes it. */
  temporary(): string {
    const parent = join(this.folder, "staging");
    try {
      mkdirSync(parent, { recursive: true, mode: 0o700 });
      return mkdtempSync(join(parent, "t-"));
    } catch (cause) {
      throw new UserError(
        `The cache folder ${this.folder} cannot be written (${(cause as NodeJS.ErrnoException).code ?? "unknown error"}).`,
        "Make it writable, or name another folder in the variable MCP_AUDIT_CACHE.",
        { cause },
      );
    }
  }

  private place(key: string): string {
    return join(this.folder, "trees", digest(key));
  }

  private namePlace(name: string): string {
    return join(this.folder, "names", `${digest(name)}.json`);
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
