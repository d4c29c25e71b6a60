/**
 * What the caller calls the value that a flow begins with: `path`, `options.url`, `items[].name`.
 *
 * Only what is said before the value is changed counts: properties, elements, and the constant keys under which
 * something is looked up (`arguments.get("path")`).
 */
import { codeOf } from "../ir/code.js";
import type { Flow, Step } from "../taint/flows.js";
import type { Site } from "../taint/site.js";

/** Properties in which requests hand their arguments over. */
const WRAPPERS: ReadonlySet<string> = new Set(["data", "params", "arguments"]);
const LOOK_UP: ReadonlySet<string> = new Set(["get", "pop", "getlist", "get_all", "getAll", "setdefault"]);
const MOST = 4;

/** The name of the value; "" where it has none, "[]" for an element of something without one. */
export function parameterOf(flow: Flow): string {
  const names: string[] = [];
  for (const step of flow.steps.slice(endOfBody(flow))) {
    const name = nameOf(step);
    if (name === undefined) break;
    names.push(...name);
  }
  const own = names.filter((name, i) => !(i === 0 && WRAPPERS.has(name) && names.length > 1));
  return own.slice(0, MOST).join(".").replaceAll(".[]", "[]");
}

/** Where the body of a request has been put together and parsed by hand: `JSON.parse(body).path`. */
function endOfBody({ source, steps }: Flow): number {
  if (source.kind !== "http-input") return 0;
  const parsed = steps.findIndex(({ op }) => op.op === "flow" && op.flow === "parse-json");
  const isBody = steps
    .slice(0, Math.max(0, parsed))
    .every(({ op }) => op.op === "concat" || (op.op === "flow" && BODY.has(op.flow)));
  return isBody ? parsed + 1 : 0;
}

const BODY: ReadonlySet<string> = new Set(["identity", "string", "join", "collect"]);

/** What a step adds to the name; undefined where it changes the value. */
function nameOf({ op, site }: Step): readonly string[] | undefined {
  // Which element of a list it is says nothing to whoever calls.
  if (op.op === "prop") return [/^\d+$/.test(op.name) ? "[]" : op.name];
  if (op.op === "schema") return [];
  if (op.op !== "flow") return undefined;
  if (op.flow === "identity" || op.flow === "merge") return [];
  return op.flow === "element" ? [keyAt(site) ?? "[]"] : undefined;
}

/** The constant key of a look-up. */
function keyAt(site: Site | undefined): string | undefined {
  if (site === undefined) return undefined;
  for (const fn of site.module.functions) {
    const code = codeOf(site.module, fn);
    const call = code.callAt(site.span);
    if (call === undefined) continue;
    const first = call.args[0];
    const key = first === undefined || first.spread === true ? undefined : code.constant(first.value);
    return call.method !== undefined && LOOK_UP.has(call.method) && typeof key === "string" && key !== ""
      ? key
      : undefined;
  }
  return undefined;
}
