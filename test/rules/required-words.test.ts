import { describe, expect, it } from "vitest";
import { SIGNALS } from "../../rules/tool-poisoning/signals.js";
import { FORMS } from "../../src/artifacts/traits.js";
import { requiredWords } from "./required-words.js";

describe("the words that every match of a pattern holds", () => {
  it.each([
    [/\bfoo\s+bar(?:baz|qux)?/i, ["foo"]],
    [/(?:one|two)\s+x/, ["one", "two"]],
    [/(?:one)?\s+three/, ["three"]],
    [/[ab]|c/, undefined],
  ])("%s", (pattern, words) => {
    expect(requiredWords(pattern)).toEqual(words);
  });
});

const patterns = [
  ...SIGNALS.map(
    ({ pattern, words }) => [`poisoning: ${pattern.source.slice(0, 60)}`, pattern, words] as const,
  ),
  ...FORMS.map(
    ([what, words, pattern]) => [`${what}: ${pattern.source.slice(0, 60)}`, pattern, words] as const,
  ),
];

describe("the words that a pattern is looked for by", () => {
  it.each(patterns)("stand in each of its matches: %s", (_name, pattern, words) => {
    const required = requiredWords(pattern);
    expect(required).toBeDefined();
    for (const each of required ?? []) expect(words.filter((word) => each.includes(word))).not.toEqual([]);
  });
});
