/** Methods of texts in JavaScript. */
import type { Call } from "./natives.js";
import { patternMethod, replaced } from "./pattern-methods.js";
import { runnable } from "./patterns.js";
import { MAX_TEXT } from "./sizes.js";
import { lost, Pattern, UNKNOWN, type Val } from "./values.js";

/** Methods that take texts and numbers, and give what the host's own method gives. */
const PLAIN: ReadonlySet<string> = new Set(
  "startsWith endsWith includes indexOf lastIndexOf slice substring substr trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase charAt charCodeAt codePointAt at concat toString valueOf localeCompare normalize".split(
    " ",
  ),
);
export function javascriptText(on: string, name: string, args: readonly Val[], call: Call): Val {
  const [first, second] = args;
  if (PLAIN.has(name)) {
    if (!args.every((arg) => typeof arg === "string" || typeof arg === "number" || arg === undefined))
      return lost();
    const own = on[name as "at"] as unknown as (...given: readonly Val[]) => Val;
    return own.call(on, ...args);
  }
  switch (name) {
    case "split":
      if (first instanceof Pattern) return on.split(runnable(first, on), second as number | undefined);
      return first === undefined || typeof first === "string"
        ? on.split(first as string, second as number)
        : lost();
    case "padStart":
    case "padEnd":
    case "repeat": {
      if (
        typeof first !== "number" ||
        first > MAX_TEXT ||
        on.length * (name === "repeat" ? first : 1) > MAX_TEXT
      )
        return lost();
      if (name === "repeat") return first < 0 ? lost() : on.repeat(first);
      return on[name](first, second === undefined ? " " : typeof second === "string" ? second : lost());
    }
    case "replace":
    case "replaceAll":
      return replaced(on, first, second, name === "replaceAll", call);
    case "match":
      return first instanceof Pattern ? patternMethod(first, "match", [on], "javascript") : lost();
    case "search":
      return first instanceof Pattern ? on.search(runnable(first, on)) : lost();
    default:
      return first === UNKNOWN ? UNKNOWN : lost();
  }
}
