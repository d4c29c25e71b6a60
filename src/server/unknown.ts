/** Calls nobody in the tree makes: values for them that stand for anything of the declared types. */
import type { FunctionIR, ModuleIR, Param } from "../ir/types.js";
import { argsOf, callFunction, NO_ARGS } from "../taint/call.js";
import { ancestry, methodOf } from "../taint/definitions.js";
import type { CallArgs, Frame, Machine } from "../taint/machine.js";
import { typedValue } from "../taint/typed.js";
import { type ClassObj, type FnObj, isBottom, reference, UNKNOWN, type Value } from "../taint/values.js";

/** An instance that stands for all instances of a class: its constructor is run with unknown arguments once. */
export function typedInstance(m: Machine, frame: Frame, cls: ClassObj): Value {
  const self = reference(m.heap.instance(undefined, "typed", cls));
  const { own } = ancestry(cls);
  for (const c of [...own].reverse()) {
    const init = c.cls.fieldInit === undefined ? undefined : methodOf(m, c, c.cls.fieldInit);
    if (init !== undefined) callFunction(m, frame, init, self, NO_ARGS, m.site(c.module, c.cls.span));
  }
  const home = own.find((c) => c.cls.ctor !== undefined);
  const ctor = home?.cls.ctor === undefined ? undefined : methodOf(m, home, home.cls.ctor);
  if (ctor !== undefined && home !== undefined)
    callFunction(m, frame, ctor, self, unknownArgs(m, home.module, ctor), m.site(home.module, home.cls.span));
  return self;
}

/** A function of a class as its method, where the class has been seen. */
export function methodIn(
  m: Machine,
  module: ModuleIR,
  { cls: at, id }: FunctionIR,
): { readonly cls: ClassObj; readonly method: FnObj } | undefined {
  const written = at === undefined ? undefined : module.classes[at];
  const cls = written === undefined ? undefined : m.classObjects.get(written);
  const method = cls === undefined ? undefined : methodOf(m, cls, id);
  return cls === undefined || method === undefined ? undefined : { cls, method };
}

export function unknownArgs(m: Machine, module: ModuleIR, fn: FnObj): CallArgs {
  const given = (p: Param): Value => {
    const v = p.type === undefined ? UNKNOWN : typedValue(m, module, p.type);
    return isBottom(v) ? UNKNOWN : v;
  };
  const byName = fn.fn.params.filter((p) => p.keywordOnly === true);
  return {
    ...argsOf(fn.fn.params.filter((p) => p.keywordOnly !== true).map(given)),
    names: new Map(byName.map((p) => [p.name, given(p)])),
  };
}
