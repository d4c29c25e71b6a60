/** Shared by the tests of the JavaScript front end: text in, printed representation out. */
import { javascriptFrontend } from "../../../src/frontends/javascript/index.js";
import { printFunction, printModule } from "../../../src/ir/printer.js";
import type { FunctionIR, ModuleIR } from "../../../src/ir/types.js";
import { checkModule } from "../../ir/check-module.js";

await javascriptFrontend.prepare(0);

/** Lowers a text that has to be read without a note. */
export function lower(text: string, path = "src/file.ts", sourceMap?: string): ModuleIR {
  const { module, notes } = javascriptFrontend.parse({ path, text, ...(sourceMap ? { sourceMap } : {}) });
  if (!module || notes.length > 0) throw new Error(`unexpected note: ${notes[0]?.message}`);
  const faults = checkModule(module);
  if (faults.length > 0) throw new Error(`unsound: ${faults.join("; ")}`);
  return module;
}

export function functionNamed(module: ModuleIR, name: string): FunctionIR {
  const found = module.functions.find((fn) => fn.name === name);
  if (!found) throw new Error(`no function ${name} in ${module.functions.map((fn) => fn.name).join(", ")}`);
  return found;
}

/** The printed lines of one function without indentation; "<module>" is the top level. */
export function printed(module: ModuleIR, name = "<module>"): string[] {
  return printFunction(module, functionNamed(module, name))
    .split("\n")
    .map((line) => line.trim());
}

/** The printed lines of the top-level code of a text, or of one of its functions. */
export function linesOf(text: string, name = "<module>", path = "src/file.ts"): string[] {
  return printed(lower(text, path), name);
}

/** The printed classes and types of a module. */
export function declarations(module: ModuleIR): string[] {
  const all = printModule({ ...module, functions: [] });
  return all.split("\n");
}
