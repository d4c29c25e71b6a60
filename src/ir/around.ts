/** Which functions a place of a module stands in, by their spans. */
import type { FunctionIR, ModuleIR, Span } from "./types.js";

/** The functions around a place, innermost first; the module's own is left out. */
export function functionsAround(module: ModuleIR, span: Span): FunctionIR[] {
  const out: FunctionIR[] = [];
  let fn = innermost(module.functions, span, (each) => each.span);
  for (let depth = 0; fn !== undefined && fn.kind !== "module" && depth < 50; depth++) {
    out.push(fn);
    const { parent } = fn;
    fn = parent === undefined ? undefined : module.functions.find((each) => each.id === parent);
  }
  return out;
}

/** The last of those that hold a place to begin: what is nested begins later. */
export function innermost<T>(all: readonly T[], span: Span, spanOf: (each: T) => Span): T | undefined {
  let found: T | undefined;
  for (const each of all) {
    if (!holds(spanOf(each), span)) continue;
    if (found === undefined || holds(spanOf(found), spanOf(each))) found = each;
  }
  return found;
}

/** Does the first hold the second? */
export function holds(outer: Span, inner: Span): boolean {
  const starts = outer.line < inner.line || (outer.line === inner.line && outer.col <= inner.col);
  const ends =
    outer.endLine > inner.endLine || (outer.endLine === inner.endLine && outer.endCol >= inner.endCol);
  return starts && ends;
}

/** Does the first begin before the second? */
export const isBefore = (a: Span, b: Span): boolean =>
  a.line < b.line || (a.line === b.line && a.col < b.col);
