/**
 * Calls whose callee is not known: what a method of that name does in the language itself, what a library is known
 * to do by it, and where only few classes of the tree have such a method, these.
 */
import type { ModelCall } from "./arguments.js";
import { type CallForm, callValue } from "./call.js";
import { applyModel, callHandedFunctions } from "./external.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { subclassesOf } from "./reflection.js";
import type { Site } from "./site.js";
import { formatted } from "./templates.js";
import { join, plain, reference, UNKNOWN, type Value } from "./values.js";

const MAX_BY_NAME = 3;

/** A call whose callee is not known: language methods by name, then methods of the tree by name. */
export function callUnresolved(
  m: Machine,
  f: Frame,
  self: Value | undefined,
  args: CallArgs,
  site: Site,
  form: CallForm,
): Value | undefined {
  const { method } = form;
  const call: ModelCall = {
    path: method === undefined ? "%value" : `%value.${method}`,
    self,
    args,
    site,
    frame: f,
  };
  const isFormat = f.module.language === "python" && /^format(?:_map)?$/.test(method ?? "");
  if (method !== undefined && self !== undefined) {
    const filled = isFormat ? formatted(m, f, self, method, args, site) : undefined;
    if (filled !== undefined) return filled;
    const classes = method === "__subclasses__" ? subclassesOf(m, self, site) : undefined;
    if (classes !== undefined) return classes;
    const models = m.model(f.module.language);
    const model = models.call(`%value.${method}`);
    if (model !== undefined) return applyModel(m, call, model);
    const opaque = self.refs.every((r) => r.kind === "ext" || r.kind === "typed") || self.refs.length === 0;
    const any = opaque ? models.call(`%any.${method}`) : undefined;
    if (any !== undefined) applyModel(m, { ...call, path: `%any.${method}` }, any);
    if (self.refs.length === 0 && self.taints.length === 0) {
      const named = byName(m, f, method, args, site);
      if (named !== undefined) return named;
    }
  }
  callHandedFunctions(m, call);
  const taints = [...(self?.taints ?? []), ...(isFormat ? given(args) : [])];
  // What a method of a tainted value gives is taken to be made of it.
  if (taints.length > 0 && method !== undefined) {
    return {
      ...UNKNOWN,
      taints: taints.map((n) => m.lineage.extend(n, { op: "flow", flow: "string", label: method }, site)),
    };
  }
  return UNKNOWN;
}

/** Where the template is not known, the text is made of whatever was given. */
const given = (args: CallArgs): Value["taints"] =>
  [...args.positional, ...args.names.values(), ...(args.rest ? [args.rest] : [])].flatMap((v) => v.taints);

/** A receiver about which nothing is known, and very few classes have such a method. */
function byName(m: Machine, f: Frame, method: string, args: CallArgs, site: Site): Value | undefined {
  const candidates = m.methodsByName.get(method);
  if (candidates === undefined || candidates.length > MAX_BY_NAME) return undefined;
  let out: Value | undefined;
  for (const c of candidates) {
    if (c.hidden && c.module !== f.module) continue;
    const cls = m.classObjects.get(c.cls);
    const fn = cls?.module.functions[c.fn];
    if (cls === undefined || fn === undefined || fn.params.length < args.positional.length) continue;
    const obj = m.heap.fn(cls.module, fn, cls.env, cls);
    const v = callValue(
      m,
      f,
      reference(obj),
      reference(m.heap.instance(undefined, "typed", cls)),
      args,
      site,
    );
    if (v !== undefined) out = out === undefined ? plain(v) : join(out, plain(v));
  }
  return out;
}
