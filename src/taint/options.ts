/**
 * Words of a command line that is put together piece by piece: what stands behind `--` or behind the name of an
 * option is marked where the list is made, since its position is lost later.
 */
import type { Machine } from "./machine.js";
import type { Site } from "./site.js";
import { type State, setField } from "./state.js";
import { constant, joinListed, type Obj, onlyConst, plain, type Value } from "./values.js";

/** Lists of which one is meant that are kept apart from others. */
const MAX_LISTS = 4;

/** Marks operands: they stand behind `--` and cannot be read as options. */
export const behindDashes = (m: Machine, v: Value, site: Site): Value => marked(m, v, "--", site);

/** Marks the value of an option: it stands behind its name and is taken as it is. */
export const behindOption = (m: Machine, v: Value, site: Site): Value => marked(m, v, "option", site);

function marked(m: Machine, v: Value, label: string, site: Site): Value {
  if (v.taints.length === 0) return v;
  return {
    ...plain(v),
    taints: v.taints.map((n) => m.lineage.extend(n, { op: "flow", flow: "collect", label }, site)),
  };
}

/**
 * Words that are put behind those of a list, one after the other. `seen` is told of each as it was given; the list
 * remembers on this path that it has a `--`. Where it is one of several lists (`cmd = ["git"] if git else ["grep"]`),
 * that is remembered of all of them together, since nobody knows which of them got it.
 */
export function putBehind(
  m: Machine,
  state: State,
  lists: readonly Obj[],
  words: readonly (Value | undefined)[],
  site: Site,
  seen: (word: Value) => void = () => {},
): Value | undefined {
  const key = keyOf(lists);
  return inTurn(m, words, site, hasDashes(state, lists), seen, (dashes) => {
    if (key !== undefined) setField(state, key, dashes);
    return key !== undefined;
  });
}

/** What a new list holds behind the words of `first`, which stays as it is: `cmd + ["--", path]`. */
export function addedBehind(
  m: Machine,
  state: State,
  first: readonly Obj[],
  made: Obj,
  words: readonly Value[],
  site: Site,
): Value | undefined {
  const key = keyOf([made]) as string;
  const dashes = hasDashes(state, first) || (first.length > 0 && first.every((list) => isWritten(m, list)));
  if (dashes) setField(state, key, constant("--"));
  return inTurn(
    m,
    words,
    site,
    dashes,
    () => {},
    (word) => {
      setField(state, key, word);
      return true;
    },
  );
}

/** Each word with what those in front of it say of it; `meets` is told of a `--` and says whether it counts. */
function inTurn(
  m: Machine,
  words: readonly (Value | undefined)[],
  site: Site,
  behind: boolean,
  seen: (word: Value) => void,
  meets: (dashes: Value) => boolean,
): Value | undefined {
  let dashes = behind;
  let out: Value | undefined;
  let previous: Value | undefined;
  for (const v of words) {
    if (v === undefined) continue;
    const valued = previous !== undefined && isOption(previous);
    previous = v;
    seen(v);
    const word = dashes ? behindDashes(m, v, site) : valued ? behindOption(m, v, site) : v;
    out = out === undefined ? word : joinListed(out, word);
    if (v.consts.length === 1 && v.consts[0] === "--" && v.refs.length + v.taints.length === 0)
      dashes = meets(v) || dashes;
  }
  return out;
}

function hasDashes({ fields }: State, lists: readonly Obj[]): boolean {
  const key = keyOf(lists);
  return key !== undefined && (fields.has(key) || lists.every((list) => fields.has(keyOf([list]) as string)));
}

/** Does the list hold a `--` where it is written down? */
function isWritten(m: Machine, list: Obj): boolean {
  if (list.kind !== "array") return false;
  for (let i = 0; i < list.length; i++) {
    const only = onlyConst(m.heap.read(list, String(i)));
    if (only?.value === "--") return true;
  }
  return false;
}

/** The name by which the state knows of a `--` in the one of these lists that is meant. */
const keyOf = (lists: readonly Obj[]): string | undefined =>
  lists.length === 0 || lists.length > MAX_LISTS
    ? undefined
    : `o${lists
        .map(({ id }) => id)
        .sort((a, b) => a - b)
        .join("+")}.%dashes`;

/** Is it the constant name of an option: `-n`, `--name`? One with a value of its own (`--name=x`) is complete. */
export function isOption(v: Value): boolean {
  const [name] = v.consts;
  return (
    v.consts.length === 1 &&
    v.refs.length + v.taints.length === 0 &&
    typeof name === "string" &&
    takesValue(name)
  );
}

/** Options that are switches in every program that has them; what stands behind is an argument of its own. */
const SWITCH =
  /^--(?:no-[\w-]+|all|cached|color|colou?rs?|debug|decorate|dry-run|follow|force|full|graph|hard|help|ignore-case|interactive|json|list|long|mixed|name-only|name-status|numstat|oneline|patch|porcelain|prune|quiet|raw|recursive|reverse|short|silent|soft|staged|stat|summary|tags|update|verbose|version|yes)$/;

/** May the next word be the value of this option? */
export const takesValue = (word: string): boolean => /^--?[A-Za-z][\w-]*$/.test(word) && !SWITCH.test(word);
