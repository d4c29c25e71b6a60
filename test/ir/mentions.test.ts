import { describe, expect, it } from "vitest";
import { mentions } from "../../src/ir/mentions.js";
import type { ModuleIR } from "../../src/ir/types.js";

const module = (text: string | undefined): ModuleIR => ({ text }) as ModuleIR;

describe("words in the text of a file", () => {
  it("says whether one is there", () => {
    expect(mentions(module("request({ rejectUnauthorized: false })"), /rejectUnauthorized/)).toBe(true);
    expect(mentions(module("request({ agent })"), /rejectUnauthorized/)).toBe(false);
  });

  it("takes a file that spells characters as escapes for one that holds every word", () => {
    for (const text of [
      'o["reject\\x55nauthorized"]',
      "o.reject\\u0055nauthorized",
      'o["reject\\125nauthorized"]',
    ])
      expect(mentions(module(text), /rejectUnauthorized/)).toBe(true);
    expect(mentions(module("text.match(/\\d+\\.\\w/)"), /rejectUnauthorized/)).toBe(false);
  });

  it("takes a module without a text for one that holds every word", () => {
    expect(mentions(module(undefined), /rejectUnauthorized/)).toBe(true);
  });
});
