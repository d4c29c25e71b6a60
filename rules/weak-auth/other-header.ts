/**
 * Headers that a client may write what it likes into, and what a check of callers answers where one is sent.
 *
 *   if (req.get("x-internal") === "1") return next();
 */
import {
  type Asked,
  type FunctionCode,
  type Instr,
  isEqual,
  isPiece,
  type Temp,
} from "../../src/rules/api.js";

/** Headers of one's own making and those that anybody chooses; others belong to the protocol. */
const FREE = /^x-|^(host|origin|referer|user-agent)$/i;
const REQUEST = /(^|\.)(req|request)$/;
const HOLDER = /(^|[._])headers$|(^|\.)(req|request)$/;

/** The name of the header that an instruction reads, where everybody may write into it what he likes. */
export function freeHeader(code: FunctionCode, instr: Instr): string | undefined {
  const named = (key: unknown, holder: Temp): string | undefined =>
    typeof key === "string" && FREE.test(key) && HOLDER.test(code.text(holder))
      ? key.toLowerCase()
      : undefined;
  switch (instr.op) {
    case "load":
      return REQUEST.test(code.text(instr.obj)) ? undefined : named(instr.key, instr.obj);
    case "loadi":
      return named(code.constant(instr.key), instr.obj);
    case "call":
      return instr.self !== undefined &&
        /^(get|header)$/.test(instr.method ?? "") &&
        instr.args[0] !== undefined
        ? named(code.constant(instr.args[0].value), instr.self)
        : undefined;
    default:
      return undefined;
  }
}

/** What a condition of the function answers where the header says what it is asked for. */
export function whereSent(
  code: FunctionCode,
  { at, temp, instr }: Asked,
  isHeader: (instr: Instr) => boolean,
): boolean | undefined {
  if (at !== code) return undefined;
  const isSent = (t: Temp): boolean => isPiece(code, t, isHeader);
  if (isSent(temp)) return true;
  const isText = (t: Temp | undefined): boolean => t !== undefined && typeof code.constant(t) === "string";
  if (instr.op === "call")
    return instr.self !== undefined && isSent(instr.self) && isText(instr.args[0]?.value) ? true : undefined;
  if (instr.op !== "binary") return undefined;
  const same = isEqual(instr.operator);
  const other = isSent(instr.left) ? instr.right : isSent(instr.right) ? instr.left : undefined;
  return same === undefined || !isText(other) ? undefined : same;
}
