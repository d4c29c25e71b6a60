/** Reports made on Windows: paths with forward slashes, relative, in every form. */
import { describe, expect, it, vi } from "vitest";

vi.mock("node:path", async () => {
  const { win32 } = await vi.importActual<typeof import("node:path")>("node:path");
  return { ...win32, default: win32 };
});

const { FORMATS, render } = await import("../../src/report/index.js");
const { sampleReport } = await import("./sample.js");

const report = { ...sampleReport(), base: "C:\\work\\My Project", root: "C:\\work\\My Project\\packages\\a" };
const look = { width: 120, color: 0, unicode: true, verbose: true } as const;

describe("a report made on Windows", () => {
  it.each(FORMATS)("has no path of that system, as %s", async (format) => {
    const text = await render(report, format, { ...look, cwd: "C:\\work\\My Project" });
    expect(text).not.toMatch(/C:|\\\\?(?:work|packages|src|tools|git\.ts)/);
    if (format !== "json") expect(text).toMatch(/packages\/a\/src\/tools\/git\.ts/);
  });

  it("shows paths relative to the working directory, or whole where that is on another drive", async () => {
    const text = (cwd: string) => render(report, "text", { ...look, cwd });
    expect(await text("C:\\work\\My Project\\packages")).toContain("\na/src/tools/git.ts:42:10\n");
    expect(await text("D:\\else")).toContain("C:/work/My Project/packages/a/src/tools/git.ts:42:10");
  });

  it("takes a base on another drive for none", async () => {
    const text = await render({ ...report, base: "D:\\else" }, "sarif", { ...look, cwd: "D:\\else" });
    expect(text).toContain('"uri": "src/tools/git.ts"');
  });
});
