/**
 * What is left of a value behind the question of its type: `isinstance(x, dict)`, `x instanceof Client`,
 * `Array.isArray(x)`.
 *
 *   client = get_client()                    a client, or a dictionary that says what is missing
 *   if isinstance(client, dict): return client        the dictionary
 *   return client.repos(user)                         the client
 *
 * The ways in which the value came about answer for what each had established; and the variable that was asked for
 * holds on each branch only what may be there. What is not known may be anything.
 */
import type { Block, Temp } from "../ir/types.js";
import { elementsOf } from "./collections.js";
import { equalsPred } from "./conditions.js";
import { ancestry } from "./definitions.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import { isPutTogether } from "./presence.js";
import type { Site } from "./site.js";
import type { State } from "./state.js";
import {
  type Asked,
  BOTTOM,
  isBottom,
  joinAll,
  type Obj,
  type Outcome,
  onlyConst,
  type Pred,
  plain,
  type Value,
} from "./values.js";

/** Is something of the type: surely, surely not, or perhaps. */
type Answer = "yes" | "no" | "maybe";

/** A type that is asked for. */
interface Wanted {
  readonly object: (r: Obj) => Answer;
  readonly text: Answer;
  /** Numbers, true, false, and nothing at all. */
  readonly other: Answer;
}

const ANYTHING: Wanted = { object: () => "maybe", text: "maybe", other: "maybe" };

/** A list, as `Array.isArray` asks for it. */
const LIST: Wanted = {
  object: (r) => (r.kind === "array" ? "yes" : r.kind === "ext" || r.kind === "typed" ? "maybe" : "no"),
  text: "no",
  other: "no",
};

/** Types of Python with the kind of object that is one; lists, tuples and sets are not told apart. */
const BUILT_IN: ReadonlyMap<string, Obj["kind"] | "text" | "other"> = new Map([
  ["builtins.dict", "object"],
  ["builtins.list", "array"],
  ["builtins.tuple", "array"],
  ["builtins.set", "array"],
  ["builtins.frozenset", "array"],
  ["builtins.str", "text"],
  ["builtins.int", "other"],
  ["builtins.float", "other"],
  ["builtins.bool", "other"],
] as const);

/** What `isinstance(x, type)` and `x instanceof type` ask for; undefined where that is not known. */
function wantedOf(type: Value): Wanted | undefined {
  if (type.refs.length === 0 || type.unknown || type.consts.length + type.taints.length > 0) return undefined;
  const each = type.refs.map(wantedBy);
  if (each.includes(ANYTHING)) return undefined;
  return {
    object: (r) => anyOf(each.map((w) => w.object(r))),
    text: anyOf(each.map((w) => w.text)),
    other: anyOf(each.map((w) => w.other)),
  };
}

const anyOf = (answers: readonly Answer[]): Answer =>
  answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";

function wantedBy(type: Obj): Wanted {
  if (type.kind === "class") {
    // What has the methods of a protocol is one.
    if (ancestry(type).external.some((path) => path.endsWith("Protocol"))) return ANYTHING;
    return {
      object: (r) => {
        if (r.kind === "ext" || r.kind === "typed") return "maybe";
        if (r.kind !== "instance") return "no";
        if (ancestry(r.cls).own.includes(type)) return "yes";
        // Of what is known by its declared type, it may be a class derived from that.
        return ancestry(type).own.includes(r.cls) ? "maybe" : "no";
      },
      text: "no",
      other: "no",
    };
  }
  const built = type.kind === "ext" ? BUILT_IN.get(type.path) : undefined;
  if (built === undefined) return ANYTHING;
  return {
    object: (r) => {
      if (r.kind === "ext" || r.kind === "typed") return "maybe";
      if (r.kind === "instance") return ancestry(r.cls).external.length > 0 ? "maybe" : "no";
      if (r.kind !== built) return "no";
      return built === "array" ? "maybe" : "yes";
    },
    text: built === "text" ? "yes" : "no",
    other: built === "other" ? "maybe" : "no",
  };
}

/** A text that was put together, or that the environment holds. */
const isText = (node: Node): boolean =>
  isPutTogether(node) ||
  (node.op === undefined && node.root.kind === "source" && node.root.source.kind === "env-secret");

/** That of a value which may be of the type, or which may be of another. */
function part(v: Value, wanted: Wanted, of: boolean): Value {
  const may = (a: Answer): boolean => a !== (of ? "no" : "yes");
  const refs = v.refs.filter((r) => may(wanted.object(r)));
  const consts = v.consts.filter((c) => may(typeof c === "string" ? wanted.text : wanted.other));
  const taints = v.taints.filter((node) => !isText(node) || may(wanted.text));
  if (v.outcomes === undefined) return { refs, consts, taints, unknown: v.unknown };
  const outcomes = v.outcomes.flatMap((o): readonly Outcome[] => {
    const value = part(o.value, wanted, of);
    return isBottom(value) ? [] : [{ value, facts: o.facts, tag: o.tag, there: o.there }];
  });
  return { refs, consts, taints, unknown: v.unknown, outcomes };
}

/** What the answer says of the ways in which the value came about. */
function predOf(v: Value, wanted: Wanted): Pred | undefined {
  return equalsPred(v, (o) => ({
    may: !isBottom(part(o, wanted, true)),
    mayNot: !isBottom(part(o, wanted, false)),
  }));
}

/** The question for a type: what its answer says of a value, and what is asked. */
export interface TypeTest {
  readonly pred: Pred | undefined;
  readonly asked: Asked;
}

const asking = (wanted: Wanted): Asked => ({ part: (v, of) => part(v, wanted, of), negated: false });

const testOf = (v: Value, wanted: Wanted): TypeTest => ({ pred: predOf(v, wanted), asked: asking(wanted) });

/** `Array.isArray(v)` */
export const listTest = (v: Value): TypeTest => testOf(v, LIST);

/** `isinstance(v, type)`, or one of several types */
export function typeTest(m: Machine, v: Value, type: Value, site: Site): TypeTest | undefined {
  const several = type.refs.length > 0 && type.refs.every((r) => r.kind === "array");
  const wanted = wantedOf(several ? elementsOf(m, type, site) : type);
  return wanted && testOf(v, wanted);
}

/** What `v instanceof type` asks for; undefined where the type is not known. */
export function classAsked(type: Value): Asked | undefined {
  const wanted = wantedOf(type);
  return wanted && asking(wanted);
}

/** Is it one of the names that a loop goes over, each known by what it names? */
export const areNames = ({ outcomes, taints, unknown }: Value): boolean =>
  outcomes !== undefined &&
  taints.length === 0 &&
  !unknown &&
  outcomes.every((o) => o.tag !== undefined && typeof onlyConst(o.value)?.value === "string");

/** `if name != "password"`, `if name not in HIDDEN`: in a loop over names, those are left that the answer leaves. */
export function nameAsked(
  v: Value,
  { refs, consts, taints, unknown }: Value,
  negated: boolean,
): Asked | undefined {
  if (consts.length === 0 || unknown || refs.length + taints.length > 0 || !areNames(v)) return undefined;
  const part = (names: Value, of: boolean): Value => {
    const outcomes = names.outcomes?.filter((o) => consts.includes(onlyConst(o.value)?.value) === of);
    return outcomes === undefined ? names : { ...joinAll(outcomes.map((o) => plain(o.value))), outcomes };
  };
  return { part, negated };
}

/** The variable whose value decides the branch at the end of the block, as it still is there. */
function askedVariable({ instrs }: Block, cond: Temp): number | undefined {
  let subject: Temp | undefined = cond;
  let asked = false;
  for (let n = instrs.length - 1; n >= 0 && subject !== undefined; n--) {
    const i = instrs[n];
    if (i === undefined) return undefined;
    if (i.op === "getvar" && i.dst === subject)
      return asked && i.ref.depth === 0 && !isAssigned(instrs, n, i.ref.index) ? i.ref.index : undefined;
    if (i.op === "unary" && i.dst === subject) subject = i.operator === "!" ? i.src : undefined;
    else if (i.op === "call" && i.dst === subject) [subject, asked] = [i.args[0]?.value, true];
    else if (i.op === "binary" && i.dst === subject) [subject, asked] = [i.left, true];
  }
  return undefined;
}

const isAssigned = (instrs: Block["instrs"], from: number, index: number): boolean =>
  instrs.some((i, n) => n > from && i.op === "setvar" && i.ref.depth === 0 && i.ref.index === index);

/** Leaves in the variable that was asked for what may be there on each branch. */
export function narrow(
  block: Block,
  cond: Temp,
  { part, negated }: Asked,
  yes: State | undefined,
  no: State | undefined,
): void {
  const index = askedVariable(block, cond);
  if (index === undefined) return;
  for (const [state, of] of [
    [yes, !negated],
    [no, negated],
  ] as const) {
    const v = state?.vars.get(index);
    const left = v === undefined ? BOTTOM : part(v, of);
    // Where nothing is left, more may be there than is known of.
    if (!isBottom(left)) state?.vars.set(index, left);
  }
}
