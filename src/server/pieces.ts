/**
 * Is a value what was read, or a piece of it: `header.slice(7)`, `(header ?? "").split(".")[1]`, and the host of an
 * address that it was put into? What functions of the program make of it is something else.
 */
import type { FunctionCode } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import { fixed } from "./decided.js";

const MAX_DEPTH = 8;
const TEXT = /^(String|str|bytes|Buffer\.from)$/;
const ADDRESS = /(^|\.)(URL|urlparse|urlsplit)$/;

export type IsRead = (instr: Instr) => boolean;

export function isPiece(code: FunctionCode, temp: Temp, isRead: IsRead, depth = 0): boolean {
  const found = code.origin(temp);
  if (found === undefined || depth > MAX_DEPTH || found.code.fn !== code.fn) return false;
  const { instr } = found;
  if (isRead(instr)) return true;
  const isOne = (t: Temp): boolean => isPiece(code, t, isRead, depth + 1);
  switch (instr.op) {
    case "load":
    case "loadi":
      return isOne(instr.obj);
    case "call":
      return (instr.self !== undefined && isOne(instr.self)) || isMadeOf(code, instr, isOne);
    case "default":
      return isOne(instr.src);
    case "logical":
      return instr.operator !== "&&" && fixed(code, instr.right) === "nothing" && isOne(instr.left);
    case "select":
      return isOne(instr.then) && fixed(code, instr.otherwise) === "nothing";
    default:
      return false;
  }
}

/** `String(header)`, `new URL(`http://${host}`)` */
function isMadeOf(
  code: FunctionCode,
  { callee, args: [first] }: Extract<Instr, { op: "call" }>,
  isOne: (temp: Temp) => boolean,
): boolean {
  const text = code.text(callee);
  if (first === undefined || !(TEXT.test(text) || ADDRESS.test(text))) return false;
  const made = code.origin(first.value);
  return (
    isOne(first.value) ||
    (ADDRESS.test(text) && made?.code === code && made.instr.op === "concat" && made.instr.parts.some(isOne))
  );
}
