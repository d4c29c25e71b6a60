/** The tarball that would be published, made once for each state of the sources, and processes that use it. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { digestInputs, root } from "../../scripts/bootstrap.mjs";
import { release } from "../../scripts/release.mjs";
import { makeTree } from "../discover/make-tree.js";

export interface Packed {
  readonly path: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs a release, unless that was done for these sources already. */
export async function packedRelease(): Promise<Packed> {
  const folder = join(tmpdir(), `mcp-audit-packed-${process.getuid?.() ?? 0}-${digestInputs().slice(0, 16)}`);
  const note = join(folder, "packed.json");
  if (existsSync(note)) return JSON.parse(readFileSync(note, "utf8")) as Packed;
  mkdirSync(folder, { recursive: true });
  const packed = (await release(folder, () => {})) as Packed;
  writeFileSync(note, JSON.stringify(packed));
  return packed;
}

export const version: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

/** A copy of a fixture as a folder of its own. */
export function copyOf(fixture: string): string {
  const folder = makeTree({});
  cpSync(join(root, fixture), folder, { recursive: true });
  return folder;
}

/** The environment of this machine, by which npm finds its registry, without what a build server says of itself. */
function machine(): Record<string, string | undefined> {
  const said = /^(?:GITHUB_|RUNNER_|CI$|GITLAB_|npm_(?:lifecycle|package)_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !said.test(name)));
}

/** Runs a script as a shell of a build server would. */
export function shell(
  script: string,
  options: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly name?: "bash" | "sh";
  },
): { code: number | null; stdout: string; stderr: string } {
  const args = options.name === "sh" ? ["-e", "-c"] : ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"];
  const run = spawnSync(options.name ?? "bash", [...args, script], {
    cwd: options.cwd,
    env: { ...machine(), LANG: "C.UTF-8", ...options.env },
    encoding: "utf8",
    timeout: 120_000,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}
