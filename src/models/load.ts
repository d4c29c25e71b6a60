/** Loads the packed library models of one language; see types.ts for what they say. */
import type { Language } from "../ir/types.js";
import { readPacked } from "../packed.js";
import type { ModelFile } from "./types.js";

const loaded = new Map<Language, readonly ModelFile[]>();

/** All models of a language, ordered by package name. Read on first use, then kept. */
export function loadModels(language: Language): readonly ModelFile[] {
  let models = loaded.get(language);
  if (models === undefined) {
    models = readPacked<readonly ModelFile[]>(`models.${language}.json`);
    loaded.set(language, models);
  }
  return models;
}
