/**
 * Does the text of a caught exception tell where the server keeps things?
 *
 * It does where a clause for all kinds of exceptions stands around an operation on files, a database or a
 * program, and the path, statement or command line of that operation is written in the server: the runtime puts
 * it into its message. Calls in the guarded block itself are looked at, not what they call in turn.
 */

import { codeOf, type FunctionCode } from "../ir/code.js";
import { ingredientsOf } from "../ir/ingredients.js";
import { successors } from "../ir/successors.js";
import type { BlockId, FunctionIR, Instr } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Flow } from "../taint/flows.js";
import type { Machine } from "../taint/machine.js";
import type { Site } from "../taint/site.js";

const TELLING: ReadonlySet<SinkKind> = new Set<SinkKind>([
  "file-read",
  "file-write",
  "file-delete",
  "file-list",
  "sql",
  "os-command",
  "program",
]);
const EVERYTHING: ReadonlySet<string> = new Set(["Exception", "BaseException"]);
/** A path, the name of a file (not an ending alone), a statement or a command line. */
const PLACE = /[\\/]|^\w[\w-]*\.\w{1,5}$|\w\s+\w/;
/** Blocks between the start of a handler and the clause that takes the exception. */
const MAX_BLOCKS = 40;

/** For a flow that begins with the text of a caught exception. */
export function tellsInternals(m: Machine, flow: Flow): boolean {
  const { site } = flow.source;
  const taken = clauseAt(site);
  if (taken === undefined) return false;
  const { code, clause } = taken;
  const own = code.fn;
  if (clause.types?.some((name) => EVERYTHING.has(name)) === false) return false;
  const model = m.model(site.module.language);
  const kinds = new Map<object, readonly SinkKind[]>();
  for (const call of m.seen.callsIn(own))
    kinds.set(call.site.span, [
      ...(kinds.get(call.site.span) ?? []),
      ...(model.call(call.path)?.sinks ?? []).map((row) => row.kind),
    ]);
  return guarded(own, clause).some(
    (instr) =>
      instr.op === "call" &&
      kinds.get(instr.span)?.some((kind) => TELLING.has(kind)) === true &&
      namesPlace(code, instr),
  );
}

/**
 * Does the exception come from code that the caller sent? Where it is raised is what the caller wants to know then
 * (`try: exec(code)`, `except Exception: return traceback.format_exc()`).
 */
export function isOfSentCode(m: Machine, flow: Flow): boolean {
  const { kind, site } = flow.source;
  const taken = kind === "error" || kind === "error-detail" ? clauseAt(site) : undefined;
  if (taken === undefined) return false;
  const spans = new Set(guarded(taken.code.fn, taken.clause).map((instr) => instr.span));
  for (const hit of m.hits.values()) if (hit.row.kind === "code" && spans.has(hit.site.span)) return true;
  return false;
}

interface Clause {
  readonly code: FunctionCode;
  readonly clause: Extract<Instr, { op: "caught" }>;
}

/** The clause in which an exception is used. */
function clauseAt(site: Site): Clause | undefined {
  const code = site.module.functions
    .map((fn) => codeOf(site.module, fn))
    .find(({ instructions }) => instructions.some((instr) => instr.span === site.span));
  const clauses = (code?.instructions ?? []).flatMap((instr) =>
    instr.op === "caught" && instr.span.line <= site.span.line ? [instr] : [],
  );
  const clause = clauses.sort((a, b) => b.span.line - a.span.line)[0];
  return code === undefined || clause === undefined ? undefined : { code, clause };
}

/** The instructions whose exceptions a clause takes. */
function guarded(fn: FunctionIR, clause: Instr): readonly Instr[] {
  const leads = new Map<BlockId, boolean>();
  return fn.blocks.flatMap((block) => {
    if (block.handler === undefined) return [];
    if (!leads.has(block.handler)) leads.set(block.handler, reaches(fn, block.handler, clause));
    return leads.get(block.handler) === true ? block.instrs : [];
  });
}

/** Does a handler lead to the clause? */
function reaches(fn: FunctionIR, from: BlockId, clause: Instr): boolean {
  const open = [from];
  const seen = new Set<BlockId>();
  for (let at = open.pop(); at !== undefined && seen.size < MAX_BLOCKS; at = open.pop()) {
    const block = fn.blocks[at];
    if (block === undefined || seen.has(at)) continue;
    seen.add(at);
    if (block.instrs.includes(clause)) return true;
    open.push(...successors(block));
  }
  return false;
}

/** Is what the operation works on written in the server, at least in part? */
function namesPlace(code: FunctionCode, instr: Extract<Instr, { op: "call" }>): boolean {
  const temps = [...(instr.self === undefined ? [] : [instr.self]), ...instr.args.map((arg) => arg.value)];
  return temps.some((temp) => ingredientsOf(code, temp).some((text) => PLACE.test(text)));
}
