/** What a parsed module loads, by the constants that its code names it with. */
import type { ModuleIR, Temp } from "../ir/types.js";

export interface Loaded {
  readonly specifier: string;
  /** The runtime executes whatever file it is; otherwise only a bundler would make something of a picture. */
  readonly runs: boolean;
}

/** The constant specifiers of a module's imports; in Python what is taken from a package may be a module of it. */
export function specifiersOf(module: ModuleIR): ReadonlyMap<string, Loaded> {
  const found = new Map<string, Loaded>();
  const add = (specifier: string, runs: boolean): void => {
    if (runs || !found.has(specifier)) found.set(specifier, { specifier, runs });
  };
  for (const fn of module.functions) {
    const packages = new Map<Temp, string>();
    for (const block of fn.blocks)
      for (const instr of block.instrs) {
        if (instr.op === "import" && instr.specifier !== undefined) {
          add(instr.specifier, instr.kind === "require" || module.language === "python");
          if (instr.kind === "py") packages.set(instr.dst, instr.specifier);
        } else if (instr.op === "load") {
          const name = packages.get(instr.obj);
          if (name !== undefined) add(name.endsWith(".") ? name + instr.key : `${name}.${instr.key}`, true);
        }
      }
  }
  return found;
}

/** Modules by which code starts files of its own. */
const STARTERS =
  /^(?:node:)?(?:worker_threads|child_process|cluster|vm|module|importlib(?:[.]\w+)?|runpy|subprocess|multiprocessing)$/;
const NATIVE = /[.](?:node|so|dll|dylib|pyd|wasm)$/i;
const LONGEST = 300;
const MOST = 400;

/** Texts that may name a file which the module starts: all that look like a name where it loads what can start one. */
export function namesOfFiles(module: ModuleIR, specifiers: Iterable<string>): ReadonlySet<string> {
  let starts = false;
  for (const specifier of specifiers) starts ||= STARTERS.test(specifier);
  const found = new Set<string>();
  for (const fn of module.functions)
    for (const block of fn.blocks)
      for (const instr of block.instrs) {
        if (instr.op !== "const" || typeof instr.value !== "string" || found.size >= MOST) continue;
        const { value } = instr;
        if (value.length < 3 || value.length > LONGEST || /[\s*<>|"'`\0]/.test(value)) continue;
        if (starts ? /[./]/.test(value) : NATIVE.test(value)) found.add(value);
      }
  return found;
}
