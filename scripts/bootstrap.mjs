/**
 * Makes a fresh clone usable: installs packages when they are missing or not those of the lockfile,
 * and builds when dist/ was not made from the sources as they are now.
 *
 * Uses nothing but Node, because it runs before anything is installed. Says what it does on the
 * error stream, so that the output of a scan stays a scan's output.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Root of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the build notes what it was made from. */
export const stampFile = join(root, "dist", ".inputs");

/** Installs and builds what is missing. Returns false, having said why, when it cannot. */
export async function bootstrap() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return fail(`mcp-audit needs Node 20.19 or later; this is ${process.versions.node}.`);
  }
  if (!isInstalled() && !install()) return fail("`npm ci` failed; see above.");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digestInputs()) return true;
  say("building (once per change)");
  const { build } = await import("./build.mjs");
  return (await build({ log: say, tolerant: true })) || fail("the build failed; see above.");
}

function install() {
  say("installing packages from the lockfile (once)");
  const args = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm says where it is when it runs a script; a plain `node scripts/x.mjs` has to find it on the PATH.
  const npm = process.env.npm_execpath;
  const run = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  return run.status === 0;
}

/** Whether every package of the lockfile is there in its version. */
function isInstalled() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages;
  const present = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    // Packages for other platforms are left out by npm.
    if (present[path] === undefined) return entry.optional === true || entry.devOptional === true;
    return present[path].version === entry.version && existsSync(join(root, path));
  });
}

/** One hash over path, size and time of everything the build reads. */
export function digestInputs() {
  const hash = createHash("sha256");
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (!stat.isDirectory()) {
      hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      if (name !== "cases") visit(`${path}/${name}`);
    }
  };
  for (const path of ["src", "rules", "scripts", "package.json", "package-lock.json"]) visit(path);
  return hash.digest("hex");
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function say(text) {
  process.stderr.write(`mcp-audit: ${text}\n`);
}

function fail(text) {
  say(text);
  return false;
}
