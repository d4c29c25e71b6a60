/**
 * `npm run bench:accuracy`: audits published vulnerable releases and their fixes, and writes
 * docs/accuracy.md.
 *
 *   node bench/accuracy.mjs [--only ID,ID] [--json FILE] [--no-write]
 *
 * For each entry of bench/manifests/*.json the vulnerable tree must have a finding of the right
 * weakness within three lines of a known dangerous call, at level warning or error, and the fixed tree
 * must have none at the places where the fix stands. Trees are fetched, never installed or run; what
 * cannot be fetched is said and not counted.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { bootstrap, root } from "../scripts/bootstrap.mjs";
import { scratchFolder } from "../scripts/scratch.mjs";
import { accuracyPage } from "./accuracy-page.mjs";
import { fetchTree, Unobtainable } from "./corpus.mjs";
import { isAt, isLoud, isOfClass, readFindings } from "./sarif.mjs";

const { values: options } = parseArgs({
  options: { only: { type: "string" }, json: { type: "string" }, "no-write": { type: "boolean" } },
});

const scratch = scratchFolder("accuracy");
const scans = new Map();

/** Findings of the CLI on a tree; several entries may share one. */
function scan(tree) {
  let result = scans.get(tree);
  if (result === undefined) {
    const output = join(scratch, `${scans.size}.sarif`);
    const started = performance.now();
    const run = spawnSync(
      process.execPath,
      [join(root, "bin/mcp-audit.js"), ".", "--format", "sarif", "--output", output],
      { cwd: tree, encoding: "utf8", timeout: 300_000, maxBuffer: 1 << 28 },
    );
    const ms = Math.round(performance.now() - started);
    const complaint = (run.stderr || run.stdout || String(run.error ?? "no report")).trim();
    result = existsSync(output)
      ? { ms, findings: readFindings(JSON.parse(readFileSync(output, "utf8"))) }
      : { ms, findings: [], error: complaint.split("\n").at(-1)?.slice(0, 200) };
    scans.set(tree, result);
  }
  return result;
}

/** Places of the fixed tree where the very line of a dangerous call still stands, behind the new guard. */
function keptSinks(entry, vulnerableTree, fixedTree) {
  if (!entry.guarded) return [];
  const linesOf = (tree, file) => {
    const path = join(tree, file);
    return existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .map((line) => line.trim())
      : [];
  };
  const kept = entry.sinks.flatMap(({ file, line }) => {
    const before = linesOf(vulnerableTree, file);
    const text = before[line - 1] ?? "";
    if (text.length < 12) return [];
    const which = before.slice(0, line - 1).filter((each) => each === text).length;
    const now = linesOf(fixedTree, file).flatMap((each, index) => (each === text ? [index + 1] : []));
    return now.length === 0 ? [] : [{ file, line: now[which] ?? now.at(-1) }];
  });
  const isOpen = (site) =>
    entry.stillOpen.some((open) => open.file === site.file && Math.abs(open.line - site.line) <= 3);
  return kept.filter((site) => !isOpen(site));
}

function score(entry) {
  const row = { id: entry.id, package: entry.package, class: entry.class, analysis: entry.analysis };
  try {
    const vulnerable = fetchTree(entry, "vulnerable");
    if (vulnerable === undefined) return { ...row, unobtainable: "no longer published" };
    const before = scan(vulnerable);
    const loud = before.findings.filter(isLoud);
    const mine = loud.filter((finding) => isOfClass(finding, entry));
    row.ms = before.ms;
    row.findings = loud.length;
    row.hit = entry.sinks.some((sink) => mine.some((finding) => isAt(finding, sink)));
    row.inFile = row.hit || entry.sinks.some((sink) => mine.some((finding) => isAt(finding, sink, Infinity)));
    row.error = before.error;
    if (entry.fixed.length === 0) return row;
    const fixed = fetchTree(entry, "fixed");
    if (fixed === undefined) return row;
    const after = scan(fixed);
    const flagged = after.findings.filter((finding) => isLoud(finding) && isOfClass(finding, entry));
    const isSilent = (sites) => !sites.some((site) => flagged.some((finding) => isAt(finding, site)));
    row.error ??= after.error;
    if (after.error === undefined) {
      row.silent = isSilent(entry.fixed);
      const kept = keptSinks(entry, vulnerable, fixed);
      if (kept.length > 0) row.keptSilent = isSilent(kept);
    }
    return row;
  } catch (error) {
    if (error instanceof Unobtainable) return { ...row, unobtainable: error.message };
    throw error;
  }
}

if (!(await bootstrap())) process.exit(2);
const manifests = join(root, "bench", "manifests");
const only = options.only?.split(",");
const rows = [];
for (const name of readdirSync(manifests).sort()) {
  for (const entry of JSON.parse(readFileSync(join(manifests, name), "utf8"))) {
    if (only && !only.includes(entry.id)) continue;
    const row = { manifest: name.replace(".json", ""), ...score(entry) };
    rows.push(row);
    const verdict = row.unobtainable ?? (row.hit ? "found" : row.inFile ? "in the file" : "missed");
    const after = row.silent === undefined ? "" : row.silent ? ", fix silent" : ", fix flagged";
    console.log(`${row.id.padEnd(30)} ${verdict}${after}${row.error ? ` (${row.error})` : ""}`);
  }
}

const page = accuracyPage(rows);
console.log(`\n${page.summary}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 1)}\n`);
if (!only && !options["no-write"]) {
  writeFileSync(join(root, "docs", "accuracy.md"), page.markdown);
  console.log("wrote docs/accuracy.md");
}
