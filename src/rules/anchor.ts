/**
 * The names around a place: the tool that is registered there, and the functions and classes it is in. By
 * them a finding is known again when its lines have moved. Names of generated functions are left out.
 */
import type { Location } from "../findings/types.js";
import { functionsAround, innermost } from "../ir/around.js";
import type { ModuleIR, Span } from "../ir/types.js";
import type { Entity } from "../server/entity.js";

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** A reader of names for places of these modules. */
export function anchors(
  modules: readonly ModuleIR[],
  entities: readonly Entity[],
): (place: Location) => readonly string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const registered = new Map<string, Entity[]>();
  for (const entity of entities) {
    if (entity.name === undefined) continue;
    const { path } = entity.site.module;
    const known = registered.get(path);
    if (known === undefined) registered.set(path, [entity]);
    else known.push(entity);
  }
  return ({ path, span }) => {
    const module = byPath.get(path);
    if (module === undefined) return [];
    const tool = innermost(registered.get(path) ?? [], span, (entity) => entity.site.span);
    return [...(tool?.name === undefined ? [] : [`${tool.kind} ${tool.name}`]), ...namesAround(module, span)];
  };
}

function namesAround(module: ModuleIR, span: Span): string[] {
  const names: string[] = [];
  for (const fn of functionsAround(module, span)) {
    const owner = fn.cls === undefined ? undefined : module.classes[fn.cls]?.name;
    for (const name of [fn.name, owner]) if (name !== undefined && NAME.test(name)) names.push(name);
  }
  return names.reverse();
}
