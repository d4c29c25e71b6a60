/**
 * Does code that looks at a caller's token, or says in its name that it does, ever refuse anybody?
 *
 *   async function withAuth(req, handler) { await handler(); }          refuses nobody, whatever it is called
 *   const token = tokenOf(req); current = token; await handler();       a token that is read and not required
 *   if (token !== KEY) return res.status(401).end();                    this one does
 *
 * Whatever is not plainly harmless counts as a refusal: a comparison, a call of something that may throw.
 */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import { type Use, usesOf } from "../ir/uses.js";
import { lastName } from "../taint/machine.js";
import type { HeaderRead } from "./headers.js";

const MAX_HEIGHT = 4;
/** Statuses that refuse; the others speak of the request. */
const REFUSING = new Set([400, 401, 403, 407, 418, 422, 429]);
const REFUSAL =
  /unauthori[sz]ed|forbidden|denied|authentication|authori[sz]ation|credential|not allowed|invalid|missing/i;
const ANSWERING =
  /^(?:end|send|json|status|sendStatus|writeHead|destroy|terminate|close|abort|reject|text|redirect|error|fail|exit)$/;
const CHECKING =
  /auth|verif|valid|check|require|assert|ensure|guard|deny|refuse|reject|login|session|allow|compare|equal/i;
const LOGGING = /(^|\.)(console|log|logger|logging)\.\w+$/;

/**
 * Is it a straight way to what it was handed: no branch, no throw, and no call but of its own parameters and
 * of methods of theirs that promise no check (`entry.transport.handleRequest(req, res)`)?
 */
export function onlyPassesOn(module: ModuleIR, fn: FunctionIR): boolean {
  const code = codeOf(module, fn);
  const given = new Set(fn.params.map(({ variable }) => variable));
  const isGiven = (temp: Temp): boolean => {
    const instr = code.definition(temp);
    if (instr?.op === "load") return isGiven(instr.obj);
    return instr?.op === "getvar" && instr.ref.depth === 0 && given.has(instr.ref.index);
  };
  let passes = false;
  for (const { instrs, term } of fn.blocks) {
    if (term.op === "branch" || term.op === "throw") return false;
    for (const instr of instrs) {
      if (instr.op !== "call") continue;
      const callee = code.definition(instr.callee);
      const asks = callee?.op === "load" && (ANSWERING.test(callee.key) || CHECKING.test(callee.key));
      const passing = !asks && isGiven(instr.callee);
      if (!passing && !LOGGING.test(code.text(instr.callee))) return false;
      passes ||= passing;
    }
  }
  return passes;
}

/** Is the header read, kept or handed back, and neither its reader nor those who call it refuse anybody? */
export function isNeverRequired(
  read: HeaderRead,
  scope: Iterable<FunctionIR>,
  moduleOf: (fn: FunctionIR) => ModuleIR | undefined,
): boolean {
  const queue = [{ module: read.module, fn: read.fn, uses: read.uses }];
  const seen = new Set<FunctionIR>();
  for (let height = 0; queue.length > 0; height++) {
    const each = queue.shift() as (typeof queue)[number];
    if (seen.has(each.fn)) continue;
    seen.add(each.fn);
    if (height > MAX_HEIGHT || !each.uses.every(isHarmless) || mayRefuse(each.module, each.fn)) return false;
    // What is kept in a variable around it may be looked at by anybody on the way.
    if (keepsOutside(each.fn) && [...scope].some((fn) => mayRefuseSomewhere(fn, moduleOf))) return false;
    if (!each.fn.blocks.some(({ term }) => term.op === "return" && term.src !== undefined)) continue;
    // Without a name nobody can be found who calls it.
    if (each.fn.name === "") return false;
    for (const fn of scope) {
      const module = moduleOf(fn);
      if (module === undefined || seen.has(fn)) continue;
      const uses = usesOfCalls(module, fn, each.fn.name);
      if (uses !== undefined) queue.push({ module, fn, uses });
    }
  }
  return seen.size > 0;
}

/** Texts are taken apart, tested for being there, kept in a variable or handed back. */
const isHarmless = ({ how, instr }: Use): boolean =>
  how === "tested" ||
  how === "returned" ||
  (how === "receiver" && instr?.op === "call" && TEXTUAL.test(instr.method ?? ""));
const TEXTUAL =
  /^(?:match|replace|replaceAll|split|slice|substring|trim|toLowerCase|toString|startsWith|strip|removeprefix|lower|partition|startswith|pop|at)$/;

/** Where the results of a function of this name go; undefined where it is not called. */
function usesOfCalls(module: ModuleIR, fn: FunctionIR, name: string): readonly Use[] | undefined {
  const code = codeOf(module, fn);
  let uses: Use[] | undefined;
  for (const { instrs } of fn.blocks)
    for (const instr of instrs)
      if (instr.op === "call" && lastName(code.text(instr.callee)) === name)
        (uses ??= []).push(...usesOf(module, fn, instr.dst));
  return uses;
}

const keepsOutside = (fn: FunctionIR): boolean =>
  fn.blocks.some(({ instrs }) => instrs.some((i) => i.op === "setvar" && i.ref.depth > 0));

function mayRefuseSomewhere(fn: FunctionIR, moduleOf: (fn: FunctionIR) => ModuleIR | undefined): boolean {
  const module = moduleOf(fn);
  return module === undefined || mayRefuse(module, fn);
}

function mayRefuse(module: ModuleIR, fn: FunctionIR): boolean {
  const code = codeOf(module, fn);
  const refuses = (instr: Instr): boolean => {
    if (instr.op === "const")
      return typeof instr.value === "number"
        ? REFUSING.has(instr.value)
        : typeof instr.value === "string" && instr.value.includes(" ") && REFUSAL.test(instr.value);
    return (
      instr.op === "call" &&
      (ANSWERING.test(instr.method ?? "") || CHECKING.test(lastName(code.text(instr.callee))))
    );
  };
  return fn.blocks.some(({ instrs, term }) => term.op === "throw" || instrs.some(refuses));
}
