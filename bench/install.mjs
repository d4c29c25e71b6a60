/**
 * `npm run bench:install`: what the answers before installing say of real packages, asked for by name alone.
 *
 *   node bench/install.mjs [--part packages|locks|pairs] [--only TEXT] [--results FILE] [--pin] [--no-write]
 *
 * packages  the verdict on forty packages of npm and PyPI (bench/install/packages.json)
 * locks     `lock` and then `verify` of each of them, which must say that nothing changed
 * pairs     `diff` of vulnerable releases and their fixes (bench/install/pairs.json)
 *
 * Versions are exact, and what the registry sends must have the integrity that stands there. Nothing is
 * installed or run. Results are kept in the file that --results names and asked for once: a run that was
 * interrupted goes on. --pin writes down the integrity of entries that have none yet. A whole run writes
 * docs/forty-packages.md.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { bootstrap, root } from "../scripts/bootstrap.mjs";
import { scratchFolder } from "../scripts/scratch.mjs";
import { installPage } from "./install-page.mjs";

const { values: options } = parseArgs({
  options: {
    part: { type: "string" },
    only: { type: "string" },
    results: { type: "string" },
    pin: { type: "boolean" },
    "no-write": { type: "boolean" },
  },
});

const scratch = scratchFolder("install");
const packagesFile = join(root, "bench", "install", "packages.json");
const pairsFile = join(root, "bench", "install", "pairs.json");
const packages = readJson(packagesFile);
const pairs = readJson(pairsFile);
const results = options.results !== undefined && existsSync(options.results) ? readJson(options.results) : {};

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writeList(path, entries) {
  writeFileSync(path, `${JSON.stringify(entries, null, 2)}\n`);
}

const targetOf = (kind, name, version) =>
  kind === "npm" ? `npm:${name}@${version}` : `pypi:${name}==${version}`;

/** What a command of the program answers; its last words where it does not. */
function ask(...args) {
  const run = spawnSync(process.execPath, [join(root, "bin/mcp-audit.js"), ...args], {
    cwd: scratch,
    encoding: "utf8",
    timeout: 300_000,
    maxBuffer: 1 << 28,
  });
  const complaint = (run.stderr || String(run.error ?? "no answer")).trim().split("\n")[0]?.slice(0, 200);
  return { code: run.status, text: run.stdout, complaint };
}

/** The result under a key, from an earlier run or from `find`. */
function once(key, find) {
  if (results[key] === undefined || results[key].error !== undefined) {
    results[key] = find();
    if (options.results !== undefined)
      writeFileSync(options.results, `${JSON.stringify(results, null, 1)}\n`);
  }
  return results[key];
}

/** The verdict on a target; an error unless the registry sent what is pinned. */
function verdictOf(entry, kind, name) {
  const target = targetOf(kind, name, entry.version);
  const { text, complaint } = ask("verdict", target, "--json");
  if (text === "") return { error: complaint };
  const answer = JSON.parse(text);
  const { integrity } = answer.facts;
  if (options.pin && !entry.integrity) entry.integrity = integrity;
  if (entry.integrity !== integrity) return { error: "the registry sent something else than what is pinned" };
  return answer;
}

function lockOf({ kind, name, version }) {
  const target = targetOf(kind, name, version);
  const lock = ["--lock", join(scratch, "mcp-audit.lock")];
  rmSync(lock[1], { force: true });
  const locked = ask("lock", target, ...lock);
  if (locked.code !== 0) return { error: locked.complaint };
  const { code, text, complaint } = ask("verify", target, ...lock, "--json");
  return text === "" ? { error: complaint } : { code, changes: JSON.parse(text).servers[0].changes };
}

function pairOf({ kind, name, vulnerable, fixed }) {
  for (const side of [vulnerable, fixed]) {
    const { error } = verdictOf(side, kind, name);
    if (error !== undefined) return { error };
  }
  const { text, complaint } = ask(
    "diff",
    ...[vulnerable, fixed].map(({ version }) => targetOf(kind, name, version)),
    "--json",
  );
  return text === "" ? { error: complaint } : { changes: JSON.parse(text).servers[0].changes };
}

const isWanted = (part, text) =>
  (options.part ?? part) === part && (options.only === undefined || text.includes(options.only));

if (!(await bootstrap())) process.exit(2);
const rows = { packages: [], pairs: [] };
for (const entry of packages) {
  const target = targetOf(entry.kind, entry.name, entry.version);
  const row = { ...entry, target };
  if (isWanted("packages", target)) {
    row.verdict = once(`verdict ${target}`, () => verdictOf(entry, entry.kind, entry.name));
    console.log(`${target.padEnd(56)} ${row.verdict.error ?? row.verdict.decision}`);
  }
  if (isWanted("locks", target)) {
    row.lock = once(`lock ${target}`, () => lockOf(entry));
    console.log(
      `${target.padEnd(56)} lock: ${row.lock.error ?? (row.lock.changes.length === 0 ? "nothing changed" : `${row.lock.changes.length} changes without any`)}`,
    );
  }
  rows.packages.push(row);
}
for (const entry of pairs) {
  const title = `${entry.name} ${entry.vulnerable.version} -> ${entry.fixed.version}`;
  if (!isWanted("pairs", title)) continue;
  const result = once(`pair ${title}`, () => pairOf(entry));
  rows.pairs.push({ ...entry, title, ...result });
  console.log(`${title.padEnd(56)} ${result.error ?? `${result.changes.length} changes`}`);
}
if (options.pin) {
  writeList(packagesFile, packages);
  writeList(pairsFile, pairs);
}
if (options.part === undefined && options.only === undefined && !options["no-write"]) {
  writeFileSync(join(root, "docs", "forty-packages.md"), installPage(rows));
  console.log("wrote docs/forty-packages.md");
}
const failed = [...rows.packages.flatMap(({ verdict, lock }) => [verdict, lock]), ...rows.pairs].filter(
  (each) => each?.error !== undefined || (each?.code ?? 0) !== 0,
);
process.exitCode = failed.length > 0 ? 1 : 0;
