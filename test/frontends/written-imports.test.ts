/** Specifiers told from texts that are not parsed: none that a parser finds may be missing. */
import { describe, expect, it } from "vitest";
import { importsWrittenIn as inJavaScript } from "../../src/frontends/javascript/written-imports.js";
import { importsWrittenIn as inPython } from "../../src/frontends/python/written-imports.js";

describe("imports written in a text", () => {
  it("are found in JavaScript and TypeScript", () => {
    const text = `
import "./side-effect.js"; import a, { b as c } from './ab';
import {
  d,
} from "@scope/d";
export * from "./star"
export { e } from "./e";
import f = require("./f");
const g = __importStar(require('./g')), h = (await import(/* webpack */ \`./never\`), import("./h"));
const i = __require("./i");`;
    expect(inJavaScript(text)).toEqual(
      expect.arrayContaining([
        ...["./side-effect.js", "./ab", "@scope/d", "./star", "./e", "./f", "./g", "./h", "./i"],
      ]),
    );
  });

  it("leave types out, which nothing runs", () => {
    const text = `import type { A } from "./types";\nexport type { B } from "./more";\nimport { c } from "./c";`;
    expect(inJavaScript(text)).toEqual(["./c"]);
  });

  it("are found in Python", () => {
    const text = [
      "import os, package.inner as inner",
      "from . import sibling",
      "from ..above.one import (",
      "    name,",
      ")",
      "try: import fallback; from other import x",
      "def late():",
      "    from inside import y",
      "from continued \\",
      "    import z",
      "important = 'from nowhere'",
    ].join("\r\n");
    expect(inPython(text)).toEqual([
      ...["os", "package.inner", ".", "..above.one", "fallback", "other", "inside", "continued"],
    ]);
  });

  it("are looked for to the end of a text that begins one everywhere", () => {
    const many = (text: string): string => text.repeat(100_000);
    expect(inJavaScript(`${many("import type ")}${many("from  ")}"./last"`)).toEqual(["./last"]);
    expect(inPython(`${many("from . ")}\n${many("import a, ")}\nimport last`)).toContain("last");
  });
});
