/**
 * Functions that a library asks who may, and which let everybody in; and what only takes the credentials out of a
 * request, where nobody looks at them.
 *
 *   bearerAuth({ verifyToken: async () => true })
 *   FastAPI(dependencies=[Depends(HTTPBearer())])
 */
import {
  type CallRecord,
  callName,
  dependenciesOf,
  type FunctionCode,
  type FunctionIR,
  type Instr,
  instructions,
  type Program,
  placeOf,
  type Report,
  usesOfVariable,
} from "../../src/rules/api.js";
import { letsAllIn } from "./passing.js";

/** Dependencies that only hand on what they depend on. */
const MAX_DEPTH = 3;
const DEPENDS = /(^|\.)(Depends|Security)$/;
const DONE = /^(done|cb|callback|next|verified)$/;

export function deciders(program: Program, report: Report): void {
  const { calls } = program.deployment;
  const seen = new Set<FunctionIR>();
  for (const { call, row } of calls.hosting("auth")) {
    if (row.decides === undefined) continue;
    const decides = calls.first(call, row.decides, (v) => v.refs.some((r) => r.kind === "fn"));
    for (const r of decides?.refs ?? []) {
      if (r.kind !== "fn" || seen.has(r.fn)) continue;
      seen.add(r.fn);
      const code = program.codeOf(r.module, r.fn);
      const { params } = r.fn;
      const done = params.find(({ name }) => DONE.test(name));
      const given = new Set(params.filter((p) => p !== done).map((p) => p.variable));
      const isGiven = (instr: Instr): boolean =>
        instr.op === "getvar" && instr.ref.depth === 0 && given.has(instr.ref.index);
      if (!letsAllIn(code, isGiven, done?.name) || isHandedOn(program, code)) continue;
      report({
        at: placeOf(code, r.fn),
        message: `The function that ${callName(call.path)} asks who may call lets everybody in: nothing that it is given decides.`,
        confidence: "high",
      });
    }
  }
}

/** Is something of what the function answers read elsewhere, such as a key that a tool sends on? */
function isHandedOn(program: Program, code: FunctionCode): boolean {
  const keys = new Set<string>();
  for (const instr of instructions(code)) {
    if (instr.op !== "object") continue;
    for (const { key } of instr.entries) {
      if (key === undefined) return true;
      keys.add(key);
    }
  }
  const reads = (instr: Instr): boolean => instr.op === "load" && keys.has(instr.key);
  return (
    keys.size > 0 && program.functions.some((each) => each.fn !== code.fn && instructions(each).some(reads))
  );
}

/** Schemes that ask for credentials, where what the caller sends is dropped. */
export function uncheckedSchemes(program: Program, report: Report): void {
  const { calls, evidence } = program.deployment;
  const schemes = calls.hosting("auth").filter(({ row }) => row.unchecked === true);
  // Somebody takes the token out of the request himself.
  if (schemes.length === 0 || evidence.headerReads().some((read) => read.kind === "auth")) return;
  for (const { call } of schemes) {
    const name = nameOf(program, call);
    if (name === undefined || !isAskedInVain(program, name)) continue;
    report({
      at: call.site,
      message: `${callName(call.path)} only takes the credentials out of the request, and nobody looks at them: any value is accepted.`,
      fix: "Depend on a function of your own that takes what the scheme gives and refuses whoever's credentials are not right.",
    });
    return;
  }
}

/** The variable that something is put into, or its text where it stands in another call. */
function nameOf(program: Program, { site, fn }: CallRecord): string | undefined {
  const code = program.codeOf(site.module, fn);
  const made = code.callAt(site.span);
  if (made === undefined) return undefined;
  const kept = instructions(code).find(
    (instr) => instr.op === "setvar" && code.origin(instr.src)?.instr === made,
  );
  return kept?.op === "setvar" ? code.variableName(kept.ref) : `${code.text(made.callee)}()`;
}

/** Is a dependency of this name only listed, or given to nobody who looks at it? */
export function isAskedInVain(program: Program, name: string, depth = 0): boolean {
  // Most programs list none, and need not be read for it.
  if (program.modulesNaming(/Depends|Security/).length === 0) return false;
  let listed = false;
  const isUsed = (code: FunctionCode, variable: number): boolean => {
    const { fn, module } = code;
    const named = mentions(code, variable);
    const isHandedOver =
      named === 1 && usesOfVariable(module, fn, variable).every(({ how }) => how === "returned");
    return (
      named > 0 &&
      !(isHandedOver && fn.name !== "" && depth < MAX_DEPTH && isAskedInVain(program, fn.name, depth + 1))
    );
  };
  for (const code of program.functions) {
    for (const { asked, param } of dependenciesOf(code.module, code.fn))
      if (asked === name && isUsed(code, param.variable)) return false;
    for (const instr of instructions(code)) {
      if (instr.op !== "call") continue;
      const depends = DEPENDS.test(code.text(instr.callee));
      if (code.text(instr.callee) === name) return false;
      for (const arg of instr.args) {
        if (code.text(arg.value) !== name) continue;
        if (!depends) return false;
        listed = true;
      }
    }
  }
  return listed;
}

/** How often a variable is read, in the function and in those inside of it. */
function mentions({ fn, module }: FunctionCode, variable: number): number {
  const count = (each: FunctionIR, depth: number): number =>
    each.blocks
      .flatMap(({ instrs }) => instrs)
      .filter((i) => i.op === "getvar" && i.ref.index === variable && i.ref.depth === depth).length +
    module.functions
      .filter((inner) => inner.parent === each.id)
      .reduce((sum, inner) => sum + count(inner, depth + 1), 0);
  return count(fn, 0);
}
