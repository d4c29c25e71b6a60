/**
 * Parses Python in tests and prints what came out of it.
 *
 * `compact` writes each temp where it is used, so that a test reads close to the source:
 *
 *   t0 = getvar a; t1 = global repr; t2 = call t1(t0); return t2     return $repr(a)
 */
import { pythonFrontend } from "../../../src/frontends/python/index.js";
import { printFunction } from "../../../src/ir/printer.js";
import type { ClassIR, FunctionIR, ModuleIR } from "../../../src/ir/types.js";

/** The module and the notes of a piece of Python that may be broken. */
export async function parseBroken(text: string) {
  await pythonFrontend.prepare(text.length);
  const { module, notes } = pythonFrontend.parse({ path: "server.py", text });
  if (!module) throw new Error("no module");
  return { module, notes };
}

/** The module of a piece of Python, which must be read without a note and in full. */
export async function parseModule(text: string): Promise<ModuleIR> {
  const { module, notes } = await parseBroken(text);
  if (notes.length > 0) throw new Error(notes[0]!.message);
  if (module.unsupported.size > 0) throw new Error([...module.unsupported.keys()].join(", "));
  return module;
}

export function functionNamed(module: ModuleIR, name: string): FunctionIR {
  const fn = module.functions.find((each) => each.name === name && each.kind !== "class-body");
  if (!fn) throw new Error(`no function ${name}`);
  return fn;
}

export function classNamed(module: ModuleIR, name: string): ClassIR {
  const cls = module.classes.find((each) => each.name === name);
  if (!cls) throw new Error(`no class ${name}`);
  return cls;
}

/** The instructions of a function, one line each, with temps written out. */
export function compact(module: ModuleIR, fn: FunctionIR): string[] {
  const values = new Map<string, string>();
  const used = new Set<string>();
  const result: string[] = [];
  const expand = (text: string) =>
    text.replace(/\bt\d+\b/g, (temp) => {
      used.add(temp);
      return values.get(temp) ?? temp;
    });
  const pending: { temp: string; at: number; text: string }[] = [];
  for (const raw of printFunction(module, fn).split("\n").slice(1)) {
    const line = raw.trim();
    const assigned = /^(t\d+) = (.*)$/.exec(line);
    if (!assigned) {
      result.push(expand(line));
      continue;
    }
    const [, temp, instr] = assigned as unknown as [string, string, string];
    const text = /^["/]/.test(instr) ? instr : simplify(expand(instr));
    values.set(temp, text);
    pending.push({ temp, at: result.length, text });
  }
  // A value that nobody uses was computed for its effect.
  for (const { temp, at, text } of pending.reverse()) if (!used.has(temp)) result.splice(at, 0, text);
  return result.filter((line) => line !== "b0:" && line !== "return");
}

function simplify(text: string): string {
  const call = /^(?:call|decorate) (.*?)(?: self (.+?))?(?: \.(\w+))?$/.exec(text);
  if (call) {
    const [, target = "", self, method] = call;
    const own = self !== undefined && method !== undefined && target.startsWith(`${self}.${method}(`);
    return `${text.startsWith("decorate") ? "@" : ""}${target}${self === undefined || own ? "" : ` self ${self}`}`;
  }
  return text
    .replace(/^(?:getvar|load) /, "")
    .replace(/^global /, "$")
    .replace(
      /^(?:binary|logical|add|unary|iterate|select|default|import|array|object|func|rest|concat|await|yield\*?|class|caught|enter)\b.*$/,
      "($&)",
    )
    .replace(/^\((?:binary|logical) (.*)\)$/, "($1)");
}

/** Lowers statements inside `def f(a, b, c, xs, d)` and returns the compact lines of its body. */
export async function statements(text: string): Promise<string[]> {
  const indented = text
    .trim()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
  const module = await parseModule(`def f(a, b, c, xs, d):\n${indented}\n`);
  return compact(module, functionNamed(module, "f"));
}

/** Lowers one expression of `a`, `b`, `c`, `xs` and `d`. */
export async function expression(text: string): Promise<string> {
  const module = await parseModule(`def f(a, b, c, xs, d): return ${text}\n`);
  return compact(module, functionNamed(module, "f"))
    .join("; ")
    .replace(/^return /, "");
}
