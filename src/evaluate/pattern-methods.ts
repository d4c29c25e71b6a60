/** What patterns find in texts, and put in their place. */
import type { Language } from "../ir/types.js";
import type { Call } from "./natives.js";
import { runnable } from "./patterns.js";
import { Box, lost, Pattern, type Val } from "./values.js";

export function patternMethod(on: Pattern, name: string, args: readonly Val[], language: Language): Val {
  const [first, second] = args;
  if (language === "python") return ofPython(on, name, first, second);
  const text = typeof first === "string" ? first : lost();
  const isGlobal = on.flags.includes("g") || on.flags.includes("y");
  switch (name) {
    case "test":
      return found(isGlobal ? new Pattern(on.source, on.flags.replace(/[gy]/g, "")) : on, text) !== null;
    case "exec":
    case "match": {
      if (name === "match" && isGlobal) return text.match(runnable(on, text)) ?? null;
      if (isGlobal) return lost();
      return found(on, text);
    }
    default:
      return lost();
  }
}

/** The match and its groups, as a list. */
function found(pattern: Pattern, text: string): Val[] | null {
  const match = runnable(pattern, text).exec(text);
  return match === null ? null : [...match];
}

function ofPython(on: Pattern, name: string, first: Val, second: Val): Val {
  if (name === "sub") {
    if (typeof first !== "string" || typeof second !== "string" || first.includes("\\")) return lost();
    const all = new Pattern(on.source, `${on.flags}g`);
    return second.replace(runnable(all, second), () => first);
  }
  const text = typeof first === "string" ? first : lost();
  const wrapped = (source: string): Val => matchOf(new Pattern(source, on.flags), text);
  switch (name) {
    case "search":
      return matchOf(on, text);
    case "match":
      return wrapped(`^(?:${on.source})`);
    case "fullmatch":
      return wrapped(`^(?:${on.source})$`);
    case "split":
      return text.split(runnable(on, text));
    default:
      return lost();
  }
}

/** A match object of Python: of it only its groups are read. */
function matchOf(pattern: Pattern, text: string): Val {
  const match = runnable(pattern, text).exec(text);
  if (match === null) return null;
  const box = new Box("match");
  match.forEach((group, i) => void box.fields.set(i, group ?? null));
  for (const [name, group] of Object.entries(match.groups ?? {})) box.fields.set(name, group ?? null);
  return box;
}

/** `text.replace(what, by)` */
export function replaced(text: string, what: Val, by: Val, all: boolean, call: Call): Val {
  const put = typeof by === "string" ? by : undefined;
  const how = (match: string, ...groups: readonly unknown[]): string => {
    const result = call(by, [match, ...(groups.filter((g) => typeof g !== "object") as Val[])]);
    return typeof result === "string" ? result : lost();
  };
  if (what instanceof Pattern) {
    const re = runnable(what, text);
    return put === undefined ? text.replace(re, how) : text.replace(re, put);
  }
  if (typeof what !== "string") return lost();
  if (all) return put === undefined ? text.replaceAll(what, how) : text.replaceAll(what, put);
  return put === undefined ? text.replace(what, how) : text.replace(what, put);
}
