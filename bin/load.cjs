/**
 * Loads a file of the build, with the machine code that an earlier run kept of it.
 *
 * Most of a small scan is Node compiling functions. V8 can give out what it has compiled and take it back in a
 * later process; Node 22 does so for modules by itself, but only with what stood at the top of a file at hand.
 * Here it is taken when a run ends, so that it holds every function that the run called. It lies in
 * dist/compiled, beside the code it was made from and as trustworthy as that; where the folder cannot be
 * written, every run compiles for itself.
 *
 * What is kept is of one build, one version of Node and one kind of processor; V8 itself refuses what was made
 * with other flags. A run that has compiled a tenth more replaces it.
 */
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const dist = join(__dirname, "..", "dist");
const kept = join(dist, "compiled");

/** How much more a process has to have done to be worth the writing. */
const WORTH = 1.1;
/** Before V8's data stand two doubles: what the process had compiled, in bytes, and how long it had run, in ms. */
const HEADER = 16;

/** @typedef {{ bytes: number, ms: number }} Done */
/** @typedef {{ exports: unknown, script: Script, file: string, before: Done | undefined }} Loaded */
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
  const file = join(kept, `${name}.${digest}.${process.version}-${process.arch}`);
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

function read(file) {
  try {
    const bytes = readFileSync(file);
    return { data: bytes.subarray(HEADER), before: { bytes: bytes.readDoubleLE(0), ms: bytes.readDoubleLE(8) } };
  } catch {
    return { data: undefined, before: undefined };
  }
}

/** Keeps what this process has compiled, if that is worth more than what is kept already. */
function keep() {
  const ms = process.uptime() * 1000;
  /** @type {number | undefined} */
  let bytes;
  for (const { script, file, before } of loaded.values()) {
    // What V8 refused was made under other flags, which some other run will have again.
    if (script.cachedDataRejected || (before && ms < before.ms * WORTH)) continue;
    // To ask for it takes time too, so only longer runs do.
    bytes ??= require("node:v8").getHeapCodeStatistics().bytecode_and_metadata_size;
    if (before && bytes < before.bytes * WORTH) continue;
    const part = `${file}.${process.pid}.part`;
    try {
      mkdirSync(kept, { recursive: true });
      const header = Buffer.alloc(HEADER);
      header.writeDoubleLE(bytes, 0);
      header.writeDoubleLE(ms, 8);
      writeFileSync(part, Buffer.concat([header, script.createCachedData()]));
      renameSync(part, file);
    } catch {
      rmSync(part, { force: true });
      return;
    }
  }
}

module.exports = { load, keep };
