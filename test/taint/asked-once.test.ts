/** A helper is on hundreds of ways: what does not depend on the way is found once, and not once for each of them. */
import { expect, it } from "vitest";
import { ofBothNames } from "../../src/taint/both-names.js";
import type { FactDelta } from "../../src/taint/facts.js";
import type { Flow } from "../../src/taint/flows.js";
import type { Node } from "../../src/taint/lineage.js";
import type { Machine } from "../../src/taint/machine.js";
import { readsListedNames } from "../../src/verdicts/listed-names.js";

it("makes one choice of a choice of facts about earlier names", () => {
  const node = { bare: {}, canonical: {} } as Node;
  const known = { node, fact: { test: "prefix", negated: false } } as FactDelta;
  const choice = {
    node,
    fact: { test: "either", negated: false, options: [[known]] },
  } as unknown as FactDelta;
  const [first] = ofBothNames([choice]);
  expect(first?.fact.options).toEqual([[known]]);
  expect(ofBothNames([choice])[0]).toBe(first);
});

it("looks once for who names a variable of the environment", () => {
  let asked = 0;
  const root = { kind: "param", position: 0, owner: { bindings: { get: () => void asked++ } } };
  const flow = {
    hit: {},
    source: { kind: "environment" },
    steps: [{ op: { op: "flow", flow: "identity", named: [{ root }] } }],
  } as unknown as Flow;
  expect(readsListedNames({} as Machine, flow)).toBe(false);
  const once = asked;
  expect(once).toBeGreaterThan(0);
  expect(readsListedNames({} as Machine, flow)).toBe(false);
  expect(asked).toBe(once);
});
