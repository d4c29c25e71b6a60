/** Templates of the generated servers' files; each draws its shape from the dice. */

export const nouns = [
  "account",
  "branch",
  "commit",
  "document",
  "event",
  "folder",
  "invoice",
  "issue",
  "job",
  "label",
]
  .concat(["member", "message", "node", "order", "page", "project", "query", "record", "report", "session"])
  .concat([
    "snapshot",
    "table",
    "task",
    "ticket",
    "token",
    "user",
    "vector",
    "volume",
    "window",
    "workspace",
  ]);
export const verbs = [
  "build",
  "check",
  "collect",
  "convert",
  "create",
  "describe",
  "expand",
  "export",
  "fetch",
  "filter",
]
  .concat(["find", "format", "group", "import", "list", "load", "merge", "move", "parse", "read"])
  .concat(["remove", "rename", "render", "resolve", "save", "scan", "search", "sort", "split", "update"]);

export const capital = (word) => word[0].toUpperCase() + word.slice(1);
export const times = (count, make, between = "\n\n") =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

/** Zod schemas, interfaces and enums. */
export function schemaFile(dice, index) {
  const schemas = times(dice.amount(2, 5), (n) => {
    const noun = dice.pick(nouns);
    const fields = times(dice.between(3, 9), (f) => {
      const type = dice.pick([
        "z.string()",
        "z.string().min(1).max(200)",
        "z.number().int().positive()",
        "z.boolean().default(false)",
        `z.enum(["${dice.pick(verbs)}", "${dice.pick(verbs)}x"])`,
        "z.array(z.string()).optional()",
        `z.string().describe("The ${noun} to work on, as it is shown in the list")`,
      ]);
      return `  ${dice.pick(nouns)}${f}: ${type},`;
    }).replaceAll("\n\n", "\n");
    return `export const ${noun}Schema${n} = z.object({
${fields}
});

export type ${capital(noun)}${n} = z.infer<typeof ${noun}Schema${n}>;

export interface ${capital(noun)}Page${n} {
  readonly items: readonly ${capital(noun)}${n}[];
  readonly next?: string | undefined;
  readonly total: number;
}`;
  });
  return `import { z } from "zod";

${schemas}

export enum State${index} {
  Open = "open",
  Closed = "closed",
  Unknown = "unknown",
}
`;
}

/** Pure functions: loops, switches, destructuring, closures, regular expressions, recursion. */
export function libraryFile(dice, index, numbers) {
  const other = dice.between(0, numbers.lib - 1);
  const uses = other !== index && dice.chance(0.6);
  const body = times(dice.amount(3, 8), (n) => dice.pick(libraryShapes)(dice, n, uses ? other : undefined));
  const head = uses ? `import { normalize${other} } from "./lib-${other}.js";\n\n` : "";
  return `${head}/** Brings a name into the form that the rest of the program expects. */
export function normalize${index}(value: string, limit = ${dice.between(20, 400)}): string {
  const trimmed = value.trim().replace(/\\s+/g, " ");
  return trimmed.length > limit ? \`\${trimmed.slice(0, limit)}...\` : trimmed;
}

${body}
`;
}

const libraryShapes = [
  (dice, n, other) => {
    const noun = dice.pick(nouns);
    return `export function ${dice.pick(verbs)}${capital(noun)}${n}(items: readonly { id: string; name: string; size?: number }[]) {
  const groups = new Map<string, { count: number; size: number }>();
  for (const { name, size = ${dice.between(0, 9)} } of items) {
    const key = ${other === undefined ? "name.toLowerCase()" : `normalize${other}(name)`};
    const group = groups.get(key) ?? { count: 0, size: 0 };
    group.count += 1;
    group.size += size;
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, group]) => ({ name, ...group }));
}`;
  },
  (dice, n) => {
    const cases = Array.from(
      { length: dice.between(3, 8) },
      (_, c) =>
        `    case "${dice.pick(verbs)}-${c}":\n      return \`${dice.pick(nouns)} \${value} in ${dice.pick(nouns)}\`;`,
    ).join("\n");
    return `export function describe${n}(action: string, value: string): string {
  switch (action) {
${cases}
    default:
      throw new Error(\`unknown action: \${action}\`);
  }
}`;
  },
  (
    dice,
    n,
  ) => `export async function retry${n}<T>(work: (attempt: number) => Promise<T>, attempts = ${dice.between(2, 6)}): Promise<T> {
  let last: unknown;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, ${dice.between(50, 500)} * attempt));
    }
  }
  throw last instanceof Error ? last : new Error(String(last));
}`,
  (dice, n) => `export function parseLines${n}(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const line of text.split(/\\r?\\n/)) {
    const match = /^([A-Za-z_][\\w.-]{0,${dice.between(20, 80)}})\\s*[:=]\\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, key = "", raw = ""] = match;
    result[key] = raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
  }
  return result;
}`,
  (
    dice,
    n,
  ) => `export function flatten${n}(value: unknown, prefix = "${dice.pick(nouns)}", depth = 0): [string, string][] {
  if (depth > ${dice.between(4, 12)} || value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each, at) => flatten${n}(each, \`\${prefix}[\${at}]\`, depth + 1));
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([key, each]) => flatten${n}(each, \`\${prefix}.\${key}\`, depth + 1));
  }
  return [[prefix, String(value)]];
}`,
  (
    dice,
    n,
  ) => `export const table${n} = (rows: readonly Record<string, unknown>[], columns: readonly string[] = ["${dice.pick(nouns)}", "${dice.pick(nouns)}"]) => {
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => String(row[column] ?? "").length)));
  const print = (cells: readonly string[]) => cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ");
  return [print(columns), ...rows.map((row) => print(columns.map((column) => String(row[column] ?? "-"))))].join("\\n");
};`,
];

/** A class over one library, with helpers of its own and a base directory or client in a field. */
export function serviceFile(dice, index, numbers) {
  const shape = serviceShapes[index % serviceShapes.length];
  const lib = dice.between(0, numbers.lib - 1);
  const extra = times(dice.amount(1, 4), (n) => {
    const noun = dice.pick(nouns);
    return `  /** Summary of a ${noun}, for lists. */
  ${dice.pick(verbs)}${capital(noun)}${n}(input: { id: string; tags?: string[]; limit?: number }): string {
    const { id, tags = [], limit = ${dice.between(5, 50)} } = input;
    const shown = tags.filter((tag) => tag.length > 0 && !tag.startsWith("_")).slice(0, limit);
    const key = [normalize${lib}(id), ...shown].join(":");
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const text = shown.length > 0 ? \`\${id} (\${shown.join(", ")})\` : id;
    this.cache.set(key, text);
    return text;
  }`;
  });
  return shape(index, `import { normalize${lib} } from "../lib/lib-${lib}.js";`, extra);
}

const serviceShapes = [
  (index, imports, extra) => `import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
${imports}

export class Service${index} {
  private readonly cache = new Map<string, string>();

  constructor(private readonly base: string = process.env.DATA_DIR ?? "/srv/data") {}

  private locate(name: string): string {
    const target = path.resolve(this.base, name);
    if (!target.startsWith(this.base + path.sep)) throw new Error("outside of the data folder");
    return target;
  }

  async run(name: string): Promise<string> {
    return readFile(this.locate(name), "utf8");
  }

  async store(name: string, text: string): Promise<void> {
    await writeFile(path.join(this.base, name), text);
  }

  async all(): Promise<string[]> {
    const entries = await readdir(this.base, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }

${extra}
}
`,
  (index, imports, extra) => `import { execFile } from "node:child_process";
import { promisify } from "node:util";
${imports}

const execFileAsync = promisify(execFile);

export class Service${index} {
  private readonly cache = new Map<string, string>();

  constructor(private readonly cwd = process.cwd()) {}

  async run(ref: string): Promise<string> {
    if (!/^[\\w./]+$/.test(ref) || ref.startsWith("-")) throw new Error(\`not a reference: \${ref}\`);
    const { stdout } = await execFileAsync("git", ["log", "--oneline", "-n", "20", ref, "--"], { cwd: this.cwd });
    return stdout;
  }

  async store(message: string, file: string): Promise<void> {
    await execFileAsync("git", ["commit", "-m", message, "--", file], { cwd: this.cwd });
  }

${extra}
}
`,
  (index, imports, extra) => `import axios, { type AxiosInstance } from "axios";
${imports}

export class Service${index} {
  private readonly cache = new Map<string, string>();
  private readonly client: AxiosInstance;

  constructor(token = process.env.API_TOKEN ?? "") {
    this.client = axios.create({ baseURL: "https://api.example.com", headers: { authorization: \`Bearer \${token}\` } });
  }

  async run(id: string): Promise<string> {
    const { data } = await this.client.get(\`/items/\${encodeURIComponent(id)}\`, { timeout: 10_000 });
    return JSON.stringify(data);
  }

  async store(id: string, body: string): Promise<void> {
    await this.client.put(\`/items/\${id}\`, { body });
  }

${extra}
}
`,
  (index, imports, extra) => `import pg from "pg";
${imports}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export class Service${index} {
  private readonly cache = new Map<string, string>();

  async run(name: string): Promise<string> {
    const { rows } = await pool.query("select id, name from records where name = $1 limit 50", [name]);
    return rows.map((row: { name: string }) => row.name).join("\\n");
  }

  async store(table: string, value: string): Promise<void> {
    await pool.query(\`insert into \${table} (value) values ($1)\`, [value]);
  }

${extra}
}
`,
];

/** Tools whose handlers call a service and some plain functions. */
export function toolFile(dice, index, numbers) {
  const service = dice.between(0, numbers.services - 1);
  const lib = dice.between(0, numbers.lib - 1);
  const tools = times(dice.between(1, 4), (n) => {
    const verb = dice.pick(verbs);
    const noun = dice.pick(nouns);
    const action = dice.chance(0.25)
      ? `await service.store(${noun}, note ?? "");\n        return reply(\`stored \${${noun}}\`);`
      : `return reply(await service.run(${noun}));`;
    return `  server.registerTool(
    "${verb}_${noun}_${index}_${n}",
    {
      description: "${capital(verb)}s one ${noun} and returns it as text, with at most limit lines.",
      inputSchema: {
        ${noun}: z.string().describe("Name of the ${noun}"),
        note: z.string().optional(),
        limit: z.number().int().min(1).max(${dice.between(10, 500)}).default(20),
      },
    },
    async ({ ${noun}, note, limit }) => {
      try {
        if (${noun}.length > ${dice.between(50, 300)}) return failure("the ${noun} is too long");
        const label = normalize${lib}(note ?? ${noun}, limit);
        log.push({ at: Date.now(), label });
        ${action}
      } catch (error) {
        return failure(error instanceof Error ? error.message : "unknown error");
      }
    },
  );`;
  });
  return `import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { normalize${lib} } from "../lib/lib-${lib}.js";
import { Service${service} } from "../services/services-${service}.js";

const service = new Service${service}();
const log: { at: number; label: string }[] = [];

const reply = (text: string) => ({ content: [{ type: "text" as const, text }] });
const failure = (text: string) => ({ ...reply(text), isError: true });

export function registerTools${index}(server: McpServer): void {
${tools}
}
`;
}

/** Express routes of the server's own HTTP side. */
export function routesFile(dice, index, numbers) {
  const service = dice.between(0, numbers.services - 1);
  const routes = times(dice.amount(2, 6), (n) => {
    const noun = dice.pick(nouns);
    return `  app.get("/${noun}s-${index}-${n}/:id", async (request: Request, response: Response) => {
    const { id = "" } = request.params;
    const page = Number.parseInt(String(request.query.page ?? "1"), 10);
    if (!Number.isFinite(page) || page < 1) {
      response.status(400).json({ error: "page must be a positive number" });
      return;
    }
    response.json({ page, text: await service.run(id) });
  });`;
  });
  return `import type { Express, Request, Response } from "express";
import { Service${service} } from "../services/services-${service}.js";

const service = new Service${service}();

export function mountRoutes${index}(app: Express): void {
${routes}
}
`;
}
