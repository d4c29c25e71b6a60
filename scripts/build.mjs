/**
 * Makes dist/: one bundle, the packages that few commands need, the packed rules and models, and the WebAssembly
 * of the Python parser.
 *
 *   node scripts/build.mjs             what a checkout needs
 *   node scripts/build.mjs --release   from empty, with type declarations, as it is published
 *   node scripts/build.mjs --strict    warnings are errors
 *
 * A rule or model with a mistake in it fails the build. When a scan or a test run builds on the way,
 * it is left out instead, with a complaint each time, so that one unfinished file does not stop all
 * other work; the tests fail for it.
 *
 * Files are replaced one by one, so that a scan that runs meanwhile finds either the old or the new one.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { digestInputs, root, stampFile } from "./bootstrap.mjs";

const dist = join(root, "dist");

/** What dist/main.cjs exports -> source: functions that load it, so that nothing runs that is not asked for. */
const entries = {
  cli: "src/cli/main.ts",
  worked: "src/worked.ts",
  index: "src/index.ts",
  thread: "src/programs/thread.ts",
  deepNestingThread: "src/frontends/javascript/deep-nesting-thread.ts",
};

/** Scripts of worker threads: file in dist/ -> export of dist/main.cjs whose run() it calls. */
const threads = { "thread.cjs": "thread", "deep-nesting-thread.cjs": "deepNestingThread" };

/**
 * Packages that a common audit does not need, in files of their own: file in dist/ -> packages. Packages that
 * depend on each other or on the same others are in one file. Only packages that `require` can load.
 */
const apart = {
  "registry.cjs": [
    ...["@npmcli/config", "@npmcli/config/lib/definitions/index.js", "make-fetch-happen", "npm-package-arg"],
    ...["npm-registry-fetch", "pacote", "tar", "yauzl"],
  ],
  "language-server.cjs": [
    ...["vscode-languageserver", "vscode-languageserver/node", "vscode-languageserver-textdocument"],
  ],
  "mcp-server.cjs": [
    ...["@modelcontextprotocol/sdk/server/mcp.js", "@modelcontextprotocol/sdk/server/stdio.js", "zod"],
  ],
  "patterns.cjs": ["scslre"],
  "artifacts.cjs": ["dockerfile-ast", "toml-eslint-parser", "yaml"],
};

/** Needed at run time but left as packages: large, and loaded only when a scan has to ask for types. */
const external = ["ts-morph"];

/** Files of packages that the parsers load at run time. */
const assets = [
  "node_modules/web-tree-sitter/web-tree-sitter.wasm",
  "node_modules/tree-sitter-python/tree-sitter-python.wasm",
];

/** bin/load.cjs calls what a file of dist/ holds, which is a function as Node makes one of a CommonJS module. */
const banner = `(function (exports, require, module, __filename, __dirname) {
const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;`;
const footer = "})";

/** How long a file of an earlier build is kept, for a scan that may still want to load it. */
const graceMs = 10 * 60_000;

/**
 * Builds everything. Returns whether that worked; what went wrong is said through `log`.
 * @param {{ log?: (text: string) => void, release?: boolean, strict?: boolean, warn?: boolean, tolerant?: boolean, into?: string }} options
 * `into` is another folder than dist/.
 */
export async function build(options = {}) {
  const { log = console.log, release = false, strict = false, warn = strict, tolerant = false } = options;
  const { into = dist } = options;
  const esbuild = await import("esbuild");
  const digest = digestInputs();
  const packed = (await loadPacker(esbuild)).pack(root);
  if (warn) for (const warning of packed.warnings) log(`warning: ${warning}`);
  for (const error of packed.errors) log(`error: ${error}`);
  const sound = packed.errors.length === 0 && !(strict && packed.warnings.length > 0);
  if (!sound && !tolerant) return false;

  const files = new Map(packed.files);
  for (const asset of assets) files.set(basename(asset), readFileSync(join(root, asset)));
  const bundled = await bundle(esbuild, files, log);
  // Without a bundle the packed files are still worth having: tests run on the sources.
  if (!bundled && !tolerant) return false;

  if (release) rmSync(into, { recursive: true, force: true });
  for (const [name, content] of files) replace(join(into, name), content);
  if (release && !declare(log, into)) return false;
  if (!bundled) return false;
  if (into !== dist) return true;
  // What was compiled of an earlier build; see bin/load.cjs.
  rmSync(join(dist, "compiled"), { recursive: true, force: true });
  removeLeftOvers(files);
  // Last, and with the digest taken first: a source that changed meanwhile makes the next run build again.
  if (sound) replace(stampFile, digest);
  return true;
}

/** Removes what an earlier build made and this one did not, once nothing can be loading it any more. */
function removeLeftOvers(files) {
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (files.has(name) || path === stampFile || name === "types") continue;
    if (Date.now() - statSync(path).mtimeMs > graceMs) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * An audit runs nearly all checks: one file with all of them is loaded sooner than a file for each. In the
 * sources the import names the file of one rule, so that there is no list to keep.
 */
const checksInOne = {
  name: "checks-in-one",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]rules[\\/]load\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const one = "import(`../../rules/${id}/check.ts`)";
      if (!text.includes(one)) throw new Error("src/rules/load.ts: the import of checks has changed");
      return {
        contents: text.replace(one, 'import("checks:").then(({ checks }) => checks.get(id))'),
        loader: "ts",
      };
    });
    build.onResolve({ filter: /^checks:$/ }, () => ({ path: "checks", namespace: "checks" }));
    build.onLoad({ filter: /.*/, namespace: "checks" }, () => {
      const ids = readdirSync(join(root, "rules"))
        .filter((id) => existsSync(join(root, "rules", id, "check.ts")))
        .sort();
      const imports = ids.map(
        (id, i) => `import * as c${i} from ${JSON.stringify(`./rules/${id}/check.ts`)};`,
      );
      const pairs = ids.map((id, i) => `[${JSON.stringify(id)}, c${i}]`);
      return {
        contents: `${imports.join("\n")}\nexport const checks = new Map([${pairs.join(", ")}]);\n`,
        loader: "js",
        resolveDir: root,
      };
    });
  },
};

/** Commander needs it for commands that are programs of their own, and it loads the network with it. */
const childProcessLater = {
  name: "child-process-later",
  setup(build) {
    build.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const eager = "const childProcess = require('node:child_process');";
      if (!text.includes(eager))
        throw new Error("commander: the way it loads node:child_process has changed");
      const later =
        "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };";
      return { contents: text.replace(eager, later), loader: "js" };
    });
  },
};

/** What the registry client uses if it happens to be there: half a megabyte to recode texts of old web pages. */
const withoutOptional = {
  name: "without-optional",
  setup(build) {
    build.onResolve({ filter: /^iconv-lite$/ }, ({ importer, path }) =>
      /[\\/]minipass-fetch[\\/]/.test(importer) ? { path, external: true } : undefined,
    );
  },
};

/** `import text from "./page.css?raw"` gives the text of a file, as it does in the test runner. */
const textOfFiles = {
  name: "text-of-files",
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\?raw$/, "")),
      namespace: "raw",
    }));
    build.onLoad({ filter: /.*/, namespace: "raw" }, ({ path }) => ({
      contents: readFileSync(path, "utf8"),
      loader: "text",
    }));
  },
};

async function bundle(esbuild, files, log) {
  const options = {
    absWorkingDir: root,
    write: false,
    outdir: "dist",
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // What lies outside is loaded with the `require` that bin/load.cjs hands in.
    supported: { "dynamic-import": false },
    // Its ES module declares a `require` of its own where that of the bundle is wanted.
    alias: { "web-tree-sitter": join(root, "node_modules/web-tree-sitter/web-tree-sitter.cjs") },
    mainFields: ["module", "main"],
    legalComments: "none",
    define: { "import.meta.url": "__importMetaUrl" },
    banner: { js: banner },
    footer: { js: footer },
    metafile: true,
    logLevel: "silent",
    logOverride: { "require-resolve-not-external": "silent" },
  };
  const stdin = (contents) => ({ contents, resolveDir: root, loader: "js" });
  const lazy = Object.entries(entries).map(
    ([name, path]) => `export const ${name} = () => import("./${path}");`,
  );
  const inputs = [];
  try {
    const keepFile = async (name, special) => {
      const result = await esbuild.build({ ...options, ...special });
      for (const warning of await esbuild.formatMessages(result.warnings, { kind: "warning" })) log(warning);
      files.set(name, sealed(result.outputFiles[0].text));
      inputs.push(...Object.keys(result.metafile.inputs));
    };
    await keepFile("main.cjs", {
      stdin: stdin(lazy.join("\n")),
      external: [...external, ...Object.keys(apart).map((name) => `./${name}`)],
      plugins: [checksInOne, childProcessLater, textOfFiles, packagesApart],
    });
    for (const [name, packages] of Object.entries(apart)) {
      const getters = packages.map((id) => `get ${JSON.stringify(id)}() { return require("${id}"); },`);
      await keepFile(name, {
        stdin: stdin(`module.exports = {\n${getters.join("\n")}\n};`),
        plugins: [withoutOptional],
      });
    }
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    for (const message of await esbuild.formatMessages(error.errors, { kind: "error" })) log(message);
    return false;
  }
  for (const [name, entry] of Object.entries(threads)) {
    const start = `require("../bin/load.cjs").load("main.cjs").${entry}()`;
    files.set(name, `${start}.then(({ run }) => run());\n`);
  }
  files.set("index.js", await library(esbuild));
  files.set("third-party-licenses.txt", licences(inputs));
  return true;
}

/** In the main file, the name of a package that is kept apart leads to the file that has it. */
const packagesApart = {
  name: "packages-apart",
  setup(build) {
    const homes = new Map(Object.entries(apart).flatMap(([name, ids]) => ids.map((id) => [id, name])));
    build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
      homes.has(path) ? { path, namespace: "apart" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => ({
      contents: `module.exports = require("./${homes.get(path)}")[${JSON.stringify(path)}];`,
      loader: "js",
    }));
  },
};

/** ASCII only, which is read faster, with a digest in the first line that tells builds apart. */
function sealed(text) {
  const plain = text.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `// ${createHash("sha256").update(plain).digest("hex").slice(0, 16)}\n${plain}`;
}

/** dist/index.js: an ES module with the names that src/index.ts exports. */
async function library(esbuild) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entries.index],
    outdir: "dist",
    write: false,
    bundle: true,
    // Its own lines name all that it exports.
    external: ["./*"],
    format: "esm",
    platform: "node",
    metafile: true,
    logLevel: "silent",
  });
  const names = Object.values(metafile.outputs).flatMap((output) =>
    output.entryPoint ? output.exports : [],
  );
  return `import loader from "../bin/load.cjs";

export const { ${names.sort().join(", ")} } = await loader.load("main.cjs").index();
`;
}

/** The packer is TypeScript, so that it shares the schemas of the program; bundled to be run here. */
async function loadPacker(esbuild) {
  const outfile = join(root, "node_modules", ".cache", "mcp-audit", `pack-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["scripts/pack.ts"],
    outfile,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** Licence texts of the packages whose code or data is in dist/. */
function licences(inputs) {
  const folders = new Set();
  for (const path of [...inputs, ...assets]) {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
    if (match) folders.add(match[0]);
  }
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? readFileSync(join(root, folder, file), "utf8").trim() : `License: ${license}`;
    return `${name} ${version}\n${"-".repeat(72)}\n${text}\n`;
  });
  return parts.join("\n\n");
}

function declare(log, into) {
  const run = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/typescript/bin/tsc"),
      ...["--noEmit", "false", "--emitDeclarationOnly", "--declaration"],
      ...["--outDir", join(into, "types"), "--rootDir", join(root, "src"), "--project"],
      join(root, "scripts/tsconfig.release.json"),
    ],
    { cwd: root, encoding: "utf8" },
  );
  if (run.status !== 0) log(run.stdout);
  return run.status === 0;
}

function replace(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
}

if (resolve(process.argv[1] ?? "") === import.meta.filename) {
  const flags = process.argv.slice(2);
  const started = performance.now();
  const options = { release: flags.includes("--release"), strict: flags.includes("--strict"), warn: true };
  if (await build(options)) {
    console.log(`built dist/ in ${Math.round(performance.now() - started)} ms`);
  } else {
    process.exitCode = 1;
  }
}
