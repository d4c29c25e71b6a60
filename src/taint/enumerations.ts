/**
 * Python: `Job(name)` of an enumeration gives the member of that value, and throws where there is none. A member
 * stands for its value.
 *
 *   class Job(Enum): BUILD = "build"
 *   Job(name)                            from here on, `name` is "build"
 */

import { ancestry } from "./definitions.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { assume } from "./state.js";
import { testPred } from "./tested.js";
import { BOTTOM, type ClassObj, isBottom, joinAll, type Value } from "./values.js";

const isEnumeration = (path: string): boolean => /^enum\.(Str|Int)?(Enum|Flag)$/.test(path);

/** The member that an enumeration is asked for; undefined for other classes, and where its members are not known. */
export function memberAsked(
  m: Machine,
  f: Frame,
  cls: ClassObj,
  args: CallArgs,
  site: Site,
): Value | undefined {
  const { own, external } = ancestry(cls);
  const [asked] = args.positional;
  if (asked === undefined || !external.some(isEnumeration)) return undefined;
  if (asked.taints.length === 0)
    return asked.consts.length > 0 ? { ...BOTTOM, consts: asked.consts } : undefined;
  // What has no member of its own may be given one.
  if (own.some((c) => c.cls.members.some((member) => member.name === "_missing_"))) return undefined;
  const members = membersOf(m, own);
  if (isBottom(members) || members.unknown || members.refs.length > 0 || members.taints.length > 0)
    return undefined;
  assume(f.state, testPred(asked, "in-set", members, cls.cls.name, site).whenTrue);
  return members;
}

function membersOf(m: Machine, own: readonly ClassObj[]): Value {
  return joinAll(
    own.flatMap((c) =>
      m.heap.entries(c).flatMap(([key]) => (/^[_%]/.test(key) ? [] : [m.heap.read(c, key)])),
    ),
  );
}
