import { describe, expect, it } from "vitest";
import { buildExcerpt } from "../../src/findings/excerpt.js";

const span = (line: number, col: number, endLine: number, endCol: number) => ({ line, col, endLine, endCol });

/** The text under each mark, which must be the code of the place. */
function marked(lines: readonly string[], place: ReturnType<typeof span>): string[] {
  return (buildExcerpt(lines, place)?.lines ?? [])
    .filter((line) => line.mark !== undefined)
    .map((line) => line.text.slice(line.mark?.start, line.mark?.end));
}

describe("buildExcerpt", () => {
  it("shows the line with one line of context and takes off shared indentation", () => {
    const lines = ["function f(x) {", "    const y = x;", "    exec(y);", "    return y;", "}"];
    expect(buildExcerpt(lines, span(3, 4, 3, 11))).toEqual({
      lines: [
        { number: 2, text: "const y = x;" },
        { number: 3, text: "exec(y);", mark: { start: 0, end: 7 } },
        { number: 4, text: "return y;" },
      ],
    });
  });

  it("leaves out empty context lines", () => {
    expect(buildExcerpt(["", "exec(y)", "  "], span(2, 0, 2, 7))?.lines).toHaveLength(1);
  });

  it("marks every line of a longer place, up to four", () => {
    const lines = ["exec(", "  a,", "  b,", "  c,", "  d,", ");"];
    expect(marked(lines, span(1, 0, 6, 1))).toEqual(["exec(", "a,", "b,", "c,"]);
  });

  it("cuts a long line around the column", () => {
    const line = `${"a".repeat(50_000)}exec(cmd)${"b".repeat(50_000)}`;
    const excerpt = buildExcerpt([line], span(1, 50_000, 1, 50_009));
    expect(marked([line], span(1, 50_000, 1, 50_009))).toEqual(["exec(cmd)"]);
    expect(excerpt?.lines[0]?.text.length).toBeLessThan(210);
    expect(excerpt?.lines[0]?.text).toMatch(/^…a+exec\(cmd\)b+…$/);
  });

  it("keeps the mark under the code when what stands before it is escaped or a tab", () => {
    expect(marked(["\tx\u202e = exec(y)"], span(1, 6, 1, 13))).toEqual(["exec(y)"]);
    expect(buildExcerpt(["\x1b[2Jexec(y)"], span(1, 4, 1, 11))?.lines[0]?.text).toBe("\\x1b[2Jexec(y)");
  });

  it("underlines something even where the place is empty or past the end of the line", () => {
    expect(buildExcerpt(["abc"], span(1, 1, 1, 1))?.lines[0]?.mark).toEqual({ start: 1, end: 2 });
    expect(buildExcerpt(["abc"], span(1, 90, 1, 95))?.lines[0]?.mark).toEqual({ start: 3, end: 4 });
  });

  it("gives nothing for a place outside of the file", () => {
    expect(buildExcerpt(["abc"], span(2, 0, 2, 1))).toBeUndefined();
    expect(buildExcerpt([], span(1, 0, 1, 1))).toBeUndefined();
    expect(buildExcerpt(["abc"], span(0, 0, 0, 0))).toBeUndefined();
  });
});
