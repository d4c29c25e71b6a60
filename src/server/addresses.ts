/** Where an address that a server binds stands as a constant: the place to change it. */
import type { FunctionIR, ModuleIR, Span } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";

const MOST = 4;

/** Places of the given texts: in the calling function, else in its module, else anywhere in code that runs. */
export function findAddresses(
  m: Machine,
  modules: readonly ModuleIR[],
  call: CallRecord,
  texts: readonly string[],
): readonly Site[] {
  if (texts.length === 0) return [];
  const inCaller = placesIn(m, call.site.module, call.fn, texts);
  if (inCaller.length > 0) return inCaller.slice(0, MOST);
  const inModule = call.site.module.functions.flatMap((fn) => placesIn(m, call.site.module, fn, texts));
  if (inModule.length > 0) return inModule.slice(0, MOST);
  const elsewhere: Site[] = [];
  for (const module of modules) {
    if (module === call.site.module) continue;
    for (const fn of module.functions)
      if (m.visited.has(fn)) elsewhere.push(...placesIn(m, module, fn, texts));
  }
  return elsewhere.slice(0, MOST);
}

/** Constants that are compared with something are tests of an address, not the address. */
function placesIn(m: Machine, module: ModuleIR, fn: FunctionIR, texts: readonly string[]): Site[] {
  if (fn.vendored !== undefined) return [];
  const compared = new Set<number>();
  const found: { readonly dst: number; readonly span: Span }[] = [];
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op === "binary") compared.add(instr.left).add(instr.right);
      else if (instr.op === "const" && typeof instr.value === "string" && texts.includes(instr.value))
        found.push(instr);
    }
  }
  return found.filter((each) => !compared.has(each.dst)).map((each) => m.site(module, each.span));
}
