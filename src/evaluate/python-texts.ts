/** Methods of texts in Python, and the parts of URLs as `urllib.parse` finds them. */
import { Box, lost, raise, type Val } from "./values.js";

export function pythonText(on: string, name: string, args: readonly Val[]): Val {
  const [first, second] = args;
  const text = (v: Val): string => (typeof v === "string" ? v : lost());
  const either = (v: Val): readonly string[] => (Array.isArray(v) ? v.map(text) : [text(v)]);
  const limit = typeof second === "number" && second >= 0 ? second : undefined;
  switch (name) {
    case "startswith":
      return either(first).some((each) => on.startsWith(each));
    case "endswith":
      return either(first).some((each) => on.endsWith(each));
    case "lower":
    case "casefold":
      return on.toLowerCase();
    case "upper":
      return on.toUpperCase();
    case "strip":
      return stripped(on, first, true, true);
    case "lstrip":
      return stripped(on, first, true, false);
    case "rstrip":
      return stripped(on, first, false, true);
    case "split":
      return first === undefined || first === null ? words(on) : splitAt(on, text(first), limit);
    case "rsplit":
      return splitAtEnd(on, text(first), limit);
    case "splitlines":
      return on.replace(/\r?\n$/, "").split(/\r\n|\r|\n/);
    case "partition":
    case "rpartition": {
      const by = text(first);
      const at = name === "partition" ? on.indexOf(by) : on.lastIndexOf(by);
      if (at < 0) return name === "partition" ? [on, "", ""] : ["", "", on];
      return [on.slice(0, at), by, on.slice(at + by.length)];
    }
    case "replace":
      return args.length === 2 ? on.replaceAll(text(first), () => text(second)) : lost();
    case "find":
      return args.length === 1 ? on.indexOf(text(first)) : lost();
    case "rfind":
      return args.length === 1 ? on.lastIndexOf(text(first)) : lost();
    case "index":
      return on.includes(text(first)) ? on.indexOf(text(first)) : raise("ValueError");
    case "count":
      return text(first) === "" ? lost() : on.split(text(first)).length - 1;
    case "join":
      return Array.isArray(first) ? first.map(text).join(on) : lost();
    case "removeprefix":
      return on.startsWith(text(first)) ? on.slice(text(first).length) : on;
    case "removesuffix":
      return text(first) !== "" && on.endsWith(text(first)) ? on.slice(0, -text(first).length) : on;
    case "isdigit":
    case "isdecimal":
    case "isnumeric":
      return /^\p{Nd}+$/u.test(on);
    case "isalpha":
      return /^\p{L}+$/u.test(on);
    case "isalnum":
      return /^[\p{L}\p{Nd}]+$/u.test(on);
    case "isspace":
      return /^\s+$/u.test(on);
    default:
      return lost();
  }
}

const words = (on: string): string[] => (on.trim() === "" ? [] : on.trim().split(/\s+/));

function splitAt(on: string, by: string, limit: number | undefined): string[] {
  if (by === "") return raise("ValueError");
  const parts = on.split(by);
  if (limit === undefined || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

function splitAtEnd(on: string, by: string, limit: number | undefined): string[] {
  const parts = on.split(by);
  if (limit === undefined || parts.length <= limit + 1) return parts;
  const from = parts.length - limit;
  return [parts.slice(0, from).join(by), ...parts.slice(from)];
}

function stripped(on: string, chars: Val, left: boolean, right: boolean): string {
  const goes = typeof chars === "string" ? (c: string) => chars.includes(c) : (c: string) => /\s/.test(c);
  let from = 0;
  let to = on.length;
  if (left) while (from < to && goes(on[from] ?? "")) from++;
  if (right) while (to > from && goes(on[to - 1] ?? "")) to--;
  return on.slice(from, to);
}

/** `urlparse(text)`: scheme, netloc, path, and what is read off the netloc. */
export function splitUrl(text: string): Box {
  const [, scheme = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/is.exec(text) ?? [];
  const [, netloc = "", behind = ""] = /^\/\/([^/?#]*)(.*)$/s.exec(rest) ?? [undefined, "", rest];
  const [, path = "", query = "", fragment = ""] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(behind) ?? [];
  const at = netloc.lastIndexOf("@");
  const host = netloc.slice(at + 1);
  const [, name = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(host) ?? [];
  const user = at < 0 ? null : (netloc.slice(0, at).split(":")[0] ?? null);
  const box = new Box("url");
  const hostname = name.replace(/^\[|\]$/g, "").toLowerCase();
  const fields: Record<string, Val> = {
    scheme: scheme.toLowerCase(),
    netloc,
    path,
    query,
    fragment,
    params: "",
    hostname: hostname === "" ? null : hostname,
    port: port === undefined || port === "" ? null : Number(port),
    username: user,
    password: null,
  };
  for (const [key, value] of Object.entries(fields)) box.fields.set(key, value);
  return box;
}
