/**
 * Loads a file of the build, with what an earlier run compiled of it.
 *
 * Most of a small scan is Node compiling functions. V8 can give out what it has compiled and take it back in a
 * later process; Node 22 does so for modules by itself, but only with what stood at the top of a file at hand.
 * Here it is taken when a run ends, so that it holds every function that the run called. It lies in
 * dist/compiled, beside the code it was made from and as trustworthy as that; where the folder cannot be
 * written, every run compiles for itself.
 *
 * What is kept is of one build, one version of Node with its flags, and one kind of processor; V8 itself refuses
 * anything else. A run that did something new, or twice as much of something, replaces it: it has called functions
 * that no run before it did.
 */
const { closeSync, fsyncSync, mkdirSync, openSync } = require("node:fs");
const { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { Script } = require("node:vm");

const dist = join(__dirname, "..", "dist");
const kept = join(dist, "compiled");

/** Work beyond this (characters of sources) calls no function that half of it did not. */
const ENOUGH = 200_000;
/** Length of the number that says how long the note of the work before V8's data is. */
const HEADER = 4;

/** Most files in the folder: whoever tries many flags does not fill the disk. */
const MOST_FILES = 40;

/** @typedef {Readonly<Record<string, number>>} Work what was done -> how much of it */
/** @typedef {{ exports: unknown, script: Script, file: string, before: Work | undefined }} Loaded */
/** @type {Map<string, Loaded>} */
const loaded = new Map();

/** What a file of dist/ exports, such as load("main.cjs"). */
function load(name) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const filename = join(dist, name);
  // The build writes ASCII only, and Node reads one byte for a character much faster than UTF-8.
  const source = readFileSync(filename, "latin1");
  const [, digest] = /^\/\/ (\w+)/.exec(source) ?? [];
  const file = join(kept, `${name}.${digest}.${process.version}-${process.arch}${flagsKey()}`);
  const { data, before } = read(file);
  const script = new Script(source, { filename, cachedData: data });
  const module = { exports: {} };
  loaded.set(name, { exports: module.exports, script, file, before });
  const outside = createRequire(filename);
  const require = (id) => (id.startsWith("./") ? load(id.slice(2)) : outside(id));
  script.runInThisContext()(module.exports, require, module, filename, dist);
  loaded.get(name).exports = module.exports;
  return module.exports;
}

/** V8 takes back what it compiled under the same flags only. */
function flagsKey() {
  const flags = [...process.execArgv, ...(process.env.NODE_OPTIONS ? [process.env.NODE_OPTIONS] : [])];
  if (flags.length === 0) return "";
  const { createHash } = require("node:crypto");
  return `-${createHash("sha256").update(flags.join(" ")).digest("hex").slice(0, 12)}`;
}

/** What was kept in a file: V8's data, and the work behind it. */
function read(file) {
  try {
    const bytes = readFileSync(file);
    const end = HEADER + bytes.readUInt32LE(0);
    return { data: bytes.subarray(end), before: JSON.parse(bytes.toString("utf8", HEADER, end)) };
  } catch {
    return { data: undefined, before: undefined };
  }
}

/**
 * Keeps what this process has compiled, if that is worth more than what is kept already.
 * @param {ReadonlyMap<string, number>} work
 */
function keep(work) {
  const worth = [...loaded.values()].filter(
    ({ script, before }) => script.cachedDataRejected === true || !before || isMore(work, before),
  );
  // Most runs have nothing to keep, and leave the disk alone.
  if (worth.length === 0) return;
  try {
    mkdirSync(kept, { recursive: true });
    if (readdirSync(kept).length > MOST_FILES) return;
  } catch {
    return;
  }
  for (const { script, file, before } of worth) {
    const part = `${file}.${process.pid}.part`;
    try {
      const note = Buffer.from(
        JSON.stringify(sum(work, script.cachedDataRejected === true ? {} : (before ?? {}))),
      );
      const length = Buffer.alloc(HEADER);
      length.writeUInt32LE(note.length);
      write(part, Buffer.concat([length, note, script.createCachedData()]));
      renameSync(part, file);
    } catch {
      rmSync(part, { force: true });
      return;
    }
  }
}

/** Writes a file and waits for the disk: V8 trusts what is in it, so it must not be there in part. */
function write(file, bytes) {
  const handle = openSync(file, "w");
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** @param {ReadonlyMap<string, number>} work @param {Work} before */
function isMore(work, before) {
  return [...work].some(([what, amount]) => Math.min(amount, ENOUGH) >= 2 * (before[what] ?? 0));
}

/** Code that was loaded is given out again with what was compiled since, so the most of each counts. */
function sum(work, before) {
  const all = { ...before };
  for (const [what, amount] of work) all[what] = Math.max(all[what] ?? 0, amount);
  return all;
}

module.exports = { load, keep };
