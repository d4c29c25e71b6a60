/** Records tainted values at positions that the models call dangerous. */
import type { SinkRow, SourceKind } from "../models/types.js";
import { deepTaints, type ModelCall, rangeOf, readPosition } from "./arguments.js";
import { asLogged } from "./as-text.js";
import { ancestry, memberKey } from "./definitions.js";
import type { Node, ParamRoot } from "./lineage.js";
import { type Frame, lastName, type Machine } from "./machine.js";
import { isNoPage, isOtherType, isTypedPage } from "./media.js";
import { moved } from "./returned.js";
import { holds } from "./row-conditions.js";
import type { Site } from "./site.js";
import {
  argvOf,
  commandFollows,
  fetcherOf,
  programOf,
  readsProgram,
  scriptOf,
  shellRow,
  wordOf,
} from "./started.js";
import type { Binding, HitRow, Summary } from "./summary.js";
import { type TemplateWords, templateWords } from "./template-words.js";
import { type ClassObj, isBottom, onlyConst, type Value } from "./values.js";

export function recordSinks(m: Machine, call: ModelCall, rows: readonly SinkRow[]): void {
  for (const row of rows) {
    if (!applies(m, call, row) || (row.kind === "html" && isNoPage(m, call, row))) continue;
    if (row.inputOf !== undefined) {
      recordInput(m, call, row, row.inputOf);
      continue;
    }
    if (row.kind === "program-args") {
      recordArgv(m, call, row);
      continue;
    }
    const values = rangeOf(call, row.arg) ?? [readPosition(m, call, row.arg)];
    for (const given of values) {
      if (given === undefined) continue;
      let v = row.kind === "log" ? asLogged(m, call, given) : given;
      if (row.listed === true && v.refs.some((r) => r.kind === "array")) {
        recordArgv(m, call, { ...row, kind: "program-args", program: row.arg });
        v = { ...v, refs: v.refs.filter((r) => r.kind !== "array") };
        if (v.consts.length === 0) continue;
      }
      const nodes = nodesAt(m, call, row, v);
      if (nodes.length === 0) continue;
      const watched = isWatched(m, call, row);
      const met: HitRow = watched
        ? { ...row, watched }
        : follows(m, call, row)
          ? { ...row, followed: true }
          : row;
      for (const node of nodes) hit(m, call, met, node);
    }
  }
}

/** What is thrown while a tool runs: its text is what the client is told. */
export function recordThrow(m: Machine, f: Frame, v: Value, site: Site): void {
  const handler = m.stack.find((s) => m.answering.get(s.fn.fn)?.kind === "tool-result");
  if (handler === undefined) return;
  const label = m.answering.get(handler.fn.fn)?.label || "the handler";
  const row = { call: "throw", arg: 0, kind: "tool-result", label } as const;
  const made = v.refs.flatMap((r) => (r.kind === "ext" ? (r.call?.args ?? []) : []));
  for (const node of [v, ...made].flatMap((each) => each.taints))
    if (node.root.kind === "source" && m.unwantedInResults.has(node.root.source.kind as SourceKind))
      m.recordHit({ row, path: "throw", site, summary: f.summary, node, facts: f.state.facts });
}

/** What the handler of a tool or a view returns, as a sink. */
export function recordAnswer(m: Machine, f: Frame, v: Value, site: Site): void {
  const answer = m.answering.get(f.fn);
  if (answer === undefined) return;
  const row = { call: "return", arg: 0, kind: answer.kind, label: answer.label || "the handler" } as const;
  if (answer.typed === true && !isTypedPage(f.state)) return;
  if (answer.kind !== "tool-result") {
    for (const node of textOf(m, v))
      m.recordHit({ row, path: "return", site, summary: f.summary, node, facts: f.state.facts });
    return;
  }
  for (const node of seenFrom(m, deepTaints(m, v, 3), f.summary)) {
    if (node.root.kind !== "source" || !m.unwantedInResults.has(node.root.source.kind as SourceKind))
      continue;
    m.recordHit({ row, path: "return", site, summary: f.summary, node, facts: f.state.facts });
  }
}

/**
 * The text that a view gives: the result itself, or the first of what it gives together (text, status, headers).
 * Objects and other lists are sent as data, and so is text that the headers call something else than a page.
 */
function textOf(m: Machine, v: Value): readonly Node[] {
  const out = [...v.taints];
  for (const obj of v.refs) {
    if (obj.kind !== "array") continue;
    const [status, headers] = [m.heap.read(obj, "1"), m.heap.read(obj, "2")];
    if (typeof onlyConst(status)?.value !== "number" && !status.refs.some((r) => r.kind === "object"))
      continue;
    if (isPage(m, status) && isPage(m, headers)) out.push(...m.heap.read(obj, "0").taints);
  }
  return [...new Set(out)];
}

/** Unless these headers name another type. */
const isPage = (m: Machine, headers: Value): boolean =>
  !headers.refs.some((obj) =>
    m.heap.entries(obj).some(([key]) => /^content-type$/i.test(key) && isOtherType(m.heap.read(obj, key))),
  );

const MAX_HELPERS = 4;

/**
 * What an object that a helper made holds, in the caller's terms: `text(secret)` gives an object in which the
 * helper's parameter stands.
 */
function seenFrom(m: Machine, nodes: readonly Node[], summary: Summary): readonly Node[] {
  const out: Node[] = [];
  const seen = new Set(nodes);
  let open = [...nodes];
  for (let depth = 0; depth <= MAX_HELPERS && open.length > 0; depth++) {
    const next: Node[] = [];
    for (const node of open) {
      const { root } = node;
      if (root.kind === "source" || root.owner === summary) {
        out.push(node);
        continue;
      }
      for (const b of callsOf(root, summary).slice(-MAX_BINDINGS)) {
        if (seen.size >= MAX_SEEN) break;
        const outer = moved(m, node, b.node);
        if (seen.has(outer)) continue;
        seen.add(outer);
        next.push(outer);
      }
    }
    open = next;
  }
  return out;
}

/** The calls that gave a helper's parameter its value, those near to `summary` where there are any. */
function callsOf(root: ParamRoot, summary: Summary): readonly Binding[] {
  const bindings = (root.owner as Summary).bindings.get(root.position) ?? [];
  const near = bindings.filter((b) => b.caller === summary);
  if (near.length > 0) return near;
  const below = bindings.filter((b) => b.caller !== undefined && summary.callees.has(b.caller));
  // Called neither from here nor from what is called here: it was kept in an object that lives longer.
  return below.length > 0 ? below : bindings;
}

const MAX_SEEN = 120;
const MAX_BINDINGS = 12;

/** Kinds that take objects as they are, with all that is in them. */
const DEEP: ReadonlySet<SinkRow["kind"]> = new Set(["log", "tool-result", "upload", "url-query"]);

function nodesAt(m: Machine, call: ModelCall, row: SinkRow, v: Value): readonly Node[] {
  if (row.kind === "os-command" && v.refs.some((r) => r.kind === "array")) {
    // An argv that a shell will read: the elements are joined by blanks.
    return deepTaints(m, v, 1).map((n) =>
      m.lineage.extend(n, { op: "flow", flow: "join", label: "argv", detail: " " }, call.site),
    );
  }
  // An object is sent as data, and so is a list.
  if (row.kind === "html") return v.taints;
  if (row.kind === "nosql") return filterTaints(m, v, call.site, 4);
  if (row.kind === "url") {
    // What was set of an address that a library's object stands for.
    const parts = v.refs.flatMap((r) => (r.kind === "ext" ? m.heap.read(r, "*").taints : []));
    // An object of options is no address: rows of their own name the options that are.
    const own = { ...v, refs: v.refs.filter((r) => r.kind !== "object") };
    return [...new Set([...deepTaints(m, own, 1), ...parts])];
  }
  return deepTaints(m, v, DEEP.has(row.kind) ? 3 : 1, row.kind === "log");
}

/** Tainted parts of a filter object; those of an operator (`$where`) say so. */
function filterTaints(m: Machine, v: Value, site: Site, depth: number): readonly Node[] {
  const out: Node[] = [...v.taints];
  for (const obj of depth > 0 ? v.refs : []) {
    if (obj.kind !== "object" && obj.kind !== "array" && obj.kind !== "instance") continue;
    for (const [key] of m.heap.entries(obj)) {
      if (key.startsWith("%")) continue;
      for (const n of filterTaints(m, m.heap.read(obj, key), site, depth - 1))
        out.push(
          key.startsWith("$") ? m.lineage.extend(n, { op: "flow", flow: "collect", label: key }, site) : n,
        );
    }
  }
  return [...new Set(out)];
}

/** Arguments of a started program: each element with its position and what stands before it. */
function recordArgv(m: Machine, call: ModelCall, row: SinkRow): void {
  // The same position for both: the list begins with the program.
  const inList = row.program !== undefined && row.program === row.arg;
  // Without a position: what the callable was made with (`Command("git")(...)`).
  const made = row.program === undefined ? call.callee?.call?.args[0] : undefined;
  const program = row.program === undefined || inList ? made : readPosition(m, call, row.program);
  const own = row.programName === undefined ? [] : ownWords(row.programName, call.path);
  const { language } = call.frame.module;
  const head = program === undefined ? undefined : programOf(m, language, program);
  // What stands before the first argument.
  const start: readonly (string | undefined)[] = inList ? [] : own.length > 0 ? own : [head];
  const range = rangeOf(call, row.arg);
  if (range !== undefined) {
    if (row.raw !== undefined) recordRaw(m, call, row, row.raw, range);
    const pieces = row.pieces === undefined ? undefined : readPosition(m, call, row.pieces);
    const template = pieces === undefined ? undefined : templateWords(m, language, pieces, range);
    // `raw("push", name)`, `raw(["push", name])`
    const given = range.length === 1 ? range[0] : undefined;
    if (template !== undefined) inTemplate(template, range);
    else if (given?.refs.some((obj) => obj.kind === "array") === true) lists(given);
    else list(range, undefined);
    return;
  }
  const v = readPosition(m, call, row.arg);
  if (v !== undefined) lists(v);

  function lists({ refs, taints }: Value): void {
    for (const obj of refs) {
      if (obj.kind !== "array") continue;
      const known: Value[] = [];
      for (let i = 0; i < obj.length; i++) known.push(m.heap.read(obj, String(i)));
      list(known, m.heap.read(obj, "*"));
    }
    for (const node of taints) hit(m, call, inList ? { ...row, kind: "program" } : row, node, 0, start);
  }

  function inTemplate({ words, places }: TemplateWords, values: readonly Value[]): void {
    values.forEach((el, i) => {
      const at = places[i];
      if (at === undefined) return;
      for (const node of deepTaints(m, el, 1)) hitWord(node, at - 1, words);
    });
  }

  /** One word of a command line, behind the one at `place`; the first one names the program. */
  function hitWord(node: Node, place: number, argv: readonly (string | undefined)[]): void {
    const own = place < 0 ? ({ ...row, kind: "program" } as const) : shellRow(row, argv, place);
    hit(m, call, own, node, place, argv);
  }

  function list(elements: readonly Value[], loose: Value | undefined): void {
    const texts = elements.map((el, i) =>
      i === 0 && start.length === 0 ? programOf(m, language, el) : wordOf(m, language, el),
    );
    const argv = [...start, ...texts];
    elements.forEach((el, i) => {
      const place = i + start.length - 1;
      const fetcher = place < 0 ? undefined : fetcherOf(argv, place);
      for (const node of deepTaints(m, el, 1)) {
        hitWord(node, place, argv);
        if (fetcher !== undefined) hit(m, call, { ...row, kind: "url", label: fetcher }, node);
      }
    });
    if (loose === undefined || isBottom(loose)) return;
    // Of what was appended later, an option that a command stands behind is taken to come first.
    const option = loose.consts.map(String).find(commandFollows);
    const words = option === undefined ? argv : [...argv, option];
    for (const node of deepTaints(m, loose, 1))
      hit(m, call, shellRow(row, words, words.length - 1), node, argv.length - 1, argv);
  }
}

/** A property of a value that a library puts into the text as it is, where the value is an object that has it. */
function recordRaw(m: Machine, call: ModelCall, row: SinkRow, name: string, values: readonly Value[]): void {
  for (const { refs } of values)
    for (const obj of refs)
      if (obj.kind === "object")
        for (const node of m.heap.read(obj, name).taints) hit(m, call, { ...row, kind: "os-command" }, node);
}

/** What is written to a started program: a shell or an interpreter takes it for its program. */
function recordInput(m: Machine, call: ModelCall, row: SinkRow, of: "call" | "this"): void {
  const v = readPosition(m, call, row.arg);
  if (v === undefined || v.taints.length === 0) return;
  for (const argv of argvOf(m, call, of)) {
    const program = readsProgram(argv);
    if (program === undefined) continue;
    const script = scriptOf(program, argv);
    const own = { ...row, label: `${program} (standard input)`, ...(script === undefined ? {} : { script }) };
    for (const node of v.taints) hit(m, call, own, node);
    return;
  }
}

/** Words that a library puts before the arguments; `*` is the method that is called (`repo.git.rev_parse(...)`). */
function ownWords(name: string, path: string): string[] {
  return name.split(" ").map((word) => (word === "*" ? lastName(path).replaceAll("_", "-") : word));
}

/** Has the class that is made of it a method of this name in which something is thrown? */
function refuses(made: ClassObj | undefined, method: string): boolean {
  if (made === undefined) return false;
  const own = ancestry(made).own.map((c) => c.members.get(memberKey("method", false, method)));
  return own.some((o) => o?.fn.blocks.some((b) => b.term.op === "throw"));
}

function applies(m: Machine, call: ModelCall, row: SinkRow): boolean {
  if (row.refusedBy !== undefined && refuses(call.made, row.refusedBy)) return false;
  return row.when === undefined || holds(m, call, row.when);
}

/** Does the program have the redirects of this request followed, unseen? */
const follows = (m: Machine, call: ModelCall, { redirects }: SinkRow): boolean =>
  redirects?.on.some((when) => holds(m, call, when)) === true;

/** Does it hand over what may look at each request? */
const isWatched = (m: Machine, call: ModelCall, { redirects }: SinkRow): boolean =>
  redirects?.unless?.some((when) => holds(m, call, when)) === true;

function hit(
  m: Machine,
  call: ModelCall,
  row: HitRow,
  node: Node,
  index?: number,
  argv?: readonly (string | undefined)[],
): void {
  m.recordHit({
    row,
    path: call.path,
    site: call.site,
    summary: call.frame.summary,
    node,
    facts: call.frame.state.facts,
    index,
    argv,
  });
}
