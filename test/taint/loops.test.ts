/** What the engine knows of a function before it runs it: the order of its blocks, what is read later, what counts. */
import { beforeAll, describe, expect, it } from "vitest";
import type { FunctionIR } from "../../src/ir/types.js";
import { blockOrder } from "../../src/taint/block-order.js";
import { liveVariables } from "../../src/taint/liveness.js";
import { enterLoop, loopEnds, nextBlock } from "../../src/taint/loops.js";
import { shiftOf } from "../../src/taint/positions.js";
import { newState } from "../../src/taint/state.js";
import { BOTTOM, constant } from "../../src/taint/values.js";
import { functionNamed, parseModule } from "../frontends/python/lower.js";

const text = `
def scan(words):
    i = 0
    found = []
    while i < len(words):
        word = words[i]
        if not word:
            i += 1
            continue
        value = words[i + 1]
        i += 2
        if value == "x":
            continue
        found.append(word)
    return found
`;
let fn: FunctionIR;

beforeAll(async () => {
  fn = functionNamed(await parseModule(text), "scan");
});

const variable = (name: string): number => fn.vars.findIndex((v) => v.name === name);
const head = (): number => [...loopEnds(fn).keys()][0] as number;

describe("a loop", () => {
  it("has one head, which leads to the blocks of its body", () => {
    expect(loopEnds(fn).size).toBe(1);
    expect(loopEnds(fn).get(head())).toBeGreaterThan(blockOrder(fn)[head()] as number);
  });

  it("is begun again only when its body has been gone through", () => {
    const order = blockOrder(fn);
    const end = loopEnds(fn).get(head()) as number;
    const last = order.indexOf(end);
    const behind = order.indexOf(end + 1);
    expect(nextBlock(new Set([head(), last]), order, loopEnds(fn))).toBe(last);
    expect(nextBlock(new Set([head()]), order, loopEnds(fn))).toBe(head());
    expect(nextBlock(new Set([head(), behind]), order, loopEnds(fn))).toBe(head());
    expect(nextBlock(new Set(), order, loopEnds(fn))).toBe(-1);
  });

  it("counts with any number", () => {
    const state = newState(fn.vars.length, BOTTOM);
    state.vars.set(variable("i"), constant(0));
    state.vars.set(variable("word"), constant(7));
    enterLoop(fn, head(), state);
    expect(state.vars.get(variable("i"))).toMatchObject({ consts: [], unknown: true });
    expect(state.vars.get(variable("word"))).toMatchObject({ consts: [7], unknown: false });
  });
});

describe("variables", () => {
  const isLive = (name: string, block: number) => {
    const index = variable(name);
    return (((liveVariables(fn)[block] as Uint32Array)[index >> 5] as number) & (1 << (index & 31))) !== 0;
  };

  it("that the next round reads are of use at its head, those of this round are not", () => {
    expect(["i", "words", "found", "word", "value"].map((name) => isLive(name, head()))).toEqual([
      ...[true, true, true],
      ...[false, false],
    ]);
  });

  it("are of no use before they are assigned", () => {
    expect(isLive("words", 0)).toBe(true);
    expect(isLive("i", 0)).toBe(false);
  });
});

describe("places in a list", () => {
  it("are told apart by what is added to the index", () => {
    const shifts = fn.blocks.flatMap((b) =>
      b.instrs.flatMap((i) => (i.op === "loadi" ? [shiftOf(fn, i.key)] : [])),
    );
    expect(shifts).toEqual(["+0", "+1"]);
  });
});
