/** Runs the built command line as a user would, in a process of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";

export const root = join(import.meta.dirname, "..", "..");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run as another user, where the system lets us. */
  readonly uid?: number;
}

/** `mcp-audit` with these arguments; the environment says UTF-8 and nothing of colours. */
export function run(args: readonly string[], options: RunOptions = {}): Run {
  const result = spawnSync(process.execPath, [join(root, "bin", "mcp-audit.js"), ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", ...options.env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60_000,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}
