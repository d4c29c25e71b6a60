/**
 * What a call gives that ran a function it was handed: the function's result, a list of it, the element that was
 * found. For a list of known elements there is one result each, and it is known which element it belongs to.
 */
import type { CallbackRow } from "../models/types.js";
import { keepArguments, type ModelCall } from "./arguments.js";
import { elementsOf, listedBy } from "./collections.js";
import { predOf } from "./conditions.js";
import { noteChosen } from "./emptiness.js";
import { type FactDelta, forEach } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import { oneSided } from "./one-sided.js";
import { predOfElements, quantified } from "./quantified.js";
import { replacedCharacters } from "./replaced-characters.js";
import { assume } from "./state.js";
import { supplierOf } from "./supplied.js";
import {
  BOOL,
  BOTTOM,
  canBeTrue,
  constant,
  isBottom,
  isNeverEmpty,
  join,
  type Outcome,
  type Pred,
  plain,
  reference,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

/** The result of a call by the one result that stands for all of its function; undefined where the rows say it is none. */
export function shape(
  m: Machine,
  call: ModelCall,
  kind: NonNullable<CallbackRow["result"]>,
  result: Value,
  list: Value | undefined,
  generates = false,
): Value | undefined {
  switch (kind) {
    case "none":
    case "never":
    case "served":
      return undefined;
    case "return":
      return result;
    case "replaced":
      // Where the function says a text for every character that is found, none of what was found is left.
      return replacedCharacters(m, call, call.args.positional[0], call.args.positional[1]) === undefined
        ? result
        : undefined;
    case "supplied": {
      // `yield session` in a function that cleans up afterwards: what it yields is supplied.
      const given = generates ? elementsOf(m, result, call.site) : result;
      const context = call.frame.summary.heapContext;
      const made = m.heap.extCall(`${call.path}()`, call.site, context, call.path, undefined);
      keepArguments(made, call.args);
      return supplierOf(m, made, plain(given));
    }
    case "list": {
      const arr = m.heap.data("array", call.site, `cl${call.frame.summary.heapContext}`);
      const inner =
        result.refs.some((r) => r.kind === "array") && /flatMap$/.test(call.path)
          ? elementsOf(m, result, call.site)
          : plain(result);
      m.heap.write(arr, "*", untainted(inner));
      const { taints } = inner === result ? result : join({ ...BOTTOM, taints: result.taints }, inner);
      return { refs: [arr], consts: [], taints: listedBy(m, taints, call.site), unknown: false };
    }
    case "some":
    case "every":
      return withPred(BOOL, quantified(kind, predOf(result), list));
    case "find": {
      if (list === undefined) return UNKNOWN;
      const test = predOf(result);
      const found = { ...plain(list), taints: chosenFrom(m, call, list, test.whenTrue) };
      return {
        ...join(found, { ...BOTTOM, consts: [undefined] }),
        outcomes: [
          { value: found, facts: test.whenTrue, there: formOfTested(list, test) },
          {
            value: { ...BOTTOM, consts: [undefined] },
            facts: quantified("some", test, list).whenFalse,
          },
        ],
      };
    }
    case "position":
      return foundAt(quantified("some", predOf(result), list));
    case "filter": {
      const arr = m.heap.data("array", call.site, `cf${call.frame.summary.heapContext}`);
      if (list !== undefined) m.heap.write(arr, "*", untainted(plain(list)));
      const taints = chosenFrom(m, call, list, forEach(predOf(result).whenTrue));
      noteChosen(call.frame.state, arr, taints, quantified("some", predOf(result), list));
      return { refs: [arr], consts: [], taints, unknown: false };
    }
  }
}

/** Where something was found: nowhere, at the beginning, which is as false as nothing, or elsewhere. */
const foundAt = ({ whenTrue, whenFalse }: Pred): Value => ({
  ...UNKNOWN,
  outcomes: [
    { value: constant(-1), facts: whenFalse },
    { value: constant(0), facts: whenTrue },
    { value: constant(1), facts: whenTrue },
  ],
});

/** What was found is an object where a property of it was tested; a text may be empty, which is false, but for a path. */
function formOfTested({ taints, consts }: Value, { whenTrue, whenFalse }: Pred): "value" | "object" {
  if (taints.length > 0 && taints.every(isNeverEmpty) && consts.every(Boolean)) return "object";
  const facts = [...whenTrue, ...whenFalse];
  return facts.length > 0 && facts.every(isOfProperty) ? "object" : "value";
}

function isOfProperty({ node, fact }: FactDelta): boolean {
  if (fact.options !== undefined) return fact.options.every((o) => o.every(isOfProperty));
  for (let n: Node | undefined = node; n?.parent !== undefined; n = n.parent)
    if (n.parent.op?.op === "flow" && n.parent.op.flow === "element") return n.op?.op === "prop";
  return false;
}

/** What taints the elements that passed a test: they go by a name of their own, of which the test is known. */
function chosenFrom(
  m: Machine,
  call: ModelCall,
  list: Value | undefined,
  passed: readonly FactDelta[],
): readonly Node[] {
  if (list === undefined) return [];
  const at = { lineage: m.lineage, key: `${call.frame.summary.id}%${call.site.id}` };
  const chosen = oneSided(at, list, BOTTOM, passed);
  if (chosen === undefined) return list.taints;
  assume(call.frame.state, chosen.facts);
  return chosen.value.taints;
}

/** The element that a test has chosen, with what the test says of it. */
function chosenOf(m: Machine, call: ModelCall, element: Value, result: Value): Value {
  if (element.taints.length === 0) return element;
  return { ...plain(element), taints: chosenFrom(m, call, element, predOf(result).whenTrue) };
}

/** An element as the new list holds it; the list itself carries what taints it, and is not empty for that. */
const untainted = (element: Value): Value => ({
  ...element,
  taints: [],
  unknown: element.unknown || element.taints.length > 0,
});

interface ElementResult {
  readonly element: Outcome;
  readonly result: Value;
}

/** The same where the function ran once for each known element of a list. */
export function perElement(
  m: Machine,
  call: ModelCall,
  kind: NonNullable<CallbackRow["result"]>,
  results: readonly ElementResult[],
): Value | undefined {
  switch (kind) {
    case "none":
    case "never":
      return undefined;
    case "find": {
      // Which element is found tells what the test compared it with.
      let all: Value = { ...BOTTOM, consts: [undefined] };
      const outcomes: Outcome[] = [];
      const missed: FactDelta[] = [];
      for (const { element, result } of results) {
        if (!canBeTrue(result)) continue;
        outcomes.push({ value: element.value, facts: predOf(result).whenTrue, tag: element.tag });
        missed.push(...predOf(result).whenFalse);
        all = join(all, element.value);
      }
      outcomes.push({ value: { ...BOTTOM, consts: [undefined] }, facts: missed });
      return { ...all, outcomes };
    }
    case "position":
      return foundAt(
        predOfElements(
          "some",
          results.map(({ result }) => predOf(result)),
        ),
      );
    case "filter": {
      const arr = m.heap.data("array", call.site, `cf${call.frame.summary.heapContext}`);
      let n = 0;
      for (const { element, result } of results)
        if (canBeTrue(result)) m.heap.write(arr, String(n++), chosenOf(m, call, element.value, result));
      arr.length = Math.max(arr.length, n);
      return reference(arr);
    }
    case "list": {
      const arr = m.heap.data("array", call.site, `cl${call.frame.summary.heapContext}`);
      const flat = /flatMap$/.test(call.path);
      let n = 0;
      for (const { result } of results) {
        if (flat && result.refs.some((r) => r.kind === "array"))
          m.heap.write(arr, "*", elementsOf(m, result, call.site));
        else if (!isBottom(result)) m.heap.write(arr, String(n++), result);
      }
      arr.length = Math.max(arr.length, n);
      return reference(arr);
    }
    default: {
      let all: Value = BOTTOM;
      for (const { result } of results) all = join(all, plain(result));
      return kind === "return" || kind === "replaced" || kind === "supplied" || kind === "served"
        ? all
        : withPred(
            BOOL,
            predOfElements(
              kind,
              results.map(({ result }) => predOf(result)),
            ),
          );
    }
  }
}
