import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { discover } from "../../src/discover/index.js";
import { longestLine, readSource } from "../../src/discover/read.js";
import { findSourceMap } from "../../src/discover/source-map.js";
import { makeTree } from "./make-tree.js";

const MIB = 1024 * 1024;
const read = (content: string | Buffer, limit = MIB) => {
  const root = makeTree({ "a.ts": content });
  return readSource(join(root, "a.ts"), "a.ts", limit);
};

describe("readSource", () => {
  it("reads UTF-8 with and without a mark, and UTF-16 with one", () => {
    expect(read("é🙂").text).toBe("é🙂");
    expect(read("\ufeffx").text).toBe("x");
    expect(read(Buffer.from("\ufeffxé", "utf16le")).text).toBe("xé");
    expect(read(Buffer.from("\ufeffxé", "utf16le").swap16()).text).toBe("xé");
    expect(read("").text).toBe("");
  });

  it.each([
    ["utf-7", "# -*- coding: utf-7 -*-\n"],
    ["unicode_escape", "#!/usr/bin/env python\n# vim: set fileencoding=unicode_escape :\n"],
    ["raw-unicode-escape", "\f\n #coding=raw-unicode-escape\r\n"],
    ["iso2022_jp", "#coding: iso2022_jp\r"],
    ["cp037", "# encoding: cp037\n"],
    ["utf-16-le", "# coding: utf-16-le\n"],
    ["pyxl", "# coding: pyxl\n"],
  ])("says that Python may read something else by the declared %s", (name, lines) => {
    const root = makeTree({ "a.py": `${lines}x = 1  # +AAo-evil()\n` });
    const { text, note } = readSource(join(root, "a.py"), "a.py", MIB);
    expect(text).toContain("x = 1");
    expect(note).toMatchObject({ kind: "failed" });
    expect(note?.message).toContain(`it declares the encoding ${name},`);
  });

  it.each([
    ["# coding: latin-1\n", "é", "latin1"],
    ["# coding: UTF_8\n", "é", "utf8"],
    ["# coding: iso8859_1\n", "é", "latin1"],
    ["# coding: cp1252\n", "é", "latin1"],
    ["\n# coding: ascii\n", "e", "utf8"],
    ["# coding: euc_kr\n", "e", "utf8"],
    // No declarations: behind code, on the third line, in a text.
    ["import os\n# coding: utf-7\n", "é", "utf8"],
    ["\n\n# coding: utf-7\n", "é", "utf8"],
    ["'# coding: utf-7'\n", "é", "utf8"],
  ] as const)("decodes a Python file by %j", (lines, text, encoding) => {
    const root = makeTree({ "a.py": Buffer.from(`${lines}x = "${text}"\n`, encoding) });
    expect(readSource(join(root, "a.py"), "a.py", MIB)).toMatchObject({ text: `${lines}x = "${text}"\n` });
    expect(readSource(join(root, "a.py"), "a.py", MIB).note).toBeUndefined();
  });

  it("replaces bytes that are not UTF-8 and says so", () => {
    const result = read(Buffer.from([0x61, 0xff, 0x62]));
    expect(result.text).toBe("a\ufffdb");
    expect(result.note?.kind).toBe("info");
  });

  it("does not give up on a NUL in otherwise valid text, which is how one blinds a scanner", () => {
    expect(read("/* \0 */ exec(x)").text).toContain("exec(x)");
  });

  it("tells binaries by bytes that are neither text nor printable", () => {
    const result = read(Buffer.from([0x47, 0x40, 0x00, 0x10, 0xff, 0x00, 0xfe]));
    expect(result.text).toBeUndefined();
    expect(result.note).toMatchObject({ kind: "skipped", message: "a binary file under a source name" });
  });

  it("stops at the limit", () => {
    expect(read("x".repeat(2 * MIB)).note).toMatchObject({
      kind: "skipped",
      message: "2 MB, more than the 1 MB that are read of one file",
    });
  });

  it("does not follow a link that took the file's place", () => {
    const root = makeTree({ "real.ts": "secret" });
    symlinkSync(join(root, "real.ts"), join(root, "a.ts"));
    expect(readSource(join(root, "a.ts"), "a.ts", MIB)).toMatchObject({
      text: undefined,
      note: { kind: "failed" },
    });
  });
});

describe("limits of a tree", () => {
  const open = (root: string) => discover({ paths: ["."], cwd: root, extensions: [".js", ".ts"] });

  it("lets an entry bundle be larger than other files", async () => {
    const big = `${"x;\n".repeat(MIB)}`;
    const manifest = JSON.stringify({ name: "x", bin: { x: "./bundle" } });
    const root = makeTree({ "package.json": manifest, "bundle.js": big, "data.js": big });
    const tree = await open(root);
    expect(tree.readSource("bundle.js")?.text.length).toBe(big.length);
    expect(tree.readSource("data.js")).toBeUndefined();
    expect(tree.notes).toMatchObject([{ path: "data.js", kind: "skipped" }]);
  });

  it("knows the entry bundles of plugins and configurations", async () => {
    const big = `${"x;\n".repeat(MIB)}`;
    const started = (file: string) => ({ mcpServers: { x: { command: "node", args: [file] } } });
    const root = makeTree({
      ".claude-plugin/plugin.json": JSON.stringify(started("${CLAUDE_PLUGIN_ROOT}/a.js")),
      "sub/.mcp.json": JSON.stringify({ x: { command: "sh", args: ["-c", "node ./b.js --all"] } }),
      "manifest.json": JSON.stringify({
        server: { entry_point: "c.js", mcp_config: { args: ["${__dirname}/d.js"] } },
      }),
      "gemini-extension.json": JSON.stringify(started("${extensionPath}${/}e.js")),
      "other.json": JSON.stringify(started("f.js")),
      "sub/mcp.json": JSON.stringify(started("../../f.js")),
      ...Object.fromEntries(["a", "c", "d", "e", "f", "sub/b"].map((name) => [`${name}.js`, big])),
    });
    const tree = await open(root);
    const read = tree.sources.filter((path) => tree.readSource(path) !== undefined);
    expect(read).toEqual(["a.js", "c.js", "d.js", "e.js", "sub/b.js"]);
  });

  it("takes any configuration, whatever it holds", async () => {
    const hostile = [
      "{",
      "null",
      "[]",
      '"text"',
      '{"mcpServers":7,"server":[]}',
      '{"mcpServers":{"__proto__":{"__proto__":["a.js"]},"x":null,"y":{"args":{"length":9}},"z":{"args":[null,{},"\\u0000a.js","/a.js","../a.js"]}}}',
    ];
    for (const text of hostile) {
      const root = makeTree({ ".mcp.json": text, "a.js": `${"x;\n".repeat(MIB)}` });
      expect((await open(root)).readSource("a.js") === undefined, text).toBe(true);
    }
  });

  it("skips data in one endless line, and minified assets of a web page", async () => {
    const root = makeTree({
      "data.ts": `export const x = "${"a".repeat(1_100_000)}";`,
      "public/app.js": `${"a();".repeat(4000)}`,
      "dist/app.js": `${"a();".repeat(4000)}`,
    });
    const tree = await open(root);
    expect(tree.sources.map((path) => tree.readSource(path) !== undefined)).toEqual([false, true, false]);
    expect(tree.notes.map((note) => note.message)).toEqual([
      "a line of 1100020 characters: data, not code",
      "a minified file among the assets of a web page",
    ]);
  });

  it("measures lines", () => {
    expect(longestLine("")).toBe(0);
    expect(longestLine("ab\nabcd\nabc")).toBe(4);
  });
});

describe("findSourceMap", () => {
  const map = JSON.stringify({ version: 3, sources: ["a.ts"], sourcesContent: ["x"], mappings: "" });
  const inline = (url: string) => findSourceMap("/nowhere", "a.js", `x;\n//# sourceMappingURL=${url}\n`);

  it("reads a map beside the file and one inside it", () => {
    const root = makeTree({ "dist/a.js.map": map });
    expect(findSourceMap(root, "dist/a.js", "x;\n//# sourceMappingURL=a.js.map")).toBe(map);
    expect(inline(`data:application/json;base64,${Buffer.from(map).toString("base64")}`)).toBe(map);
    expect(inline(`data:application/json;charset=utf-8,${encodeURIComponent(map)}`)).toBe(map);
  });

  it("passes over maps without sources, elsewhere, or broken", () => {
    const root = makeTree({ "a.js.map": '{"sources":[]}', "other/b.js.map": map });
    writeFileSync(join(root, "c.js.map"), map);
    for (const url of [
      "a.js.map",
      "../other/b.js.map",
      "/etc/passwd",
      "https://example.com/a.map",
      "none.map",
    ]) {
      expect(findSourceMap(root, "dist/a.js", `x;//# sourceMappingURL=${url}`), url).toBeUndefined();
    }
    expect(inline("data:application/json,%E0%A4%A")).toBeUndefined();
    expect(findSourceMap(root, "a.js", "no map at all")).toBeUndefined();
  });
});
