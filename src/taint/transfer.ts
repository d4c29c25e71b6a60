/**
 * What each instruction does to the abstract state. Calls, variables, properties, text and comparisons have
 * their own files; this one dispatches and does constants and modules.
 */

import type { Instr, ModuleIR } from "../ir/types.js";
import { asNumber } from "./arithmetic.js";
import { asText } from "./as-text.js";
import { asCondition } from "./awaited.js";
import { boundOnLoad } from "./bound-methods.js";
import { evalCall } from "./call.js";
import { elementsToArray, iterate, restOf } from "./collections.js";
import { compare } from "./compare.js";
import { loadComputed, storeComputed } from "./computed.js";
import { choose } from "./conditional.js";
import { logical, negate } from "./conditions.js";
import { noteDeepRead, recordDeepWrite } from "./deep-writes.js";
import { classValue, functionValue } from "./definitions.js";
import { noteEmpty, truthOf } from "./emptiness.js";
import { enterContext, swallowing } from "./enter.js";
import { type Form, formsOf } from "./forms.js";
import type { Frame, Machine } from "./machine.js";
import { importModule } from "./modules.js";
import { entriesToObject } from "./object-literals.js";
import { itemOf, operated, putItem } from "./operator-methods.js";
import { shiftOf } from "./positions.js";
import { load, store } from "./properties.js";
import { setOperation } from "./sets.js";
import type { Site } from "./site.js";
import { temp } from "./temps.js";
import { add, concat } from "./text.js";
import {
  BOTTOM,
  constant,
  isBottom,
  join,
  plain,
  reference,
  type ScopeObj,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";
import { expose, globalValue, readParam, readVar, writeVar } from "./variables.js";

/** Executes one instruction; false when control does not go on behind it. */
export function transfer(m: Machine, f: Frame, i: Instr): boolean {
  switch (i.op) {
    case "const":
      f.temps[i.dst] =
        typeof i.value === "object" && i.value !== null
          ? reference(m.heap.regex(i.value.regex, i.value.flags))
          : constant(i.value);
      return true;
    case "getvar":
      f.temps[i.dst] = readVar(m, f, i.ref);
      return true;
    case "setvar":
      writeVar(m, f, i.ref, temp(f, i.src));
      return true;
    case "global":
      f.temps[i.dst] = globalValue(m, f, i.name);
      return true;
    case "setglobal":
      m.heap.write(
        m.ext(`${f.module.language === "python" ? "builtins" : "global"}.${i.name}`),
        "%value",
        temp(f, i.src),
      );
      return true;
    case "import":
      f.temps[i.dst] = importModule(
        m,
        f,
        i.kind,
        i.specifier,
        i.src === undefined ? undefined : temp(f, i.src),
        m.site(f.module, i.span),
      );
      return true;
    case "exports":
      f.temps[i.dst] = m.heap.read(m.info(f.module).moduleObj, "exports");
      return true;
    case "module":
      f.temps[i.dst] = reference(m.info(f.module).moduleObj);
      return true;
    case "reexport":
      reexport(m, f.module, temp(f, i.src));
      return true;
    case "func":
      f.temps[i.dst] = functionValue(m, f, i.fn);
      expose(m, f);
      return true;
    case "class":
      // Before: what stands in the class itself (decorators, static values) runs at once.
      expose(m, f);
      f.temps[i.dst] = classValue(
        m,
        f,
        i.cls,
        i.supers.map((s) => temp(f, s)),
        m.site(f.module, i.span),
      );
      return true;
    case "object":
      f.temps[i.dst] = entriesToObject(m, f, i.entries, m.site(f.module, i.span));
      return true;
    case "array":
      f.temps[i.dst] = elementsToArray(m, f, i.elements, m.site(f.module, i.span));
      if (i.elements.length === 0) noteEmpty(f, i.dst);
      return true;
    case "load": {
      const site = m.site(f.module, i.span);
      const from = temp(f, i.obj);
      const own = (v: Value) => load(m, f, v, i.key, site);
      const loaded = i.item === true ? itemOf(m, f, from, constant(i.key), site, own) : own(from);
      f.temps[i.dst] = m.messages.get(i)?.get(f.summary.fn) ?? boundOnLoad(m, f, i, from, loaded);
      return true;
    }
    case "loadi": {
      const [key, site] = [temp(f, i.key), m.site(f.module, i.span)];
      f.temps[i.dst] = itemOf(m, f, temp(f, i.obj), key, site, (v) =>
        loadComputed(m, f, v, key, site, shiftOf(f.fn, i.key)),
      );
      noteDeepRead(m, f, i, temp(f, i.obj), temp(f, i.key));
      return true;
    }
    case "store": {
      const site = m.site(f.module, i.span);
      const [to, src] = [temp(f, i.obj), temp(f, i.src)];
      if (i.kind !== undefined) store(m, f, to, `%${i.kind}:${i.key}`, src);
      else
        store(m, f, i.item === true ? putItem(m, f, to, constant(i.key), src, site) : to, i.key, src, site);
      return true;
    }
    case "storei": {
      const [key, src, site] = [temp(f, i.key), temp(f, i.src), m.site(f.module, i.span)];
      const to = putItem(m, f, temp(f, i.obj), key, src, site);
      storeComputed(m, f, to, key, src, site);
      recordDeepWrite(m, f, i, key, site);
      return true;
    }
    case "rest":
      f.temps[i.dst] = restOf(m, f, temp(f, i.src), i, m.site(f.module, i.span));
      return true;
    case "call": {
      const result = evalCall(m, f, i);
      f.temps[i.dst] = result ?? BOTTOM;
      return result !== undefined;
    }
    case "concat": {
      const site = m.site(f.module, i.span);
      f.temps[i.dst] = concat(
        m,
        i.parts.map((p) => asText(m, f, temp(f, p), site)),
        site,
      );
      return true;
    }
    case "add": {
      const [left, right, site] = [temp(f, i.left), temp(f, i.right), m.site(f.module, i.span)];
      f.temps[i.dst] = operated(m, f, { operator: "+", left, right }, site) ?? add(m, f, left, right, site);
      return true;
    }
    case "binary": {
      const [left, right, site] = [temp(f, i.left), temp(f, i.right), m.site(f.module, i.span)];
      f.temps[i.dst] =
        operated(m, f, { operator: i.operator, left, right }, site) ??
        setOperation(m, f, i) ??
        compare(m, f, i.operator, left, right, site);
      return true;
    }
    case "unary":
      f.temps[i.dst] = unary(m, i.operator, asCondition(f, i.src, temp(f, i.src)), f, i);
      return true;
    case "logical": {
      const l = asCondition(f, i.left, temp(f, i.left));
      const r = asCondition(f, i.right, temp(f, i.right));
      f.temps[i.dst] = logical(i.operator, l, r);
      return true;
    }
    case "select":
      f.temps[i.dst] = choose(
        m,
        f,
        i,
        asCondition(f, i.cond, temp(f, i.cond)),
        temp(f, i.then),
        temp(f, i.otherwise),
      );
      return true;
    case "default": {
      const v = temp(f, i.src);
      const maybe =
        v.unknown ||
        isBottom(v) ||
        v.consts.includes(undefined) ||
        (f.module.language === "python" && v.consts.includes(null));
      f.temps[i.dst] = maybe ? join(withoutUndefined(v), temp(f, i.otherwise)) : v;
      return true;
    }
    case "await":
      f.temps[i.dst] = temp(f, i.src);
      return true;
    case "yield":
      f.temps[i.dst] = UNKNOWN;
      return true;
    case "iterate":
      f.temps[i.dst] = iterate(m, f, temp(f, i.src), i.of, m.site(f.module, i.span));
      return true;
    case "this":
      f.temps[i.dst] = f.env.self;
      return true;
    case "super":
      f.temps[i.dst] = superValue(m, f, m.site(f.module, i.span));
      return true;
    case "arguments": {
      const args = m.heap.data("array", m.site(f.module, f.fn.span), `a${f.summary.id}`);
      f.summary.args.forEach((_a, n) => {
        m.heap.write(args, String(n), readParam(f, n));
      });
      f.temps[i.dst] = reference(args);
      return true;
    }
    case "caught":
      // Known to be an exception, so that models can say what of it tells much.
      f.temps[i.dst] = m.wantedSources.has("error-detail")
        ? { ...UNKNOWN, refs: [m.ext("%caught.error")] }
        : UNKNOWN;
      return true;
    case "enter":
      f.temps[i.dst] = enterContext(m, f, temp(f, i.src), m.site(f.module, i.span));
      return true;
    case "unsupported": {
      let v: Value = UNKNOWN;
      for (const t of i.inputs) v = join(v, { ...plain(temp(f, t)), refs: [], consts: [] });
      f.temps[i.dst] = v;
      return true;
    }
  }
}

function withoutUndefined(v: Value): Value {
  return v.consts.includes(undefined) || v.consts.includes(null)
    ? { ...plain(v), consts: v.consts.filter((c) => c !== undefined && c !== null) }
    : v;
}

/** What `typeof` says of a form; of nothing it says two things. */
const TYPEOF: Readonly<Record<Form, readonly string[]>> = {
  function: ["function"],
  object: ["object"],
  text: ["string"],
  number: ["number"],
  boolean: ["boolean"],
  nothing: ["undefined", "object"],
};

function unary(m: Machine, operator: string, v: Value, f: Frame, i: Instr): Value {
  if (operator === "!") return negate(truthOf(f, v));
  if (operator === "typeof") {
    const forms = formsOf(v);
    if (forms !== undefined)
      return {
        refs: [],
        consts: [...new Set([...forms].flatMap((form) => TYPEOF[form]))],
        taints: [],
        unknown: false,
      };
    const site = m.site(f.module, i.span);
    return {
      ...UNKNOWN,
      taints: v.taints.map((n) =>
        m.lineage.extend(n, { op: "flow", flow: "identity", label: "typeof" }, site),
      ),
    };
  }
  if (operator === "swallows") return swallowing(m, f, v, m.site(f.module, i.span));
  if (operator === "void") return UNDEFINED;
  if (operator === "+" && v.taints.length > 0) return asNumber(m, v, m.site(f.module, i.span));
  if (operator === "-" && v.consts.length === 1 && typeof v.consts[0] === "number")
    return constant(-(v.consts[0] as number));
  return UNKNOWN;
}

function reexport(m: Machine, module: ModuleIR, from: Value): void {
  const { exports } = m.info(module);
  for (const obj of from.refs) {
    if (obj.kind === "namespace" || obj.kind === "object") {
      // Noted as a link: names that appear later in the source module are found too.
      m.heap.write(exports, "%from", reference(obj));
    } else if (obj.kind === "ext") m.heap.write(exports, "%from", reference(obj));
  }
}

function superValue(m: Machine, f: Frame, site: Site): Value {
  for (let s: ScopeObj | undefined = f.env; s !== undefined; s = s.parent) {
    if (s.owner !== undefined) return reference(m.heap.superOf(site, s.owner, f.env.self));
  }
  return UNKNOWN;
}
