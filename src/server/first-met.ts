/**
 * Tells entries of a server apart, each of which may have been met several times: a function that registers
 * a tool is interpreted once for each way that leads to it. What has a name is the same under that name; what
 * has none is the same where it stands at the same place and the same functions handle it.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Entity } from "./entity.js";

/** Answers whether an entry was not met before; each list of entries needs one of its own. */
export function firstMet(): (entity: Entity) => boolean {
  const names = new Set<string>();
  const unnamed = new Map<Entity["site"], Set<string>>();
  const numbers = new Map<unknown, number>();
  const numberOf = (thing: unknown): number => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
  return (entity) => {
    if (entity.name !== undefined) {
      const name = `${entity.kind}|${entity.name}`;
      return !names.has(name) && names.add(name) !== undefined;
    }
    const handlers = (entity.handler?.refs ?? []).map((r) => numberOf(r.kind === "fn" ? r.fn : r));
    const key = `${entity.kind}|${handlers.sort((a, b) => a - b).join()}`;
    const here = unnamed.get(entity.site) ?? new Set();
    unnamed.set(entity.site, here);
    return !here.has(key) && here.add(key) !== undefined;
  };
}

/** A nameless registration at a place where others have names, of the same handlers, is one of them, seen less clearly. */
export function withoutRepeats(entities: readonly Entity[]): readonly Entity[] {
  const place = (e: Entity) => `${e.kind}|${e.site.id}`;
  const codeOf = (e: Entity) => (e.handler?.refs ?? []).flatMap((r) => (r.kind === "fn" ? [r.fn] : []));
  const named = new Map<string, Set<FunctionIR>>();
  for (const e of entities) {
    if (e.name === undefined) continue;
    const known = named.get(place(e)) ?? new Set();
    named.set(place(e), known);
    for (const fn of codeOf(e)) known.add(fn);
  }
  return entities.filter((e) => {
    const known = e.name === undefined ? named.get(place(e)) : undefined;
    return known === undefined || codeOf(e).some((fn) => !known.has(fn));
  });
}
