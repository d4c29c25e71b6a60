import { describe, expect, it } from "vitest";
import { expression } from "./lower.js";

describe("string literals", () => {
  it.each([
    ['"a\\n\\t\\\\\\x41\\u00e9\\101"', "a\n\t\\AéA"],
    ['r"a\\n"', "a\\n"],
    ["'it\\'s'", "it's"],
    ["b'bytes'", "bytes"],
    ['"""x\n"y" """', 'x\n"y" '],
    ['"join\\\ned"', "joined"],
    ['"\\q"', "\\q"],
    ['"\\N{BULLET}"', "?"],
    ["''", ""],
    ['"é😀"', "é😀"],
  ])("%s", async (source, value) => {
    expect(await expression(source)).toBe(JSON.stringify(value));
  });
});

describe("numbers", () => {
  it.each([
    ["1_000", "1000"],
    ["0xff", "255"],
    ["0o17", "15"],
    ["0b101", "5"],
    ["-3", "-3"],
    ["1e3", "1000"],
    ["10j", "10"],
  ])("%s", async (source, value) => {
    expect(await expression(source)).toBe(value);
  });
});
