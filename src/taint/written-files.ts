/**
 * Files that a program fills itself: from the write on, the name of the file stands for its content.
 *
 *   writeFile(file, code)                     `file` now leads to `code`, under the operation "written"
 *   with open(path, "w") as f: f.write(code)  so do `f`, and `path` that it was opened by
 *   save(file, code)                          and `file`, where a function of the program writes to it
 *
 * What becomes of a file that is named so is said where a flow ends (executed-files.ts): only who runs it runs the
 * content. Names are followed as variables and properties; a path that is put together twice is not one name.
 */
import { codeOf } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import type { FlowRow } from "../models/types.js";
import { deepTaints, type ModelCall } from "./arguments.js";
import type { Node, Op } from "./lineage.js";
import { type Frame, lastName, type Machine } from "./machine.js";
import { store } from "./properties.js";
import { recordSettings } from "./settings-files.js";
import type { Site } from "./site.js";
import type { Substitution } from "./substitution.js";
import type { Summary } from "./summary.js";
import { unionOfTaints } from "./union.js";
import { type Obj, plain, type Value } from "./values.js";
import { readVar, writeVar } from "./variables.js";

type CallInstr = Extract<Instr, { op: "call" }>;

const MAX_STEPS = 6;

/** A call puts `content` into the file that the target of the row names. */
export function noteWritten(m: Machine, call: ModelCall, row: FlowRow, content: Value): void {
  const nodes = deepTaints(m, content, 1).filter((n) => !n.inFile);
  const { frame, site } = call;
  recordSettings(m, call, row, nodes);
  const instr = nodes.length === 0 ? undefined : codeOf(frame.module, frame.fn).callAt(site.span);
  const target = instr === undefined ? undefined : operand(instr, row.to);
  if (target === undefined) return;
  const op: Op = { op: "flow", flow: "written", label: lastName(call.path) };
  // A value of which so much is known already that nothing is added is left alone.
  const written = nodes.map((n) => m.lineage.extend(n, op, site)).filter((n) => n.inFile);
  if (written.length > 0) lead(m, frame, target, written);
}

/** Behind a call of the program's own function: the files it was handed and has written. */
export function noteFilledBy(
  m: Machine,
  f: Frame,
  summary: Summary,
  substitute: Substitution,
  site: Site,
): void {
  const instr = codeOf(f.module, f.fn).callAt(site.span);
  if (instr === undefined) return;
  for (const [n, nodes] of summary.filled) {
    const name = summary.fn.fn.params[n]?.name;
    const given = instr.args.find((a) => a.name === name && name !== undefined) ?? instr.args[n];
    if (given === undefined || given.spread === true) continue;
    const { taints } = substitute.value({ refs: [], consts: [], taints: nodes, unknown: false });
    const written = taints.filter((node) => node.inFile);
    if (written.length > 0) lead(m, f, given.value, written);
  }
}

const operand = (call: CallInstr, position: FlowRow["to"]): Temp | undefined =>
  position === "this" ? call.self : call.args[Number(position)]?.value;

/** Lets what a temp was read from stand for what was written. */
function lead(m: Machine, f: Frame, temp: Temp, nodes: readonly Node[], steps = 0): void {
  const code = codeOf(f.module, f.fn);
  const instr = code.definition(temp);
  if (instr === undefined || steps > MAX_STEPS) return;
  const withContent = (v: Value): Value => ({ ...plain(v), taints: unionOfTaints(v.taints, nodes) });
  switch (instr.op) {
    case "getvar": {
      const v = readVar(m, f, instr.ref);
      writeVar(m, f, instr.ref, withContent(v));
      for (const obj of v.refs) leadToOpened(m, f, obj, nodes, steps);
      if (instr.ref.depth !== 0) return;
      noteParameter(f, instr.ref.index, nodes);
      for (const index of madeBeside(m, f, instr.ref.index))
        writeVar(m, f, { depth: 0, index }, withContent(readVar(m, f, { depth: 0, index })));
      return;
    }
    case "load": {
      const v = f.temps[instr.dst];
      const owner = f.temps[instr.obj];
      if (v !== undefined && owner !== undefined) store(m, f, owner, instr.key, withContent(v));
      for (const obj of v?.refs ?? []) leadToOpened(m, f, obj, nodes, steps);
      return;
    }
    case "await":
    case "enter":
    case "default":
      lead(m, f, instr.src, nodes, steps + 1);
      return;
    case "call":
      leadBehind(m, f, instr, SAME_FILE, nodes, steps);
      return;
    default:
      return;
  }
}

/** Operations whose result names the file that their operand names: `str(path)`, and an opened file. */
const SAME_FILE: ReadonlySet<string> = new Set(["identity", "text", "string", "file-content", "realpath"]);
const OPENS: ReadonlySet<string> = new Set(["file-content"]);

/** A file that was opened in this function: the name it was opened by. */
function leadToOpened(m: Machine, f: Frame, obj: Obj, nodes: readonly Node[], steps: number): void {
  if (obj.kind !== "ext" || obj.call === undefined || obj.site === undefined) return;
  const instr = codeOf(f.module, f.fn).callAt(obj.site.span);
  if (instr !== undefined) leadBehind(m, f, instr, OPENS, nodes, steps);
}

function leadBehind(
  m: Machine,
  f: Frame,
  instr: CallInstr,
  flows: ReadonlySet<string>,
  nodes: readonly Node[],
  steps: number,
): void {
  const model = m.model(f.module.language);
  for (const callee of f.temps[instr.callee]?.refs ?? []) {
    if (callee.kind !== "ext") continue;
    for (const row of model.call(callee.path)?.flows ?? []) {
      // A path made of one text is that text.
      const alone = row.op === "path-join" && instr.args.length === 1 && flows === SAME_FILE;
      if (!alone && !flows.has(row.op ?? "string")) continue;
      for (const from of Array.isArray(row.from) ? (row.from as readonly FlowRow["to"][]) : [row.from]) {
        const target = operand(instr, from === "this" ? from : Number.parseInt(String(from), 10));
        if (target !== undefined) lead(m, f, target, nodes, steps + 1);
      }
    }
  }
}

/** The other variables that one call for a temporary file gives: `fd, path = mkstemp()`. */
function madeBeside(m: Machine, f: Frame, index: number): readonly number[] {
  const code = codeOf(f.module, f.fn);
  const made = code.instructions.flatMap((i) => {
    const from = i.op === "setvar" && i.ref.depth === 0 ? code.definition(i.src) : undefined;
    return i.op === "setvar" && (from?.op === "load" || from?.op === "loadi")
      ? [{ index: i.ref.index, of: from.obj }]
      : [];
  });
  const of = made.find((each) => each.index === index)?.of;
  const call = of === undefined ? undefined : code.definition(of);
  if (call?.op !== "call") return [];
  const isFile = (f.temps[call.callee]?.refs ?? []).some(
    (r) => r.kind === "ext" && m.model(f.module.language).place(`${r.path}()`) === "temp",
  );
  return isFile
    ? made.filter((each) => each.of === of && each.index !== index).map((each) => each.index)
    : [];
}

function noteParameter(f: Frame, variable: number, nodes: readonly Node[]): void {
  const n = f.fn.params.findIndex((p) => p.variable === variable);
  if (n >= 0) f.summary.filled.set(n, unionOfTaints(f.summary.filled.get(n) ?? [], nodes));
}
