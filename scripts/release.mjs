/**
 * Makes the tarball that is published, from sources alone:
 *
 *   npm run release -- [FOLDER]     writes mcp-audit-VERSION.tgz to FOLDER (default: the working directory)
 *
 * It is built and packed in a folder of its own, so that dist/ of the checkout and scans that use it are left
 * alone. No script of any package is run.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { root } from "./bootstrap.mjs";
import { build } from "./build.mjs";

/**
 * Packs a release into `folder`; throws when that fails.
 * @returns {Promise<{ path: string, size: number, unpackedSize: number, files: { path: string, size: number }[] }>}
 */
export async function release(folder, log = console.log) {
  const stage = mkdtempSync(join(tmpdir(), "mcp-audit-release-"));
  try {
    const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const built = await build({ log, release: true, into: join(stage, "dist") });
    if (!built) throw new Error("The build failed; see above.");
    for (const name of ["package.json", ...files]) {
      if (name !== "dist" && !name.startsWith("!"))
        cpSync(join(root, name), join(stage, name), { recursive: true });
    }
    const run = spawnSync(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", resolve(folder)],
      {
        cwd: stage,
        encoding: "utf8",
        maxBuffer: 1 << 26,
        shell: process.platform === "win32",
      },
    );
    if (run.status !== 0) throw new Error(`npm pack failed: ${run.stderr}`);
    const said = JSON.parse(run.stdout);
    const [packed] = Array.isArray(said) ? said : Object.values(said);
    return { ...packed, path: join(resolve(folder), packed.filename) };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (resolve(process.argv[1] ?? "") === import.meta.filename) {
  const { path, size, unpackedSize } = await release(process.argv[2] ?? process.env.INIT_CWD ?? ".");
  const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  console.log(`${path}: ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}`);
}
