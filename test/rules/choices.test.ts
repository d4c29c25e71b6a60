/** The choices of a handler are found in steps that grow with its comparisons, not with their square. */
import { expect, it } from "vitest";
import { choicesOf } from "../../rules/loose-schema/choices.js";
import type { Program } from "../../src/rules/api.js";

it("looks once through a function that compares many times", () => {
  let asked = 0;
  const fn = {
    params: [{ name: "mode" }],
    get blocks() {
      asked++;
      return [{ term: { op: "throw" } }];
    },
  };
  const type = { value: { refs: [{ kind: "typed", type: { name: "str" } }] } };
  const branch = (text: string) => ({
    fn,
    fact: { test: "equals", text: [text] },
    node: { root: { kind: "param", position: 0 } },
  });
  const program = {
    tools: [
      { schema: { refs: [{ kind: "object", cells: new Map([["mode", type]]) }] }, functions: new Set([fn]) },
    ],
    branches: Array.from({ length: 30 }, (_, i) => branch(`m${i}`)),
    functions: [],
  } as unknown as Program;
  expect(choicesOf(program).map(({ field, texts }) => [field, texts.length])).toEqual([["mode", 30]]);
  expect(asked).toBe(1);
});
