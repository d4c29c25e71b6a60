/**
 * What a value is made of, as far as it can be said without running anything: the constant folder in front of
 * a caller's name, the host of an address whose path is computed.
 *
 *   path.join(ROOT, name)              { text: "/srv/notes/…", by: "caller" }
 *   `https://api.example.org/${id}`    { text: "https://api.example.org/…", by: "caller" }
 *   process.env.DB ?? "notes.db"       { text: "notes.db", by: "setting" }
 *
 * Parameters of helpers are followed back through the calls that lead to the place, and no further than that.
 * `…` stands for what is not known.
 */
import type { Decider } from "../findings/inventory.js";
import type { Language } from "../ir/types.js";
import type { FlowOp } from "../models/types.js";
import type { SeenCalls } from "../server/seen.js";
import type { Settings } from "../server/settings.js";
import { chain, ENCODED, HOLE, type Node } from "../taint/lineage.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Summary } from "../taint/summary.js";
import type { ExtObj, Obj, Value } from "../taint/values.js";

export interface Subject {
  readonly text: string;
  readonly by: Decider;
}

export const ANY = "…";
const MOST = 8;
/** Lineages and objects that are looked at for one value; values of large programs are made of thousands. */
const MAX_VISITS = 400;
const UNKNOWN_SUBJECT: readonly Subject[] = [{ text: ANY, by: "unknown" }];
const MAX_DEPTH = 6;
const RANK: Readonly<Record<Decider, number>> = { constant: 0, setting: 1, unknown: 2, caller: 3 };
const PLACES = { home: "~", temp: "$TMPDIR", cwd: ".", own: "(package)" } as const;

/** Operations whose result is, for this purpose, what went in. */
const KEEPS: ReadonlySet<FlowOp> = new Set([
  "identity",
  "trim",
  "validated",
  "path-resolve",
  "path-normalize",
  "realpath",
  "path-expand",
  "url-parse",
  "url-encode-uri",
]);

const KNOWN_TO_CALLER: ReadonlySet<string> = new Set([
  "tool-input",
  "resource-input",
  "prompt-input",
  "http-input",
  "remote-input",
  "tool-output",
  "tool-name",
]);

export class Subjects {
  private readonly byPlace = new Map<Site, CallRecord[]>();
  /** What was found for the value at hand; a part that is made of itself is not known. */
  private known = new Map<Node | Obj, readonly Subject[]>();

  constructor(
    private readonly calls: SeenCalls,
    private readonly settings: Settings,
  ) {
    for (const call of calls.all) {
      const list = this.byPlace.get(call.site);
      if (list === undefined) this.byPlace.set(call.site, [call]);
      else list.push(call);
    }
  }

  /** What the value may be; `way` are the places of the calls that lead to it. */
  of(v: Value | undefined, way: readonly Site[] = []): readonly Subject[] {
    const out = new Map<string, Subject>();
    this.known = new Map();
    if (v !== undefined) this.collect(v, new Set(way), out, 0);
    if (out.size === 0) add(out, { text: ANY, by: "unknown" });
    return [...out.values()].slice(0, MOST);
  }

  private collect(v: Value, way: ReadonlySet<Site>, out: Map<string, Subject>, depth: number): void {
    for (const c of v.consts)
      if (typeof c === "string")
        add(out, { text: shown(c), by: c.includes(HOLE) || c.includes(ENCODED) ? "unknown" : "constant" });
    for (const node of v.taints) for (const subject of this.ofNode(node, way, depth)) add(out, subject);
    for (const r of v.refs) for (const subject of this.ofObject(r, way, depth)) add(out, subject);
    if (v.unknown && v.refs.length === 0 && v.taints.length === 0 && v.consts.length === 0)
      add(out, { text: ANY, by: "unknown" });
  }

  private ofNode(node: Node, way: ReadonlySet<Site>, depth: number): readonly Subject[] {
    return this.once(node, depth, () => {
      let starts = this.rootOf(node, way, depth);
      for (const step of chain(node))
        starts = starts.flatMap((start) => this.after(start, step, way, depth)).slice(0, MOST);
      return starts;
    });
  }

  /** Looks at each part once, and at no more of them than is worth it. */
  private once(part: Node | Obj, depth: number, find: () => readonly Subject[]): readonly Subject[] {
    const before = this.known.get(part);
    if (before !== undefined) return before;
    if (depth > MAX_DEPTH || this.known.size > MAX_VISITS) return UNKNOWN_SUBJECT;
    this.known.set(part, UNKNOWN_SUBJECT);
    const found = find();
    this.known.set(part, found);
    return found;
  }

  /** What stands at the beginning of a lineage. */
  private rootOf(node: Node, way: ReadonlySet<Site>, depth: number): readonly Subject[] {
    const { root } = node;
    if (root.kind === "source") {
      const { kind } = root.source;
      if (KNOWN_TO_CALLER.has(kind)) return [{ text: ANY, by: "caller" }];
      if (kind !== "environment" && kind !== "env-secret" && kind !== "cli-input")
        return [{ text: ANY, by: "unknown" }];
      const name = chain(node).find((n) => n.op?.op === "prop")?.op;
      const texts = this.settings.of({ refs: [], consts: [], taints: [node], unknown: false }).consts;
      const known = texts.filter((text): text is string => typeof text === "string");
      if (known.length > 0) return known.map((text) => ({ text, by: "setting" }));
      return [
        { text: name?.op === "prop" && kind !== "cli-input" ? `$${name.name}` : "(argument)", by: "setting" },
      ];
    }
    const bindings = (root.owner as Summary).bindings.get(root.position) ?? [];
    const near = bindings.filter((b) => way.has(b.site));
    const out = (near.length > 0 ? near : bindings)
      .slice(0, MOST)
      .flatMap((b) => this.ofNode(b.node, way, depth + 1));
    return out.length > 0 ? out : [{ text: ANY, by: "unknown" }];
  }

  /** What one operation makes of it. */
  private after(
    start: Subject,
    { op, site }: Node,
    way: ReadonlySet<Site>,
    depth: number,
  ): readonly Subject[] {
    if (op === undefined || op.op === "prop" || op.op === "schema") return [start];
    if (op.op === "concat")
      return [{ ...start, text: tidy(shown(op.before) + start.text + shown(op.after)) }];
    if (op.flow === "path-join" || op.flow === "path-resolve") {
      const joined = site === undefined ? undefined : this.joinedAt(site, start, way, depth);
      if (joined !== undefined) return joined;
      return [
        (op.base === "fixed" || op.base === "root") && !start.text.startsWith("/")
          ? { ...start, text: ANY }
          : start,
      ];
    }
    if (KEEPS.has(op.flow)) return [start];
    return [{ ...start, text: ANY }];
  }

  /** The call that put a path together, with the part in question as it is. */
  private joinedAt(
    site: Site,
    part: Subject,
    way: ReadonlySet<Site>,
    depth: number,
  ): readonly Subject[] | undefined {
    const call = this.byPlace.get(site)?.find((each) => this.joins(each.path, site.module.language));
    if (call === undefined) return undefined;
    const pieces = call.args.map((arg) =>
      arg.taints.length > 0 && !isSetting(arg) ? [part] : this.piece(arg, way, depth),
    );
    return combine(pieces);
  }

  private piece(v: Value, way: ReadonlySet<Site>, depth: number): readonly Subject[] {
    const out = new Map<string, Subject>();
    this.collect(v, way, out, depth + 1);
    return [...out.values()];
  }

  private joins(path: string, language: Language): boolean {
    const flows = this.calls.m.model(language).call(path)?.flows ?? [];
    return flows.some((row) => row.op === "path-join" || row.op === "path-resolve");
  }

  /** A value from outside: a place of the machine, or made by a call whose parts are known. */
  private ofObject(r: Obj, way: ReadonlySet<Site>, depth: number): readonly Subject[] {
    return r.kind === "ext" ? this.once(r, depth, () => this.ofExternal(r, way, depth)) : [];
  }

  private ofExternal(r: ExtObj, way: ReadonlySet<Site>, depth: number): readonly Subject[] {
    const language = r.site?.module.language ?? "javascript";
    const model = this.calls.m.model(language);
    const place = model.place(r.path);
    if (place === "interpreter") return [{ text: language === "python" ? "python" : "node", by: "constant" }];
    if (place !== undefined && place !== "program") return [{ text: PLACES[place], by: "constant" }];
    const variable = /(?:^|\.)(?:process\.env|environ)\.(\w+)$/.exec(r.path)?.[1];
    if (variable !== undefined) return [{ text: `$${variable}`, by: "setting" }];
    if (r.call === undefined) return [];
    const ops = new Set((model.call(r.call.callee)?.flows ?? []).map((row) => row.op ?? "identity"));
    const given = [
      ...(r.call.self === undefined || language === "javascript" ? [] : [r.call.self]),
      ...r.call.args,
    ];
    if (ops.has("path-join") || ops.has("path-resolve"))
      return combine(given.map((arg) => this.piece(arg, way, depth)));
    if ([...ops].some((op) => KEEPS.has(op)) && given[0] !== undefined)
      return this.piece(given[0], way, depth);
    const setting = this.settings.of({ refs: [r], consts: [], taints: [], unknown: false });
    const texts = setting.consts.filter((c): c is string => typeof c === "string");
    return texts.map((text) => ({ text, by: setting.configurable ? "setting" : "constant" }));
  }
}

/** A path of several pieces, each of which may be several things. An absolute piece starts anew. */
function combine(pieces: readonly (readonly Subject[])[]): readonly Subject[] {
  let out: Subject[] = [{ text: "", by: "constant" }];
  for (const options of pieces) {
    const parts: readonly Subject[] = options.length === 0 ? [{ text: ANY, by: "unknown" }] : options;
    out = out
      .flatMap((head) =>
        parts.map((part) => ({ text: joined(head.text, part.text), by: worse(head.by, part.by) })),
      )
      .slice(0, MOST);
  }
  return out;
}

function joined(head: string, part: string): string {
  // A variable or an argument that holds a path holds a whole one more often than a part.
  if (head === "" || /^(?:[/~$]|\(argument\))/.test(part)) return part;
  return tidy(`${head.replace(/\/+$/, "")}/${part.replace(/^\.\//, "")}`);
}

const worse = (a: Decider, b: Decider): Decider => (RANK[a] >= RANK[b] ? a : b);

const shown = (text: string): string => text.replaceAll(HOLE, ANY).replaceAll(ENCODED, ANY);

const tidy = (text: string): string => text.replace(/…{2,}/g, ANY);

/** Does the value come from the environment or the command line alone? */
function isSetting(v: Value): boolean {
  return v.taints.every(
    ({ root }) =>
      root.kind === "source" && ["environment", "env-secret", "cli-input"].includes(root.source.kind),
  );
}

function add(out: Map<string, Subject>, { text, by }: Subject): void {
  const subject = { text: shown(text), by };
  const known = out.get(subject.text);
  if (known === undefined || RANK[subject.by] > RANK[known.by]) out.set(subject.text, subject);
}
