/**
 * What a value is when the user configures nothing: constants, and the defaults of environment variables,
 * command-line options and declared settings.
 *
 *   os.getenv("MCP_HOST", "0.0.0.0")          texts ["0.0.0.0"], configurable
 *   process.env.HOST || "127.0.0.1"           texts ["127.0.0.1"], configurable
 *   parser.add_argument("--host", default="0.0.0.0"); args.host
 */
import { chain, type Node } from "../taint/lineage.js";
import { lastName } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Summary } from "../taint/summary.js";
import { type ExtObj, isBottom, type Prim, type Value } from "../taint/values.js";
import type { SeenCalls } from "./seen.js";

export interface Setting {
  /** Constants that it may be. */
  readonly consts: readonly Prim[];
  /** It can be set from outside. */
  readonly configurable: boolean;
  /** It may also be something unknown. */
  readonly open: boolean;
}

const MAX_DEPTH = 6;
const TEXTUAL =
  /^(lower|upper|strip|lstrip|rstrip|trim|toLowerCase|toUpperCase|split|toString|replace|casefold)$/;
const PARSED =
  /\.(parse_args|parse_known_args|opts|optsWithGlobals|parse|parseSync|argv|parseArgs)\b|\.parseArgs\(\)\.values/;

/** Values that options take by default, by option name ("host"). */
export type OptionDefaults = ReadonlyMap<string, readonly Value[]>;

export class Settings {
  private options: OptionDefaults | undefined;

  constructor(private readonly calls: SeenCalls) {}

  of(v: Value): Setting {
    const out = { consts: new Set<Prim>(), configurable: false, open: false };
    this.collect(v, out, 0);
    return { consts: [...out.consts], configurable: out.configurable, open: out.open };
  }

  /** The texts among the constants. */
  texts(v: Value): readonly string[] {
    return this.of(v).consts.filter((c): c is string => typeof c === "string");
  }

  private collect(
    v: Value,
    out: { consts: Set<Prim>; configurable: boolean; open: boolean },
    depth: number,
  ): void {
    for (const c of v.consts) out.consts.add(c);
    if (v.unknown && v.refs.length === 0 && v.taints.length === 0) out.open = true;
    if (depth > MAX_DEPTH) return;
    for (const node of v.taints) {
      const { root } = node;
      if (this.parameter(node, out, depth)) continue;
      const kind = root.kind === "source" ? root.source.kind : undefined;
      if (kind !== "cli-input" && kind !== "environment" && kind !== "env-secret") {
        out.open = true;
        continue;
      }
      out.configurable = true;
      const prop = chain(node).find((n) => n.op?.op === "prop");
      if (prop?.op?.op === "prop") this.option(prop.op.name, out, depth);
    }
    for (const r of v.refs) {
      if (r.kind === "array") this.collect(this.calls.m.heap.readAll(r), out, depth + 1);
      else if (r.kind === "ext") this.external(r, out, depth);
      else out.open = true;
    }
  }

  /** A parameter that bears the name of a declared option: `@option("--host", default=...) def main(host)`. */
  private parameter(
    { root }: Node,
    out: { consts: Set<Prim>; configurable: boolean; open: boolean },
    depth: number,
  ): boolean {
    if (root.kind !== "param") return false;
    const name = (root.owner as Summary).fn.fn.params[Number(root.position)]?.name;
    if (name === undefined || !this.optionDefaults().has(optionKey(name))) return false;
    out.configurable = true;
    this.option(name, out, depth);
    return true;
  }

  private external(
    r: ExtObj,
    out: { consts: Set<Prim>; configurable: boolean; open: boolean },
    depth: number,
  ): void {
    const { call } = r;
    const name = lastName(r.path.replace(/\(\)$/, ""));
    if (
      /(^|\.)(process\.env|environ|Deno\.env|Bun\.env|import\.meta\.env)\b/.test(r.path) ||
      /\bgetenv\(\)$/.test(r.path)
    ) {
      out.configurable = true;
      for (const fallback of call === undefined ? [] : [call.args[1], call.names.get("default")])
        if (fallback !== undefined) this.collect(fallback, out, depth + 1);
      return;
    }
    if (call !== undefined && TEXTUAL.test(name) && call.self !== undefined && !isBottom(call.self)) {
      this.collect(call.self, out, depth + 1);
      return;
    }
    if (PARSED.test(r.path)) {
      out.configurable = true;
      this.option(name, out, depth);
      return;
    }
    // Declared settings: Field(default=...), Option("...", ...), a default in a schema.
    const declared =
      call?.names.get("default") ?? (/^(Field|Option|Argument)$/.test(name) ? call?.args[0] : undefined);
    if (declared !== undefined) {
      out.configurable = true;
      this.collect(declared, out, depth + 1);
      return;
    }
    out.open = true;
  }

  private option(
    name: string,
    out: { consts: Set<Prim>; configurable: boolean; open: boolean },
    depth: number,
  ): void {
    const defaults = this.optionDefaults().get(optionKey(name));
    for (const v of defaults ?? []) this.collect(v, out, depth + 1);
    if (defaults === undefined) out.open = true;
  }

  private optionDefaults(): OptionDefaults {
    this.options ??= readOptions(this.calls);
    return this.options;
  }

  /** Defaults of the option of this name, whatever parses it. */
  named(name: string): Setting | undefined {
    const defaults = this.optionDefaults().get(optionKey(name));
    if (defaults === undefined) return undefined;
    const out = { consts: new Set<Prim>(), configurable: true, open: false };
    for (const v of defaults) this.collect(v, out, 1);
    return { consts: [...out.consts], configurable: true, open: out.open };
  }
}

const optionKey = (name: string): string => name.replace(/^-+/, "").replace(/[-_]/g, "").toLowerCase();

/** Options that calls declare: `add_argument("--host", default=...)`, `.option("--host <h>", "...", "...")`. */
function readOptions(calls: SeenCalls): OptionDefaults {
  const out = new Map<string, Value[]>();
  const add = (name: string, v: Value | undefined) => {
    if (v === undefined || isBottom(v)) return;
    const key = optionKey(name);
    const list = out.get(key);
    if (list === undefined) out.set(key, [v]);
    else list.push(v);
  };
  for (const call of calls.all) {
    const method = lastName(call.path.replace(/\(\)$/, ""));
    if (method === "parseArgs") {
      for (const options of call.args[0]?.refs ?? [])
        eachCell(calls, options.cells.get("options")?.value, (name, spec) =>
          add(name, cell(spec, "default")),
        );
      continue;
    }
    if (!/^(add_argument|add_option|option|options|requiredOption|addOption|default)$/i.test(method))
      continue;
    for (const name of optionNames(call)) add(name, defaultOf(call));
    if (method === "options") eachCell(calls, call.args[0], (name, spec) => add(name, cell(spec, "default")));
  }
  return out;
}

/** Long names in the first arguments of a call. */
function optionNames(call: CallRecord): string[] {
  const names: string[] = [];
  for (const arg of call.args.slice(0, 3)) {
    for (const c of arg.consts) {
      if (typeof c !== "string") continue;
      const long =
        /(?:^|[\s,/])--([\w-]+)/.exec(c)?.[1] ??
        (arg === call.args[0] && /^\w[\w-]*$/.test(c) ? c : undefined);
      if (long !== undefined) names.push(long);
    }
  }
  return names;
}

function defaultOf(call: CallRecord): Value | undefined {
  const named = call.names.get("default");
  if (named !== undefined) return named;
  for (const arg of call.args.slice(1)) {
    const v = cell(arg, "default");
    if (v !== undefined) return v;
  }
  // commander: flags, description, default
  const last = call.args[call.args.length - 1];
  return call.args.length >= 3 &&
    last !== undefined &&
    last.consts.length > 0 &&
    /^--|^-\w,/.test(String(call.args[0]?.consts[0]))
    ? last
    : undefined;
}

function cell(v: Value, key: string): Value | undefined {
  for (const r of v.refs) {
    const found = r.kind === "object" ? r.cells.get(key)?.value : undefined;
    if (found !== undefined && !isBottom(found)) return found;
  }
  return undefined;
}

function eachCell(calls: SeenCalls, v: Value | undefined, visit: (name: string, value: Value) => void): void {
  void calls;
  for (const r of v?.refs ?? [])
    if (r.kind === "object")
      for (const [name, c] of r.cells) if (!name.startsWith("%") && name !== "*") visit(name, c.value);
}
