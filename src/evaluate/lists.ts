/** Methods of lists. */
import type { Language } from "../ir/types.js";
import type { Call } from "./natives.js";
import { MAX_LIST } from "./sizes.js";
import { lost, raise, same, truth, UNKNOWN, type Val } from "./values.js";

export function listMethod(
  on: Val[],
  name: string,
  args: readonly Val[],
  language: Language,
  call: Call,
): Val {
  return language === "python" ? pythonList(on, name, args) : javascriptList(on, name, args, call);
}

function pythonList(on: Val[], name: string, [first]: readonly Val[]): Val {
  switch (name) {
    case "append":
    case "add":
      if (on.length < MAX_LIST) on.push(first);
      else lost();
      return null;
    case "extend":
    case "update":
      if (!Array.isArray(first) || on.length + first.length > MAX_LIST) return lost();
      on.push(...first);
      return null;
    case "pop":
      return first === undefined ? (on.length === 0 ? raise("IndexError") : on.pop()) : lost();
    case "copy":
      return [...on];
    case "index": {
      const at = on.findIndex((each) => same(each, first, true));
      return at < 0 ? raise("ValueError") : at;
    }
    case "count":
      return on.filter((each) => same(each, first, true)).length;
    default:
      return lost();
  }
}

function javascriptList(on: Val[], name: string, args: readonly Val[], call: Call): Val {
  const [first, second] = args;
  const asked = (each: Val, i: number): boolean => truth(call(first, [each, i, on]), false) ?? lost();
  const known = (found: boolean): boolean => (found || !on.includes(UNKNOWN) ? found : lost());
  switch (name) {
    case "some":
      return on.some(asked);
    case "every":
      return on.every(asked);
    case "map":
      return on.map((each, i) => call(first, [each, i, on]));
    case "filter":
      return on.filter(asked);
    case "find":
      return on.find(asked);
    case "findIndex":
      return on.findIndex(asked);
    case "forEach":
      on.forEach((each, i) => void call(first, [each, i, on]));
      return undefined;
    case "flatMap":
      return on.flatMap((each, i) => call(first, [each, i, on]) as Val[]);
    case "reduce": {
      const each = (sum: Val, v: Val, i: number): Val => call(first, [sum, v, i, on]);
      if (args.length > 1) return on.reduce(each, second);
      return on.length === 0 ? raise("TypeError") : on.reduce(each);
    }
    case "includes":
      return known(on.includes(first));
    case "indexOf":
      return on.indexOf(first);
    case "join": {
      const parts = on.map((v) => (typeof v === "string" || typeof v === "number" ? String(v) : lost()));
      return parts.join(first === undefined ? "," : String(first as string));
    }
    case "push":
      if (on.length + args.length > MAX_LIST) return lost();
      return on.push(...args);
    case "pop":
      return on.pop();
    case "shift":
      return on.shift();
    case "at":
      return on.at(first as number);
    case "slice":
      return on.slice(first as number | undefined, second as number | undefined);
    case "concat":
      return on.concat(...(args as Val[][]));
    case "reverse":
      return on.reverse();
    case "entries":
      return on.map((each, i) => [i, each]);
    case "flat":
      return on.flat() as Val[];
    case "fill":
      return on.fill(first);
    default:
      return lost();
  }
}
