/**
 * Checks of the address that a request comes from: only known ones are let in.
 *
 *   if (req.socket.remoteAddress !== "127.0.0.1") return void res.sendStatus(403);
 *   if request.client.host not in ("127.0.0.1", "::1"): raise HTTPException(403)
 *
 * The address of a connection is nothing that the caller writes; a header that speaks of it is.
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import { isAmong, MEMBER } from "./comparisons.js";
import { decided, type Known } from "./decided.js";
import { Ways } from "./ways.js";

/** What a check of addresses lets in: this machine alone, or whoever is on a list. */
export type LetsIn = "this-machine" | "listed";

const ADDRESS = /^(remoteAddress|remote_addr)$/;
/** `req.ip`, `request.client.host`: words that say less by themselves. */
const OF_REQUEST: ReadonlyMap<string, RegExp> = new Map([
  ["ip", /(^|\.)(req|request|ctx|c)$/],
  ["host", /(^|\.)client$/],
]);
const LOOPBACK = /^(::ffff:)?127\.0\.0\.1$|^::1$|^localhost$/;

export class Peers {
  private readonly known = new Map<FunctionIR, LetsIn | undefined>();

  /** What the function lets in by the address of the caller; undefined where it asks for none, or lets others pass. */
  letIn(module: ModuleIR, fn: FunctionIR): LetsIn | undefined {
    if (!this.known.has(fn)) this.known.set(fn, letIn(codeOf(module, fn)));
    return this.known.get(fn);
  }
}

function letIn(code: FunctionCode): LetsIn | undefined {
  if (!code.instructions.some((instr) => isAddress(code, instr))) return undefined;
  const ways = new Ways(code);
  if (ways.denials.size === 0) return undefined;
  const compared: unknown[] = [];
  const ofStranger: Known = ({ at, instr }) => {
    const other = (temp: Temp): void => void compared.push(...constantsOf(at, temp));
    if (instr.op === "call" && MEMBER.test(instr.method ?? "") && instr.self !== undefined) {
      if (!instr.args.some((arg) => isAddressAt(at, arg.value))) return undefined;
      other(instr.self);
      return false;
    }
    if (instr.op !== "binary") return undefined;
    const same = isAmong(instr.operator);
    const [given, wanted] = isAddressAt(at, instr.left)
      ? [instr.left, instr.right]
      : [instr.right, instr.left];
    if (same === undefined || !isAddressAt(at, given)) return undefined;
    other(wanted);
    return !same;
  };
  if (ways.lets((cond) => decided(code, cond, ofStranger)) || compared.length === 0) return undefined;
  return compared.every((c) => typeof c === "string" && LOOPBACK.test(c)) ? "this-machine" : "listed";
}

const isAddressAt = (code: FunctionCode, temp: Temp): boolean => {
  const found = code.origin(temp);
  return found !== undefined && isAddress(found.code, found.instr);
};

function isAddress(code: FunctionCode, instr: Instr): boolean {
  if (instr.op === "logical") return isAddressAt(code, instr.left);
  if (instr.op === "default") return isAddressAt(code, instr.src);
  if (instr.op === "select") return isAddressAt(code, instr.then);
  if (instr.op !== "load") return false;
  return ADDRESS.test(instr.key) || OF_REQUEST.get(instr.key)?.test(code.text(instr.obj)) === true;
}

/** The constants of a list, or the one constant; undefined stands for what is none. */
function constantsOf(code: FunctionCode, temp: Temp): readonly unknown[] {
  const found = code.origin(temp);
  const instr = found?.instr;
  if (found === undefined || instr === undefined) return [undefined];
  if (instr.op === "array") return instr.elements.flatMap(({ value }) => constantsOf(found.code, value));
  if (instr.op === "call" && /(^|\.)(Set|set|frozenset)$/.test(found.code.text(instr.callee)))
    return instr.args.flatMap(({ value }) => constantsOf(found.code, value));
  return [code.constant(temp)];
}
