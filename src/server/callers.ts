/**
 * Where code that nothing has reached is entered: from a function upwards to those that mention it by name
 * and are mentioned by nobody.
 *
 *   registerTools(server, tool)   mentioned in registerToolsets(), which is mentioned in Command.run()
 *   entriesTo(registerTools)      Command.run: what a framework would call
 *
 * Names stand for functions here; nothing is resolved. A name that many functions mention leads nowhere.
 */
import type { FunctionIR, ModuleIR, VarRef } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";

interface Place {
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
}

const MAX_MENTIONS = 4;
const MAX_HEIGHT = 6;

export class Callers {
  private mentions: Map<string, Place[]> | undefined;

  constructor(
    private readonly m: Machine,
    private readonly modules: readonly ModuleIR[],
  ) {}

  /** The outermost functions on the way to `fn` that have not run; nothing when nobody mentions it. All of the way goes to `way`. */
  entriesTo(module: ModuleIR, fn: FunctionIR, way: Map<FunctionIR, ModuleIR>): readonly Place[] {
    const entries: Place[] = [];
    const seen = new Set<FunctionIR>([fn]);
    let level: Place[] = [{ module, fn }];
    for (let height = 0; level.length > 0 && height <= MAX_HEIGHT; height++) {
      const next: Place[] = [];
      for (const place of level) {
        const above = this.above(place).filter((each) => !seen.has(each.fn));
        if (above.length === 0 && place.fn !== fn) entries.push(place);
        for (const each of above) {
          seen.add(each.fn);
          way.set(each.fn, each.module);
          next.push(each);
        }
      }
      level = next;
    }
    return entries;
  }

  private above({ module, fn }: Place): readonly Place[] {
    const { visited } = this.m;
    const parent = fn.parent === undefined ? undefined : module.functions[fn.parent];
    const outer =
      parent === undefined || parent.kind === "module" || visited.has(parent) ? [] : [{ module, fn: parent }];
    if (fn.kind === "arrow" && outer.length > 0) return outer;
    const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
    const name = cls === undefined ? fn.name : cls.ctor === fn.id ? cls.name : `.${fn.name}`;
    const found = name === "" || name === "." ? [] : (this.index().get(name) ?? []);
    const above = found.length > MAX_MENTIONS ? [] : found.filter((each) => !visited.has(each.fn));
    // A function that only the one around it knows by name is made there.
    return above.length > 0 ? above : outer;
  }

  private index(): ReadonlyMap<string, readonly Place[]> {
    if (this.mentions !== undefined) return this.mentions;
    this.mentions = new Map();
    for (const module of this.modules) {
      for (const fn of module.functions) {
        if (fn.kind === "module" || fn.vendored !== undefined || this.m.visited.has(fn)) continue;
        for (const name of namesIn(module, fn)) {
          const places = this.mentions.get(name);
          if (places === undefined) this.mentions.set(name, [{ module, fn }]);
          else places.push({ module, fn });
        }
      }
    }
    return this.mentions;
  }
}

/** Names of outer variables and of properties that a function reads; methods are looked for by ".name". */
function namesIn(module: ModuleIR, fn: FunctionIR): ReadonlySet<string> {
  const names = new Set<string>();
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op === "load") names.add(instr.key).add(`.${instr.key}`);
      else if (instr.op === "getvar" && instr.ref.depth > 0) names.add(variableName(module, fn, instr.ref));
    }
  }
  return names;
}

function variableName(module: ModuleIR, fn: FunctionIR, ref: VarRef): string {
  let owner: FunctionIR | undefined = fn;
  for (let d = ref.depth; d > 0 && owner !== undefined; d--)
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  return owner?.vars[ref.index]?.name ?? "";
}
