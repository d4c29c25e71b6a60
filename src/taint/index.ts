/** PLACEHOLDER so that the build resolves until the engine's entry is written; finds nothing. Overwrite me. */
import type { Resolver } from "../frontends/types.js";
import type { Language, ModuleIR } from "../ir/types.js";
import type { ModelFile } from "../models/types.js";

export interface AnalysisInput {
  readonly modules: readonly ModuleIR[];
  readonly resolverFor: (language: Language) => Resolver;
  readonly rules: readonly { readonly id: string }[];
  readonly models: readonly ModelFile[];
  readonly root: string;
}

export async function analyze(_input: AnalysisInput) {
  return {
    findings: [],
    server: { entities: [], dynamic: [], transports: [] },
    notes: [],
    stats: {},
  };
}
