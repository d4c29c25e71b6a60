/**
 * Generates TypeScript servers of a given size, always the same bytes for the same size.
 *
 * The files are meant to be ordinary: tools with schemas that call services, services that call
 * libraries and each other, pure functions of many shapes, types, routes. Values do flow from tools
 * to dangerous calls, some of them checked on the way, so that a scan has its usual work to do.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { libraryFile, routesFile, schemaFile, serviceFile, toolFile } from "./generated-files.mjs";

/** What file templates draw from. */
export class Dice {
  #state;

  constructor(seed, scale = 1) {
    this.scale = scale;
    this.#state = seed >>> 0;
    for (let round = 0; round < 8; round++) this.#next();
  }

  /** A number in [0, 1), the same row of them on every machine: a linear congruential generator's upper bits. */
  #next() {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return (this.#state >>> 8) / 2 ** 24;
  }

  /** An integer from `from` to `to`, both included. */
  between(from, to) {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  /** How many parts a file has: `between`, times the size of file that was asked for. */
  amount(from, to) {
    return this.between(from, to) * this.scale;
  }

  pick(list) {
    return list[Math.floor(this.#next() * list.length)];
  }

  chance(share) {
    return this.#next() < share;
  }
}

/**
 * What share of a server's files is what; the rest registers tools, two or three in a file. Servers with
 * more than twenty files have about one tool for each two files, smaller ones more.
 */
const mixes = {
  small: { schemas: 0.1, lib: 0.3, services: 0.25, routes: 0.05 },
  large: { schemas: 0.1, lib: 0.4, services: 0.27, routes: 0.05 },
};

/**
 * Writes one server of `count` source files under `folder`; returns the paths of the source files.
 * At scale 1 a file has 2.4 KB on average, as in small servers; large repositories have two to three times that.
 */
export function generateServer(folder, count, { seed = 1, scale = 1, mix = mixes.small } = {}) {
  const dice = new Dice(seed, scale);
  const files = new Map();
  const name = `server-${seed}`;
  files.set("package.json", manifest(name));
  files.set("tsconfig.json", tsconfig);

  const numbers = Object.fromEntries(
    Object.entries(mix).map(([part, share]) => [part, Math.max(1, Math.round((count - 1) * share))]),
  );
  numbers.tools = count - 1 - Object.values(numbers).reduce((a, b) => a + b);
  const makers = {
    schemas: schemaFile,
    lib: libraryFile,
    services: serviceFile,
    routes: routesFile,
    tools: toolFile,
  };
  for (const [part, make] of Object.entries(makers)) {
    for (let index = 0; index < numbers[part]; index++) {
      files.set(`src/${part}/${part}-${index}.ts`, make(dice, index, numbers));
    }
  }
  files.set("src/index.ts", entry(name, numbers));

  return writeFiles(folder, files, ".ts");
}

/** Writes files by their paths under `folder`; returns the paths of those that end in `ending`. */
export function writeFiles(folder, files, ending) {
  for (const [path, text] of files) writeFile(join(folder, path), text);
  return [...files.keys()].filter((path) => path.endsWith(ending)).map((path) => join(folder, path));
}

/** A workspace of servers with `count` source files in all. */
export function generateWorkspace(folder, count, perServer = 100) {
  const sources = [];
  writeFile(
    join(folder, "package.json"),
    `${JSON.stringify({ private: true, workspaces: ["packages/*"] })}\n`,
  );
  for (let seed = 1; sources.length < count; seed++) {
    const size = Math.min(perServer, count - sources.length);
    sources.push(
      ...generateServer(join(folder, "packages", `server-${seed}`), size, {
        seed,
        scale: 3,
        mix: mixes.large,
      }),
    );
  }
  return sources;
}

function writeFile(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function manifest(name) {
  const dependencies = {
    "@modelcontextprotocol/sdk": "1.20.0",
    axios: "1.7.0",
    express: "4.19.0",
    pg: "8.11.0",
    zod: "3.23.0",
  };
  return `${JSON.stringify({ name, version: "1.0.0", type: "module", main: "dist/index.js", dependencies }, null, 2)}\n`;
}

const tsconfig = `${JSON.stringify({ compilerOptions: { target: "es2022", module: "nodenext", outDir: "dist", strict: true } }, null, 2)}\n`;

function entry(name, numbers) {
  const each = (part) => Array.from({ length: numbers[part] }, (_, index) => index);
  return `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import express from "express";
${each("routes")
  .map((n) => `import { mountRoutes${n} } from "./routes/routes-${n}.js";`)
  .join("\n")}
${each("tools")
  .map((n) => `import { registerTools${n} } from "./tools/tools-${n}.js";`)
  .join("\n")}

const server = new McpServer({ name: "${name}", version: "1.0.0" });
${each("tools")
  .map((n) => `registerTools${n}(server);`)
  .join("\n")}

const app = express();
${each("routes")
  .map((n) => `mountRoutes${n}(app);`)
  .join("\n")}

if (process.argv.includes("--http")) {
  app.listen(3000, "127.0.0.1");
} else {
  await server.connect(new StdioServerTransport());
}
`;
}
