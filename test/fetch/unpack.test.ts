/** Archives that no honest tool makes: refused with a reason, and nothing of them is written elsewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Parser } from "tar";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { unpack } from "../../src/fetch/unpack/index.js";
import { notesOnLeftOut } from "../../src/fetch/unpack/left-out.js";
import { CAPS, type Stage } from "../../src/fetch/unpack/stage.js";
import { temporaryFolder } from "../temporary.js";
import { type Entry, tar, tgz, zip } from "./make-archives.js";

let outer: string;
beforeEach(() => {
  outer = temporaryFolder("unpack");
});

const target = (): string => join(outer, "inner", "tree");

async function tryIt(
  data: Buffer,
  form: "tar" | "zip",
  caps: Partial<typeof CAPS> = {},
): Promise<Stage | string> {
  try {
    return await unpack(data, target(), { what: "evil", form, strip: 0, caps: { ...CAPS, ...caps } });
  } catch (error) {
    expect((error as Error).name).toBe("RefusedArchive");
    return (error as Error).message;
  }
}

/** Nothing was written but below the target. */
function expectNothingOutside(): void {
  expect(readdirSync(outer).filter((name) => name !== "inner")).toEqual([]);
  if (existsSync(join(outer, "inner")))
    expect(readdirSync(join(outer, "inner")).filter((n) => n !== "tree")).toEqual([]);
}

it("reads nothing behind the end of a tar archive, and counts it", async () => {
  const whole = tar([{ name: "a.js", content: "1" }]);
  const behind = Buffer.concat([whole, Buffer.alloc(4 * 1024 ** 2), tar([{ name: "b.js" }])]);
  const write = vi.spyOn(Parser.prototype, "write");
  expect(typeof (await tryIt(gzipSync(behind), "tar"))).toBe("object");
  expect(readdirSync(target())).toEqual(["a.js"]);
  // What is handed on behind the end is kept there, and copied with every part that comes after it.
  expect(write.mock.calls.length).toBeLessThan(5);
  write.mockRestore();
  expect(await tryIt(gzipSync(behind), "tar", { ratioFrom: 1024 ** 2 })).toMatch(/100 times its own size/);
});

it("says that a zip archive is packed by a method that is not read", async () => {
  const data = zip([{ name: "a.js", content: "1" }]);
  for (const mark of ["PK\x03\x04", "PK\x01\x02"]) {
    const at = data.indexOf(mark, 0, "latin1");
    data.writeUInt16LE(14, at + (mark === "PK\x03\x04" ? 8 : 10));
  }
  expect(await tryIt(data, "zip")).toMatch(/packed by a method that is not read here/);
});

const BAD_NAMES: readonly (readonly [string, RegExp])[] = [
  ["../../escaped.txt", /leads out of its folder/],
  ["a/../../../escaped.txt", /leads out of its folder/],
  ["..\\..\\escaped.txt", /leads out of its folder/],
  ["/tmp/mcp-audit-absolute.txt", /absolute path/],
  ["C:\\escaped.txt", /absolute path/],
  ["a\u001b[2Jb.js", /control characters/],
  ["a\nb.js", /control characters/],
  [`${"d/".repeat(80)}x.js`, /folders in each other/],
  [`${"n".repeat(300)}.js`, /longer than file systems allow/],
];

describe.each(["tar", "zip"] as const)("%s archives", (form) => {
  const make = (entries: readonly Entry[]): Buffer => (form === "tar" ? tgz(entries) : zip(entries));

  it.each(BAD_NAMES)("refuses the name %j", async (name, reason) => {
    const result = await tryIt(
      make([
        { name: "ok.js", content: "1" },
        { name, content: "2" },
      ]),
      form,
    );
    expect(result).toMatch(reason);
    // None of them may reach a terminal.
    expect(result).not.toMatch(/[\u0000-\u001f]/);
    expect(existsSync(target())).toBe(false);
    expectNothingOutside();
  });

  it("unpacks an ordinary one", async () => {
    const stage = await tryIt(
      make([
        { name: "a/b.js", content: "one" },
        { name: "c.txt", content: "two" },
      ]),
      form,
    );
    expect(typeof stage).toBe("object");
    expect(readFileSync(join(target(), "a/b.js"), "utf8")).toBe("one");
    expect(statSync(join(target(), "c.txt")).mode & 0o111).toBe(0);
  });

  it("refuses one of far too many files", async () => {
    // A zip archive of the old form counts to 65,535.
    const entries = Array.from({ length: form === "tar" ? 100_000 : 65_535 }, (_, i) => ({ name: `f${i}` }));
    expect(await tryIt(make(entries), form)).toMatch(/more than 30,000 entries/);
    expectNothingOutside();
  });

  it("refuses one that grows too much", async () => {
    const bomb = make([{ name: "zeros", content: Buffer.alloc(40 * 1024 ** 2) }]);
    expect(await tryIt(bomb, form, { ratioFrom: 1024 ** 2 })).toMatch(/100 times its own size/);
    expect(await tryIt(bomb, form, { ratioFrom: 1024 ** 3, bytes: 1024 ** 2 })).toMatch(/more than 1 MB/);
    expectNothingOutside();
  });

  it("leaves out files that are too large, and says so", async () => {
    const stage = await tryIt(
      make([{ name: "big", content: Buffer.alloc(2000, "x") }, { name: "a.js" }]),
      form,
      { fileBytes: 1000 },
    );
    expect(readdirSync(target())).toEqual(["a.js"]);
    expect(notesOnLeftOut(stage as Stage).map((note) => note.text)).toEqual([
      "1 very large file was not unpacked: big.",
    ]);
  });

  it("keeps the last of two entries of one name, and says so", async () => {
    const stage = await tryIt(
      make([
        { name: "a.js", content: "first" },
        { name: "a.js", content: "last" },
      ]),
      form,
    );
    expect(readFileSync(join(target(), "a.js"), "utf8")).toBe("last");
    expect(notesOnLeftOut(stage as Stage)[0]?.weight).toBe("odd");
  });

  it("refuses a name that is both a file and a folder", async () => {
    expect(
      await tryIt(
        make([
          { name: "a", content: "x" },
          { name: "a/b", content: "y" },
        ]),
        form,
      ),
    ).toMatch(/both a file and a folder/);
    expectNothingOutside();
  });

  it("leaves a repository's own folder out", async () => {
    await tryIt(make([{ name: "p/.git/hooks/post-checkout", content: "x" }, { name: "p/a.js" }]), form);
    expect(readdirSync(join(target(), "p"))).toEqual(["a.js"]);
  });

  it("refuses what is damaged", async () => {
    const whole = make([{ name: "a.js", content: "x".repeat(50_000) }]);
    expect(await tryIt(whole.subarray(0, whole.length - 60), form)).toMatch(/damaged/);
    expect(await tryIt(Buffer.from(form === "tar" ? "\x1f\x8bno" : "PK\x03\x04no"), form)).toMatch(/damaged/);
  });
});

describe("tar archives only", () => {
  it("creates no link, so nothing is written through one", async () => {
    const stage = await tryIt(
      tgz([
        { name: "out", type: "2", link: "../../.." },
        { name: "out/escaped.txt", content: "x" },
        { name: "hard", type: "1", link: "/etc/passwd" },
        { name: "pipe", type: "6" },
      ]),
      "tar",
    );
    expect(statSync(join(target(), "out")).isDirectory()).toBe(true);
    expect(readdirSync(target())).toEqual(["out"]);
    expectNothingOutside();
    expect(notesOnLeftOut(stage as Stage).map((note) => note.text)).toEqual([
      "2 links in the archive were left out.",
      "1 device or other special file in the archive was left out; no package needs one.",
    ]);
  });

  it("refuses what is compressed twice", async () => {
    expect(await tryIt(gzipSync(tgz([{ name: "a" }])), "tar")).toMatch(/compressed twice/);
  });

  it("reads one that is not compressed", async () => {
    await tryIt(tar([{ name: "a.js", content: "x" }]), "tar");
    expect(readdirSync(target())).toEqual(["a.js"]);
  });
});

describe("zip archives only", () => {
  it("creates no link", async () => {
    const stage = await tryIt(zip([{ name: "l", content: "/etc", mode: 0o120777 }, { name: "a.js" }]), "zip");
    expect(readdirSync(target())).toEqual(["a.js"]);
    expect((stage as Stage).left.links).toBe(1);
  });

  it("does not believe a size that is too small", async () => {
    expect(await tryIt(zip([{ name: "a", content: Buffer.alloc(5000), claims: 10 }]), "zip")).toMatch(
      /damaged/,
    );
  });
});
