import { describe, expect, it } from "vitest";
import { pythonPattern } from "../../src/ir/python-patterns.js";

describe("pythonPattern", () => {
  it.each([
    ["what both write alike", "^[a-z]+(?:x|y)?$", "", "^[a-z]+(?:x|y)?$", ""],
    ["flags in front", "(?i)^a", "", "^a", "i"],
    ["flags of Unicode", "(?au)a", "A", "a", ""],
    ["flags beside it", "^a$", "ms", "^a$", "ms"],
    ["flags of a part", "(?a:x)(?im:y)", "", "(?:x)(?im:y)", ""],
    ["names of groups", "(?P<a>x)(?P=a)", "", "(?<a>x)\\k<a>", ""],
    ["both ends", "\\Aa\\Z", "", "^a$", ""],
    ["both ends, beside those of lines", "\\A^a$\\Z", "m", "(?<![\\s\\S])^a$(?![\\s\\S])", "m"],
    ["what is escaped before", "\\\\Z", "", "\\\\Z", ""],
    ["repeated at most", "a{,3}", "", "a{0,3}", ""],
    ["a class that begins with its end", "[]a][^]b][a]", "", "[\\]a][^\\]b][a]", ""],
    ["comments", "a(?#why)b", "", "ab", ""],
    ["written out", " a [ #] \\  # why ]\n b", "x", "a[ #]\\ b", ""],
    ["written out, as it says itself", "(?x) a b # c", "", "ab", ""],
  ])("%s", (_, written, given, source, flags) => {
    expect(pythonPattern(written, given)).toEqual({ source, flags });
  });

  it("leaves what is very long as it is", () => {
    const long = "(?P<a>x)".repeat(1_000);
    expect(pythonPattern(long, "i")).toEqual({ source: long, flags: "i" });
  });

  it("takes no time for brackets that nothing closes", () => {
    expect(pythonPattern("[".repeat(4_000)).flags).toBe("");
    expect(pythonPattern("(?#".repeat(1_300)).flags).toBe("");
  });
});
