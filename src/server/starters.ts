/**
 * Does a function start a server or answer its requests, so that it is worth looking at although nothing in
 * the tree calls it?
 */
import { codeOf } from "../ir/code.js";
import type { FunctionIR, ModuleIR } from "../ir/types.js";

const METHODS = new Set([
  "listen",
  "serve",
  "run",
  "start",
  "run_async",
  "run_http_async",
  "run_streamable_http_async",
  "run_sse_async",
  "run_stdio_async",
  "add_middleware",
  "run_app",
  "connect",
]);
const STARTING =
  /(^|\.)(uvicorn|hypercorn|waitress|mcp|\w*server|\w*app|web)(\(\))?\.(run|start|run_\w+|connect|serve)$|\.listen$|(^|\.)serve$|\.add_middleware$|(^|\.)run_app$/i;

/** Methods that a web server calls on the class that it was handed. */
const ANSWERING = /^(do_[A-Z]+|dispatch)$/;

export function starts(module: ModuleIR, fn: FunctionIR): boolean {
  if (fn.vendored !== undefined) return false;
  if (fn.cls !== undefined && ANSWERING.test(fn.name))
    return (module.classes[fn.cls]?.superTypes.length ?? 0) > 0;
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op !== "call" || (instr.method !== undefined && !METHODS.has(instr.method))) continue;
      if (instr.method === undefined && instr.isNew === true) continue;
      if (STARTING.test(codeOf(module, fn).text(instr.callee))) return true;
    }
  }
  return false;
}
