/** The modules of the program, each of which is evaluated when something is read of it. */
import type { ModuleIR } from "../ir/types.js";
import { Scope } from "./scope.js";
import { Box, External, Namespace, UNKNOWN, type Val } from "./values.js";

/** Where an import leads: a module of the program, or the name of a library. */
export type Resolve = (from: ModuleIR, specifier: string) => ModuleIR | string | undefined;

interface Loaded {
  readonly scope: Scope;
  readonly exports: Box;
}

export class Modules {
  private readonly known = new Map<ModuleIR, Loaded>();

  constructor(
    private readonly resolve: Resolve,
    private readonly load: (module: ModuleIR, scope: Scope) => void,
  ) {}

  private of(module: ModuleIR): Loaded {
    let known = this.known.get(module);
    if (known === undefined) {
      known = { scope: new Scope(undefined), exports: new Box("namespace") };
      // Modules that import each other see what has been evaluated so far.
      this.known.set(module, known);
      this.load(module, known.scope);
    }
    return known;
  }

  scopeOf(module: ModuleIR): Scope {
    return this.of(module).scope;
  }

  exportsOf(module: ModuleIR): Box {
    return this.of(module).exports;
  }

  imported(from: ModuleIR, specifier: string | undefined): Val {
    const to = specifier === undefined ? undefined : this.resolve(from, specifier);
    if (to === undefined) return UNKNOWN;
    return typeof to === "string" ? new External(to) : new Namespace(to);
  }
}
