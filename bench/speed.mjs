/**
 * `npm run bench:speed`: how long a whole run of the CLI takes, against the time that merely parsing
 * the same files takes, and against ESLint with eslint-plugin-security. Writes docs/performance.md.
 *
 *   node bench/speed.mjs [--no-peers] [--no-write] [--small-rounds N] [--large-rounds N]
 *
 * The trees are generated. Every figure is a cold process from start to end; the commands take turns,
 * so that a busy machine slows all of them, and the ratios of medians are what counts.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bootstrap, root } from "../scripts/bootstrap.mjs";
import { scratchFolder } from "../scripts/scratch.mjs";
import { generateServer, generateWorkspace } from "./generate.mjs";
import { generatePythonServer } from "./generated-python.mjs";

const { values: options } = parseArgs({
  options: {
    "no-peers": { type: "boolean" },
    "no-write": { type: "boolean" },
    "small-rounds": { type: "string", default: "15" },
    "large-rounds": { type: "string", default: "3" },
  },
});

/** What is asked of the program; see docs/performance.md. */
const budget = { TypeScript: 2.5, Python: 3, smallMegabytes: 300 };

const scratch = scratchFolder("speed");
const memoryHook = pathToFileURL(join(root, "bench/peak-memory.mjs")).href;
const peers = join(root, "bench", "peers");
// Reading extra certificates makes every start of Node slower by more than a small scan takes.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function commandsFor(tree, sources, language) {
  const list = join(scratch, `${language}${sources.length}.txt`);
  writeFileSync(list, sources.join("\n"));
  const report = join(scratch, "report.sarif");
  const audit = [join(root, "bin/mcp-audit.js"), tree, "--format", "sarif", "--output", report];
  if (language === "Python") {
    const parse = [join(root, "bench/parse-only-python.mjs"), list];
    return {
      "parse only": [...parse, "--quick-start"],
      "mcp-audit": audit,
      "parse only, without V8 flags": parse,
    };
  }
  return {
    "parse only": [join(root, "bench/parse-only.mjs"), list],
    "mcp-audit": audit,
    // On a large tree it is lost in the rest.
    ...(sources.length < 100 && { [FIRST_RUN]: audit }),
    ...(hasPeers && {
      "eslint-plugin-security": [
        join(peers, "node_modules/eslint/bin/eslint.js"),
        ...["--config", join(peers, "eslint.config.mjs"), "--quiet", "."],
      ],
    }),
  };
}

/** A run that finds no compiled code of an earlier one, and leaves its own for the next. */
const FIRST_RUN = "mcp-audit, first run after an installation";

/** Wall time in milliseconds of one cold run. */
function time(args, cwd, node = []) {
  const started = performance.now();
  const run = spawnSync(process.execPath, [...node, ...args], {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - started;
  // 1 means findings, to us and to ESLint.
  if (run.status !== 0 && run.status !== 1) throw new Error(`${args.join(" ")}: ${run.stderr.slice(-400)}`);
  return ms;
}

/** Peak resident memory in MB of one run. */
function memory(args, cwd) {
  const file = join(scratch, "peak");
  env.PEAK_MEMORY_FILE = file;
  time(args, cwd, ["--import", memoryHook]);
  return Number(readFileSync(file, "utf8")) / 1024;
}

function measure(name, tree, sources, rounds, language = "TypeScript") {
  const commands = commandsFor(tree, sources, language);
  const times = Object.fromEntries(Object.keys(commands).map((command) => [command, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [command, args] of Object.entries(commands)) {
      if (command === FIRST_RUN) rmSync(join(root, "dist", "compiled"), { recursive: true, force: true });
      times[command].push(time(args, tree));
    }
  }
  const bytes = sources.reduce((sum, path) => sum + statSync(path).size, 0);
  const rows = Object.entries(commands).map(([command, args]) => ({
    command,
    ms: median(times[command]),
    megabytes: memory(args, tree),
  }));
  return { name, language, files: sources.length, bytes, rounds, rows };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function installPeers() {
  if (options["no-peers"]) return false;
  if (existsSync(join(peers, "node_modules", "eslint"))) return true;
  const run = spawnSync("npm", ["ci", "--ignore-scripts", "--loglevel=error"], {
    cwd: peers,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return run.status === 0;
}

function section({ name, language, files, bytes, rounds, rows }) {
  const [parse, audit] = rows;
  const lines = rows.map(
    ({ command, ms, megabytes }) =>
      `| ${command} | ${Math.round(ms)} ms | ${(ms / parse.ms).toFixed(2)} | ${(ms / audit.ms).toFixed(2)} | ${Math.round(megabytes)} MB |`,
  );
  return `## ${name}

${files} ${language} files, ${Math.round(bytes / 1024)} KiB; median of ${rounds} cold runs each.

| command | wall time | against parsing | against mcp-audit | peak memory |
| --- | --- | --- | --- | --- |
${lines.join("\n")}`;
}

if (!(await bootstrap())) process.exit(2);
const hasPeers = installPeers();
const small = join(scratch, "small");
const large = join(scratch, "large");
const python = join(scratch, "python");
const results = [
  measure("A server of twenty files", small, generateServer(small, 20), Number(options["small-rounds"])),
  measure(
    "A Python server of twenty files",
    python,
    generatePythonServer(python, 20),
    Number(options["small-rounds"]),
    "Python",
  ),
  measure("A tree of 3,000 files", large, generateWorkspace(large, 3000), Number(options["large-rounds"])),
];

const page = `# Performance

Made by \`npm run bench:speed\`; do not edit. \`parse only\` is a Node process that does nothing but read the same files and
parse them: with @babel/parser, or for Python with tree-sitter, whose tree is gone over once. It is what a scan cannot do
without. For Python it uses the V8 flags with which mcp-audit starts the parser, and a second row shows the time without.
Each process starts cold, from the compiled code that an earlier run kept (docs/decisions/0003-one-bundle.md), except in
the row that says so. The ratios are what to compare; the times are those of one machine (Node ${process.versions.node}, ${cpus().length} cores).

Asked of the program: at most ${budget.TypeScript} times the time of parsing for TypeScript, on both trees, at most ${budget.Python} times for
Python, and at most ${budget.smallMegabytes} MB on the small servers.

${results.map(section).join("\n\n")}
`;
console.log(page);
if (!options["no-write"]) writeFileSync(join(root, "docs", "performance.md"), page);

const broken = results.flatMap(({ name, language, files, rows: [parse, audit] }) => [
  ...(audit.ms / parse.ms > budget[language] ? [`time of "${name}"`] : []),
  ...(files < 100 && audit.megabytes > budget.smallMegabytes ? [`memory of "${name}"`] : []),
]);
console.log(broken.length === 0 ? "within the budget" : `over the budget: ${broken.join(", ")}`);
process.exitCode = broken.length === 0 ? 0 : 1;
