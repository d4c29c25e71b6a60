import { describe, expect, it } from "vitest";
import { clip, isSafe, makeSafe, quote, safeJson } from "../../src/findings/quote.js";

describe("makeSafe", () => {
  const cases: readonly [string, string, string][] = [
    ["a terminal escape", "\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"],
    ["an 8-bit escape", "\x9b31m", "\\x9b31m"],
    ["an operating system command", "\x1b]0;title\x07", "\\x1b]0;title\\x07"],
    ["line breaks and tabs", "a\r\n\tb", "a\\r\\n\\tb"],
    ["carriage return and backspace", "ok\r\b\x7f", "ok\\r\\x08\\x7f"],
    ["a NUL", "a\0b", "a\\x00b"],
    ["bidirectional overrides", "\u202eabc\u2066\u2069", "\\u{202e}abc\\u{2066}\\u{2069}"],
    ["zero-width characters", "a\u200bb\u200dc\ufeffd\u2060", "a\\u{200b}b\\u{200d}c\\u{feff}d\\u{2060}"],
    ["tag characters", "x\u{e0041}\u{e0042}", "x\\u{e0041}\\u{e0042}"],
    ["variation selectors", "x\ufe00\u{e0101}", "x\\u{fe00}\\u{e0101}"],
    ["letters without a glyph", "a\u3164b\u115f", "a\\u{3164}b\\u{115f}"],
    ["line separators", "a\u2028b\u2029", "a\\u{2028}b\\u{2029}"],
    ["a lone surrogate", "a\ud800b", "a\\u{d800}b"],
    ["a soft hyphen", "pass\u00adword", "pass\\xadword"],
  ];
  it.each(cases)("shows %s", (_name, text, expected) => {
    expect(makeSafe(text)).toBe(expected);
    expect(isSafe(text)).toBe(false);
    expect(makeSafe(makeSafe(text))).toBe(expected);
  });

  it.each(["plain text", "naïve café", "日本語", "🙂 ❤️ 👍🏽", "`code` [link](x)"])(
    "leaves %s alone",
    (text) => {
      expect(makeSafe(text)).toBe(text);
      expect(isSafe(text)).toBe(true);
    },
  );

  it("is quick on a long text of nothing but escapes", () => {
    const started = performance.now();
    makeSafe("\x1b".repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("clip", () => {
  it("counts code points and marks the cut", () => {
    expect(clip("abcdef", 6)).toBe("abcdef");
    expect(clip("abcdefg", 6)).toBe("abcde…");
    expect(clip("🙂🙂🙂🙂", 4)).toBe("🙂🙂🙂🙂");
    expect(clip("🙂🙂🙂🙂🙂", 4)).toBe("🙂🙂🙂…");
  });
});

describe("quote", () => {
  it("puts safe, short text between backticks that the text cannot close", () => {
    expect(quote("read_file")).toBe("`read_file`");
    expect(quote("a`b\x1b[1m")).toBe("`a'b\\x1b[1m`");
    expect(quote("x".repeat(500), 10)).toBe(`\`${"x".repeat(9)}…\``);
  });
});

describe("safeJson", () => {
  it("gives the same data in bytes that are safe to show", () => {
    const value = { name: "\x1b[1m\u202e\u{e0041}\u200b\x9b ok é", list: ["a\nb"] };
    const text = safeJson(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(isSafe(text.replaceAll("\n", ""))).toBe(true);
    expect(text).toContain("é");
  });
});
