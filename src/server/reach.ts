/**
 * Which functions run when some function does: what the interpreter saw it call, and the functions that
 * are written inside (callbacks that somebody calls later). What is called through values that nobody
 * knows is missing.
 */
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { Summary } from "../taint/summary.js";
import type { FnObj } from "../taint/values.js";

/** The activations of a function that were made for one of the objects; all of them where none was. */
export function contextsOf(m: Machine, fn: FunctionIR, objects: readonly FnObj[]): readonly Summary[] {
  const all = m.contexts.get(fn) ?? [];
  const own = all.filter((s) => objects.some((o) => o.fn === s.fn.fn && o.env === s.fn.env));
  return own.length > 0 ? own : all;
}

export class Reach {
  private readonly nested = new Map<FunctionIR, FunctionIR[]>();
  private readonly modules = new Map<FunctionIR, ModuleIR>();
  private readonly known = new Map<FunctionIR, ReadonlySet<FunctionIR>>();

  constructor(
    private readonly m: Machine,
    modules: readonly ModuleIR[],
    /** Handlers of tools, resources and prompts: registering one is not running it. */
    private readonly handlers: ReadonlySet<FunctionIR> = new Set(),
  ) {
    for (const module of modules) {
      for (const fn of module.functions) {
        this.modules.set(fn, module);
        const parent = fn.parent === undefined ? undefined : module.functions[fn.parent];
        if (parent === undefined || parent.kind === "module") continue;
        const list = this.nested.get(parent);
        if (list === undefined) this.nested.set(parent, [fn]);
        else list.push(fn);
      }
    }
  }

  moduleOf(fn: FunctionIR): ModuleIR | undefined {
    return this.modules.get(fn);
  }

  /** The functions, those written inside, and those that they call directly. */
  near(fns: Iterable<FunctionIR>): ReadonlySet<FunctionIR> {
    const out = new Set<FunctionIR>();
    const queue = [...fns];
    for (let fn = queue.pop(); fn !== undefined; fn = queue.pop()) {
      if (out.has(fn)) continue;
      out.add(fn);
      queue.push(...this.inside(fn));
    }
    for (const fn of [...out])
      for (const s of this.m.contexts.get(fn) ?? []) for (const callee of s.callees) out.add(callee.fn.fn);
    return out;
  }

  private inside(fn: FunctionIR): readonly FunctionIR[] {
    return (this.nested.get(fn) ?? []).filter((inner) => !this.handlers.has(inner));
  }

  /** The function itself, what it calls, and what is written inside of these. */
  from(fn: FunctionIR): ReadonlySet<FunctionIR> {
    let known = this.known.get(fn);
    if (known === undefined) {
      known = this.walk([fn]);
      this.known.set(fn, known);
    }
    return known;
  }

  fromAll(fns: Iterable<FunctionIR>): ReadonlySet<FunctionIR> {
    return this.walk([...fns]);
  }

  /** The same of function objects: a decorator's wrapper is one function, and each tool has one that calls its own. */
  fromObjects(objects: readonly FnObj[]): ReadonlySet<FunctionIR> {
    const fns = new Set(objects.map((o) => o.fn));
    const contexts = [...fns].flatMap((fn) => contextsOf(this.m, fn, objects));
    if (contexts.length === 0) return this.walk([...fns]);
    return this.walk(
      [...fns].flatMap((fn) => this.inside(fn)),
      contexts,
    );
  }

  private walk(start: readonly FunctionIR[], contexts: readonly Summary[] = []): ReadonlySet<FunctionIR> {
    const out = new Set<FunctionIR>();
    const seen = new Set<Summary>();
    const functions = [...start];
    const summaries: Summary[] = [...contexts];
    for (;;) {
      const summary = summaries.pop();
      if (summary !== undefined) {
        if (seen.has(summary)) continue;
        seen.add(summary);
        if (!out.has(summary.fn.fn)) {
          out.add(summary.fn.fn);
          functions.push(...this.inside(summary.fn.fn));
        }
        summaries.push(...summary.callees);
        continue;
      }
      const fn = functions.pop();
      if (fn === undefined) return out;
      out.add(fn);
      for (const inner of this.inside(fn)) if (!out.has(inner)) functions.push(inner);
      for (const s of this.m.contexts.get(fn) ?? []) if (!seen.has(s)) summaries.push(s);
    }
  }
}
