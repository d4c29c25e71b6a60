/**
 * Lists, shards, lines and merging, by themselves. That merging is associative, commutative and idempotent is tried
 * on many results that are made up from a seed.
 */
import type { Run } from "sarif";
import { describe, expect, it } from "vitest";
import { type FleetLine, failedLine, formatLine, parseLine, parseLines } from "../../src/fleet/line.js";
import { parseList } from "../../src/fleet/list.js";
import { mergeLines } from "../../src/fleet/merge.js";
import { failedRun, formatLog, mergeRuns, parseLog } from "../../src/fleet/sarif.js";
import { isInShard, parseShard } from "../../src/fleet/shard.js";

describe("lists", () => {
  it.each<[string, string, string[]]>([
    ["lines", "npm:a\r\n  pypi:b==1 \n\nnpm:a\n", ["npm:a", "pypi:b==1"]],
    [
      "comments, and none inside of a word",
      "# all\ngit+https://h/o/r.git#v1 # a tag\nx #y",
      ["git+https://h/o/r.git#v1", "x"],
    ],
    ["a byte order mark", '\ufeff["npm:a"]', ["npm:a"]],
    ["strings", '["npm:a", "npm:b", "npm:a"]', ["npm:a", "npm:b"]],
    [
      "objects",
      JSON.stringify([
        { target: "npm:a" },
        { package: "pypi:b" },
        { package: "c", registry: "npm", version: "1.0.0" },
        { package: { registryType: "pypi", identifier: "d", version: "2.0" } },
      ]),
      ["npm:a", "pypi:b", "npm:c@1.0.0", "pypi:d==2.0"],
    ],
    [
      "the registry's servers",
      JSON.stringify({
        servers: [
          {
            server: {
              name: "io.x/y",
              packages: [
                { registryType: "npm", identifier: "@x/y", version: "1.2.3" },
                { registryType: "pypi", identifier: "y", version: "1.2.3" },
              ],
            },
          },
          { name: "old", packages: [{ registry_name: "npm", name: "old", version: "0.1.0" }] },
        ],
        metadata: { count: 2 },
      }),
      ["npm:@x/y@1.2.3", "pypi:y==1.2.3", "npm:old@0.1.0"],
    ],
    ["nothing but comments", "# nothing\n", []],
  ])("of %s", (_name, text, targets) => {
    expect(parseList(text, "list").targets).toEqual(targets);
  });

  it("say what they leave out", () => {
    const list = [
      { server: { remotes: [{ url: "https://x" }] } },
      {
        packages: [
          { registryType: "oci", identifier: "docker.io/x/y" },
          { registryType: "OCI", identifier: "z" },
        ],
      },
      { package: "bare" },
      { packages: [{ registryType: "\u001b[31m", identifier: "x" }] },
      7,
    ];
    const { targets, left } = parseList(JSON.stringify({ servers: list }), "list");
    expect(targets).toEqual([]);
    expect(Object.fromEntries(left)).toEqual({
      "remote servers": 1,
      "oci packages": 2,
      "packages of no named registry": 1,
      "other packages": 1,
      "entries without a target": 1,
    });
  });

  it.each([
    ['["npm:a"', "begins like JSON and is none"],
    ['{"packages": []}', "JSON of another form"],
  ])("refuse %s", (text, message) => {
    expect(() => parseList(text, "l.json")).toThrow(message);
  });
});

describe("shards", () => {
  const targets = Array.from({ length: 2000 }, (_, i) => `npm:@scope/server-${i}`);

  it.each([1, 2, 3, 7, 16])("in %i parts hold every target once", (count) => {
    const parts = Array.from({ length: count }, (_, i) =>
      targets.filter((target) => isInShard(target, { index: i + 1, count })),
    );
    expect(parts.flat().sort()).toEqual([...targets].sort());
    for (const part of parts) expect(part.length).toBeGreaterThan((targets.length / count) * 0.7);
  });

  it("stay the same on every machine and in every version", () => {
    const shard = { index: 2, count: 3 };
    expect(["npm:a", "npm:b", "npm:c", "npm:d", "npm:e"].filter((each) => isInShard(each, shard))).toEqual([
      "npm:a",
      "npm:e",
    ]);
  });

  it("are counted from one", () => {
    expect(parseShard("2/8")).toEqual({ index: 2, count: 8 });
    for (const wrong of ["0/3", "4/3", "1/0", "1", "a/b", "-1/3", "1/3/5", "1/1000000", ""])
      expect(parseShard(wrong), wrong).toBeUndefined();
  });
});

describe("lines", () => {
  const line = failedLine("npm:\u001b[31mx\u2028", "0.1.0", { kind: "failed", message: "No.\u0007\u202e" });

  it("are one line each, safe to show, and are read back", () => {
    const text = formatLine(line);
    expect(text).toMatch(/^[ -~]+\n$/);
    expect(parseLine(text)).toEqual(line);
    expect(line.error?.message).toBe("No.\\x07\\u{202e}");
  });

  it("are found missing when the last was cut off at any place", () => {
    const whole = formatLine(failedLine("a", "0.1.0", { kind: "failed", message: "No." }));
    const text = formatLine(line);
    for (let end = 1; end < text.length - 1; end++) {
      expect(parseLines(whole + text.slice(0, end), "f")).toMatchObject({
        truncated: true,
        lines: [{ target: "a" }],
      });
    }
    expect(parseLines(whole + text.trimEnd(), "f")).toMatchObject({ truncated: false, lines: { length: 2 } });
  });

  it.each(["hello\n", "hello", "{}\n", '{"formatVersion":2}\n', "null\n"])("are not %j", (text) => {
    expect(() => parseLines(text, "f.jsonl")).toThrow(
      "Line 1 of f.jsonl was not written by mcp-audit fleet.",
    );
  });
});

/** Numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function made(next: () => number): FleetLine {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const target = pick(["npm:a", "npm:b", "pypi:c", "d", "E", "\u00e9"]);
  const version = pick(["0.1.0", "0.2.0", "0.10.0", "1.0.0-rc.1", "odd"]);
  const base = failedLine(target, version, {
    kind: pick(["failed", "timeout"]),
    message: pick(["No.", "Not."]),
  });
  if (next() < 0.3) return base;
  const { error: _, ...rest } = base;
  return { ...rest, verdict: pick(["connect", "avoid"]), tools: pick([[], ["t"]]) };
}

const set = (next: () => number): FleetLine[] =>
  Array.from({ length: Math.floor(next() * 12) }, () => made(next));

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  return values
    .map((value) => [next(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);
}

describe("merging", () => {
  const runsOf = (lines: readonly FleetLine[]): Run[] => [
    ...lines.map((line) => failedRun(line)),
    // What a single audit wrote has no target.
    ...lines.slice(0, 2).map(({ tool }) => ({ tool: { driver: { name: tool.version } }, results: [] })),
  ];

  it.each<[string, (sets: readonly FleetLine[][]) => string, (text: string) => FleetLine[] | Run[]]>([
    [
      "lines",
      (sets) => mergeLines(sets.flat()).map(formatLine).join(""),
      (text) => [...parseLines(text, "").lines],
    ],
    ["runs", (sets) => formatLog(mergeRuns(runsOf(sets.flat()))), (text) => parseLog(text, "") ?? []],
  ])("%s: the order, the grouping and repetition do not matter", (name, merge, read) => {
    const again = (...texts: string[]): string =>
      name === "lines"
        ? mergeLines(texts.flatMap((text) => read(text) as FleetLine[]))
            .map(formatLine)
            .join("")
        : formatLog(mergeRuns(texts.flatMap((text) => read(text) as Run[])));
    for (let seed = 0; seed < 300; seed++) {
      const next = random(seed);
      const sets = [set(next), set(next), set(next)];
      const [a = "", b = "", c = ""] = sets.map((each) => merge([each]));
      const all = again(a, b, c);
      expect(again(again(a, b), c)).toBe(all);
      expect(again(a, again(b, c))).toBe(all);
      expect(again(c, a, b)).toBe(all);
      expect(again(all, b, all)).toBe(all);
      if (name === "lines") expect(merge([shuffled(sets.flat(), next)])).toBe(all);
    }
  });

  it("keeps the line that says more, and a run that says the same", () => {
    for (let seed = 0; seed < 300; seed++) {
      const lines = set(random(seed));
      const kept = mergeLines(lines);
      expect(kept.map(({ target }) => target)).toEqual(
        [...new Set(lines.map(({ target }) => target))].sort(),
      );
      for (const { target, error, tool } of kept) {
        const others = lines.filter((line) => line.target === target);
        if (error !== undefined) expect(others.every((line) => line.error !== undefined)).toBe(true);
        if (tool.version === "0.1.0" && error === undefined)
          expect(others.some((line) => line.error === undefined && line.tool.version === "0.10.0")).toBe(
            false,
          );
      }
      const told = mergeRuns(lines.map((line) => failedRun(line))).map((run) => run.properties?.["fleet"]);
      expect(told).toEqual(kept);
    }
  });

  it("refuses SARIF of another form, and takes nothing else for SARIF", () => {
    expect(() => parseLog('{"version":"2.0.0","runs":[]}', "x.sarif")).toThrow("x.sarif is not SARIF 2.1.0");
    expect(() => parseLog('{"version":"2.1.0","runs":[3]}', "x.sarif")).toThrow("its runs have another form");
    expect(parseLog("{}", "x")).toBeUndefined();
    expect(parseLog("no JSON", "x")).toBeUndefined();
  });
});
