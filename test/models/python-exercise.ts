/**
 * Writes a server that reaches every sink row of the Python models, one tool a row and call, so that a row
 * nobody can reach (a wrong path, a receiver that another row renames) is noticed.
 *
 * Only positions and paths are exercised. Whether a row tells the truth about its library is a matter of
 * reading the library's documentation; no test can tell.
 */
import type { ModelFile, SinkRow } from "../../src/models/types.js";

/** A dangerous call in the written server. */
export interface ExercisedCall {
  /** Access path with package, as the row names it. */
  readonly path: string;
  readonly kind: string;
  /** 1-based. */
  readonly line: number;
}

export interface Exercise {
  readonly text: string;
  readonly calls: readonly ExercisedCall[];
}

/** What a caller's value looks like where a sink of this kind takes it. */
const VALUES: Record<string, string> = {
  "os-command": 'f"ls {x}"',
  code: 'f"run({x})"',
  sql: 'f"SELECT a FROM {x}"',
  html: 'f"<p>{x}</p>"',
  "program-args": '["git", "show", x]',
};

/** A server in Python that calls everything the sink rows of `models` name. */
export function exerciseSinks(models: readonly ModelFile[]): Exercise {
  const imports = new Set<string>();
  const body: string[] = [];
  const calls: ExercisedCall[] = [];
  for (const model of models) {
    const owner = model.packages[0] ?? "";
    if (!owner.startsWith("%") && owner !== "builtins") imports.add(owner.replace(/\.[A-Z].*$/, ""));
    for (const row of model.sinks ?? []) {
      for (const call of typeof row.call === "string" ? [row.call] : row.call) {
        body.push(
          "",
          "",
          "@app.tool()",
          `def tool_${calls.length}(x: str):`,
          `    ${expression(owner, call, row)}`,
        );
        calls.push({ path: pathOf(owner, call), kind: row.kind, line: body.length });
      }
    }
  }
  const head = [
    ...[...imports].sort().map((name) => `import ${name}`),
    "from mcp.server.fastmcp import FastMCP",
    "",
    'app = FastMCP("rows")',
    "unknown = None",
    "",
    "",
    "def use(made):",
    "    global unknown",
    "    unknown = made",
  ];
  const moved = calls.map((call) => ({ ...call, line: call.line + head.length }));
  return { text: `${[...head, ...body].join("\n")}\n`, calls: moved };
}

const pathOf = (owner: string, call: string): string =>
  call === "" || call.startsWith("(") ? owner + call : `${owner}.${call}`;

/** The call as Python, with the caller's value `x` where the row says. */
function expression(owner: string, call: string, row: SinkRow): string {
  const plain = row.text === "cypher" ? 'f"MATCH (n) WHERE {x} RETURN n"' : (VALUES[row.kind] ?? "x");
  // Where the value itself has to be of a type, it is made so.
  const type = row.when?.at === row.arg ? String(row.when.is?.[0]) : "";
  const value = type.endsWith("()") ? `${type.slice(0, -1)}${plain})` : plain;
  const [position = ""] = String(row.arg).split("|");
  let callee = pathOf(owner, call)
    .replace("**.", "made().part.")
    .replace(/^builtins\./, "");
  if (owner.startsWith("%")) callee = position === "this" ? `x.${call}` : `unknown.${call}`;
  else if (position === "this") callee = insertLast(callee, value);
  if (row.inputOf === "this") callee = callee.replace("()", '("bash")');
  const args: string[] = row.inputOf === "call" ? ['"bash"'] : [];
  const indexed = /^(\d+)(\.\.|\[\]|\.\w+)?$/.exec(position);
  if (indexed !== null) {
    const [, index = "0", rest = ""] = indexed;
    for (let i = 0; i < Number(index); i++)
      args.push(String(row.program).startsWith(String(i)) ? '"git"' : '"a"');
    if (rest === "[]") args.push(`(${value}, 80)`);
    else if (rest === ".." && row.kind === "program-args") args.push("x");
    else if (rest.startsWith(".") && rest !== "..") args.push(`{"${rest.slice(1)}": ${value}}`);
    else args.push(value);
  } else if (position === "*") args.push(value);
  else if (position.startsWith("kw:")) args.push(named(position.slice(3), value));
  const program = String(row.program ?? "").split("|")[0] ?? "";
  if (program.startsWith("kw:") && program !== position) args.push(`${program.slice(3)}="git"`);
  addOption(args, row);
  return `${callee}(${args.join(", ")})`;
}

/** `headers.Authorization` is a key of a dictionary. */
function named(position: string, value: string): string {
  const [name = "", key] = position.split(".");
  return key === undefined ? `${name}=${value}` : `${name}={"${key}": ${value}}`;
}

/** Puts `value` into the last pair of parentheses: the receiver is made of it. */
function insertLast(path: string, value: string): string {
  const at = path.lastIndexOf("()") + 1;
  return at === 0 ? path : path.slice(0, at) + value + path.slice(at);
}

/** Gives the option that the row depends on the first value that makes it apply. */
function addOption(args: string[], row: SinkRow): void {
  const wanted = row.when?.not?.includes(null) === true ? "other" : row.when?.is?.[0];
  // An option that is not given counts as null.
  if (row.when === undefined || row.when.at === row.arg || wanted === undefined || wanted === null) return;
  const literal = typeof wanted === "boolean" ? (wanted ? "True" : "False") : literalOf(String(wanted));
  const places = String(row.when.at).split("|");
  const named = places.find((place) => place.startsWith("kw:"));
  if (named !== undefined) args.push(`${named.slice(3)}=${literal}`);
  else args[Number(places[0])] = literal;
}

/** A constant, or a dotted name where the row compares with one (`yaml.UnsafeLoader`). */
const literalOf = (text: string): string => (/^\w+(\.\w+)+$/.test(text) ? text : JSON.stringify(text));
