/** Where a call sends something, when that is written in the code. */
import type { GradedFlow, Program, Value } from "../../src/rules/api.js";

const HOST =
  /^(?:(?:https?|wss?|ftp|tcp):)?\/\/(?:[^/?#@\s]*@)?([\w.-]+\.[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?=[/:?#\ufffc]|$)/i;
const BARE_HOST = /^(?:[\w-]+\.)+[a-z]{2,}$|^\d{1,3}(?:\.\d{1,3}){3}$/i;
const OWN =
  /^(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.)|\.(?:local|internal|localhost|test|example|invalid)$|^example\.(?:com|org|net)$/i;

/** The fixed host that receives a flow; undefined where it depends on anything. */
export function hostOf(program: Program, { flow }: GradedFlow): string | undefined {
  const { node, row } = flow.hit;
  const constants = constantsAt(program, flow.hit);
  return hostIn(row.kind === "url" ? [...textsOf(node), ...constants] : constants);
}

/** What the call is given on this way: one that all requests go through is told another address each time. */
function constantsAt(program: Program, { site, path, summary }: GradedFlow["flow"]["hit"]): string[] {
  const seen = program.calls.all.find((each) => each.site === site && each.path === path);
  const call = seen && program.calls.by(summary, seen);
  if (call === undefined) return [];
  const out: string[] = [];
  for (const row of program.calls.model(call)?.sinks ?? [])
    if (row.kind === "url") out.push(...constantTexts(program.calls.read(call, row.arg)));
  // The host was given where the connection was made.
  for (const r of call.self.refs)
    if (r.kind === "ext") for (const arg of r.call?.args ?? []) out.push(...bareHosts(arg));
  return out;
}

function constantTexts(v: Value | undefined): string[] {
  if (v === undefined) return [];
  return [
    ...v.consts.filter((c): c is string => typeof c === "string"),
    ...v.taints.flatMap((node) => textsOf(node)),
  ];
}

function textsOf(node: GradedFlow["flow"]["hit"]["node"]): string[] {
  const out: string[] = [];
  for (let n: typeof node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "concat" && n.op.before !== "") out.push(n.op.before);
  return out;
}

function bareHosts(v: Value, depth = 0): string[] {
  const own = constantTexts(v).map((text) => (BARE_HOST.test(text) ? `//${text}` : text));
  if (depth > 1) return own;
  return [
    ...own,
    ...v.refs.flatMap((r) =>
      r.kind === "object" || r.kind === "array"
        ? [...r.cells.values()].flatMap((cell) => bareHosts(cell.value, depth + 1))
        : [],
    ),
  ];
}

function hostIn(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const host = HOST.exec(text)?.[1]?.toLowerCase();
    if (host !== undefined && !OWN.test(host)) return host;
  }
  return undefined;
}
