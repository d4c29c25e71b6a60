/**
 * Python: operators that a class of the program defines.
 *
 *   runner / name        Runner.__truediv__
 *   store["key"] = v     Store.__setitem__
 *   name in allowed      Allowed.__contains__, whose answer says what it tested
 *   bag.command          Bag.__getattr__, where the bag has nothing else of that name
 *
 * What is no object of such a class is left to who handles the operator otherwise.
 */
import { argsOf, callFunction } from "./call.js";
import { negate, predOf } from "./conditions.js";
import { ancestry, memberKey, nearestMember } from "./definitions.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import {
  BOOL,
  BOTTOM,
  type ClassObj,
  constant,
  type FnObj,
  type InstanceObj,
  isBottom,
  join,
  type Obj,
  onlyConst,
  plain,
  reference,
  type Value,
  withPred,
} from "./values.js";

/** The methods of the left operand, and that of the right one where the left has none. */
const BINARY: ReadonlyMap<string, readonly [own: readonly string[], reflected: string]> = new Map(
  Object.entries({
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "@": "matmul",
    "|": "or",
    "&": "and",
    "^": "xor",
    "<<": "lshift",
    ">>": "rshift",
  }).map(([operator, name]) => [operator, [[`__${name}__`, `__i${name}__`], `__r${name}__`]]),
);

interface Operator {
  readonly operator: string;
  readonly left: Value;
  readonly right: Value;
}

/** The result of a binary operator where all that it acts on has a method for it. */
export function operated(
  m: Machine,
  f: Frame,
  { operator, left, right }: Operator,
  site: Site,
): Value | undefined {
  if (f.module.language !== "python") return undefined;
  if (operator === "in" || operator === "not in") {
    const found = called(m, f, right, ["__contains__"], [left], site);
    if (found === undefined || !isBottom(found.others)) return undefined;
    const answer = asAnswer(found.result);
    return operator === "in" ? answer : negate(answer);
  }
  const methods = BINARY.get(operator);
  if (methods === undefined) return undefined;
  const found =
    called(m, f, left, methods[0], [right], site) ?? called(m, f, right, [methods[1]], [left], site);
  return found === undefined || !isBottom(found.others) ? undefined : found.result;
}

/** What a test answers is true or false, and says what its truth says. */
function asAnswer(v: Value): Value {
  const only = onlyConst(v);
  return only === undefined ? withPred(BOOL, predOf(v)) : constant(Boolean(only.value));
}

/** `obj[key]`: what the methods give, and what `load` gives of that which has none. */
export function itemOf(
  m: Machine,
  f: Frame,
  obj: Value,
  key: Value,
  site: Site,
  load: (others: Value) => Value,
): Value {
  const found = called(m, f, obj, ["__getitem__"], [key], site);
  if (found === undefined) return load(obj);
  return isBottom(found.others) ? found.result : join(plain(found.result), plain(load(found.others)));
}

/** `obj[key] = value`; gives what has no method for it. */
export function putItem(m: Machine, f: Frame, obj: Value, key: Value, value: Value, site: Site): Value {
  return called(m, f, obj, ["__setitem__"], [key, value], site)?.others ?? obj;
}

/** What an object gives for a name that it has nothing for. */
export function answeredName(m: Machine, f: Frame, obj: InstanceObj, key: string, site: Site): Value {
  if (/^(__|%)/.test(key) || !isDefined(m, "__getattr__")) return BOTTOM;
  const method = methodFor(obj.cls, ["__getattr__"]);
  return method === undefined
    ? BOTTOM
    : callFunction(m, f, method, reference(obj), argsOf([constant(key)]), site);
}

interface Called {
  readonly result: Value;
  /** What has no such method, or may have another one outside the tree. */
  readonly others: Value;
}

function called(
  m: Machine,
  f: Frame,
  on: Value,
  names: readonly string[],
  args: readonly Value[],
  site: Site,
): Called | undefined {
  if (!on.refs.some(isPythonObject) || !names.some((name) => isDefined(m, name))) return undefined;
  let result: Value | undefined;
  const others = on.refs.filter((obj) => {
    const method = isPythonObject(obj) ? methodFor(obj.cls, names) : undefined;
    if (method === undefined) return true;
    const given = callFunction(m, f, method, reference(obj), argsOf(args), site);
    result = result === undefined ? given : join(plain(result), plain(given));
    return obj.kind === "instance" && ancestry(obj.cls).external.length > 0;
  });
  return result === undefined ? undefined : { result, others: { ...plain(on), refs: others } };
}

const isDefined = (m: Machine, name: string): boolean => m.methodsByName.has(name);

const isPythonObject = (obj: Obj): obj is InstanceObj =>
  obj.kind === "instance" && obj.cls.module.language === "python";

const methodFor = (cls: ClassObj, names: readonly string[]): FnObj | undefined =>
  nearestMember(
    cls,
    names.map((name) => memberKey("method", false, name)),
  );
