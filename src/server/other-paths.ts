/**
 * Checks that a function makes on other paths than that of MCP: for the rest it hands the request on.
 *
 *   if (req.path.startsWith("/admin") && token !== KEY) return deny(res); next();
 *   if request.url.path.startswith("/admin"): ...check...; return await call_next(request)
 */
import type { FunctionCode } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import { BEGINS, isAmong, MEMBER } from "./comparisons.js";
import { decided, type Known } from "./decided.js";
import { isHarmless } from "./harmless.js";
import { Ways } from "./ways.js";

const PATH = /(^|\.)(path|pathname|originalUrl|baseUrl|url|route_path)$|(^|\.)scope\[\]$|scope\["path"\]/;
/** What is served beside MCP: of any other path it is not known. */
const BESIDE =
  /^\/(admin|manage|health|metrics|status|docs|static|assets|debug|internal|config|settings|dashboard|users?|accounts?|login|oauth|files?|uploads?|downloads?|webhooks?|ui)\b/i;

/** Does a request for MCP surely pass by what the function asks of others? `paths`: where MCP is known to be served. */
export function asksOnOtherPaths(code: FunctionCode, paths: readonly string[]): boolean {
  let asked = false;
  const isOther = (text: unknown): boolean =>
    typeof text === "string" &&
    BESIDE.test(text) &&
    !/mcp|sse/i.test(text) &&
    !paths.some((path) => path.includes(text));
  const known: Known = ({ at, instr }) => {
    const said = ofPath(at, instr, isOther);
    asked ||= said !== undefined;
    return said;
  };
  const lets = new Ways(code).surelyLets((cond) => decided(code, cond, known), {
    mayRefuse: (call) => !isHarmless(code, call),
  });
  return lets && asked;
}

/** What a condition answers of a path that is not among those it names. */
function ofPath(code: FunctionCode, instr: Instr, isOther: (text: unknown) => boolean): boolean | undefined {
  const isPath = (temp: Temp): boolean => PATH.test(code.text(temp));
  const areOthers = (temp: Temp): boolean => {
    const found = code.origin(temp);
    return found?.instr.op === "array"
      ? found.instr.elements.every(({ value }) => isOther(found.code.constant(value)))
      : isOther(code.constant(temp));
  };
  if (instr.op === "call") {
    const [first] = instr.args;
    if (instr.self === undefined || first === undefined) return undefined;
    if (BEGINS.test(instr.method ?? "") && isPath(instr.self))
      return areOthers(first.value) ? false : undefined;
    return MEMBER.test(instr.method ?? "") && isPath(first.value) && areOthers(instr.self)
      ? false
      : undefined;
  }
  if (instr.op !== "binary") return undefined;
  const { left, operator, right } = instr;
  const same = isAmong(operator);
  const other = isPath(left) ? right : isPath(right) ? left : undefined;
  return same === undefined || other === undefined || !areOthers(other) ? undefined : !same;
}
