/**
 * Functions that look at the Host or Origin header and let a host in that is not their own: the name is open on one
 * side, or what is found strange is written down and served.
 *
 *   if (!req.headers.host?.startsWith("localhost")) return deny(res);      localhost.evil.example
 *   if (!OWN.has(req.headers.host)) console.warn("strange"); next();       everybody
 */
import type { FunctionCode } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import { isAmong } from "./comparisons.js";
import { type Asked, decided, fixed } from "./decided.js";
import { isHarmless } from "./harmless.js";
import { sideBeside, sideLeftOpen } from "./host-tests.js";
import { type IsRead, isPiece } from "./pieces.js";
import { Ways } from "./ways.js";

/** Does the function surely let a request pass that names a foreign host? */
export function letsForeignHosts(code: FunctionCode, isRead: IsRead): boolean {
  return new Ways(code).surelyLets((cond) => decided(code, cond, (asked) => ofForeign(code, asked, isRead)), {
    mayRefuse: (call) => !isHarmless(code, call),
  });
}

/** What a condition answers of the name of a foreign host; undefined where it asks for something else. */
function ofForeign(code: FunctionCode, { at, instr, temp }: Asked, isRead: IsRead): boolean | undefined {
  // What stands around the function does not know of the request.
  if (at !== code) return undefined;
  const isHost = (t: Temp): boolean => isPiece(code, t, isRead);
  if (instr.op === "call") return isOpen(sideLeftOpen(code, instr, isHost));
  if (instr.op === "binary") return ofComparison(code, instr, isHost);
  return isHost(temp) ? true : undefined;
}

function ofComparison(
  code: FunctionCode,
  { operator, left, right }: Extract<Instr, { op: "binary" }>,
  isHost: (temp: Temp) => boolean,
): boolean | undefined {
  const same = isAmong(operator);
  if (same === undefined || isHost(left) === isHost(right)) return undefined;
  // "localhost" in host
  if (/in$/.test(operator) && isHost(right)) {
    const text = code.constant(left);
    return typeof text === "string" ? isOpen(sideBeside(text)) === same : undefined;
  }
  const other = isHost(left) ? right : left;
  return fixed(code, other) === "nothing" || !isRequest(code, other) ? !same : undefined;
}

const isOpen = (side: ReturnType<typeof sideLeftOpen>): boolean | undefined =>
  side === undefined ? undefined : side !== "none";

/** Is it something of the request, which may say the same? */
const isRequest = (code: FunctionCode, temp: Temp): boolean =>
  /(^|[._])(req|request|headers?|ctx|origin|host|referer)\b/i.test(code.text(temp));
