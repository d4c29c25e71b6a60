import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { pack } from "../../scripts/pack.js";
import { temporaryFolder } from "../temporary.js";

const folder = temporaryFolder("pack");

const rule = `id: bad-thing
title: Bad thing
mode: taint
severity: high
confidence: high
profile: default
cwe: [78]
owasp: [MCP05]
summary: Something bad happens here.
message: "The value of {param} of {entry} reaches {sink}."
fix: Do not do it.
sources: [tool-input]
sinks: [os-command]
`;

const model = `language: javascript
packages: [thing, "node:thing"]
sinks:
  - { call: [run, runSync], arg: 0, kind: os-command }
flows:
  - { call: "", from: "1..", to: return, op: string }
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  rmSync(join(folder, "rules"), { recursive: true, force: true });
  write("rules/bad-thing/rule.yaml", rule);
  write("rules/bad-thing/README.md", "# Bad thing\n\nText.\n");
  write("rules/bad-thing/cases/.keep", "");
  write("rules/_models/javascript/thing.yaml", model);
});

describe("pack", () => {
  it("finds no mistake in the rules and models of this project", () => {
    expect(pack(root).errors).toEqual([]);
  });

  it("writes rules with their pages, and models by language", () => {
    const { files, errors, warnings } = pack(folder);
    expect([errors, warnings]).toEqual([[], []]);
    const rules = JSON.parse(files.get("rules.json") ?? "");
    expect(rules).toMatchObject([{ id: "bad-thing", sinks: ["os-command"] }]);
    expect(files.get("pages.txt")).toBe("# Bad thing\n\nText.\n");
    expect(JSON.parse(files.get("models.python.json") ?? "")).toEqual([]);
    expect(JSON.parse(files.get("models.javascript.json") ?? "")).toMatchObject([
      { packages: ["thing", "node:thing"], sinks: [{ call: ["run", "runSync"], arg: 0 }] },
    ]);
  });

  it("names file, line and column of an unknown key", () => {
    write("rules/_models/javascript/thing.yaml", model.replace("arg: 0,", "argument: 0,"));
    expect(pack(folder).errors).toEqual([
      "rules/_models/javascript/thing.yaml:4:5: sinks[0].arg: missing",
      'rules/_models/javascript/thing.yaml:4:29: unknown key "argument"',
    ]);
  });

  it("names the place of YAML that is no YAML, and leaves the file out", () => {
    write("rules/_models/javascript/thing.yaml", `${model}guards: [\n`);
    const { files, errors } = pack(folder);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^rules\/_models\/javascript\/thing\.yaml:8:1: /);
    expect(JSON.parse(files.get("models.javascript.json") ?? "")).toEqual([]);
  });

  it.each([
    [
      "an unknown sink kind",
      "kind: os-command }",
      "kind: os-comand }",
      /4:43: .*unknown sink kind "os-comand"/,
    ],
    ["a position that is none", '"1.."', '"first"', /6:23: .*expected a position/],
    [
      "another language's folder",
      "language: javascript",
      "language: python",
      /1:11: .*models for javascript/,
    ],
    [
      "the same row twice",
      "flows:",
      "  - { call: [run, runSync], arg: 0, kind: os-command }\nflows:",
      /5:5: .*same row/,
    ],
  ])("refuses %s in a model", (_, from, to, expected) => {
    write("rules/_models/javascript/thing.yaml", model.replace(from, to));
    expect(pack(folder).errors.join("\n")).toMatch(expected);
  });

  it("refuses a package that two files describe", () => {
    write("rules/_models/javascript/zother.yaml", "language: javascript\npackages: [thing]\n");
    expect(pack(folder).errors).toEqual([
      "rules/_models/javascript/zother.yaml:2:12: thing is also described in rules/_models/javascript/thing.yaml",
    ]);
  });

  it.each([
    ["an id that is not the folder's name", "id: bad-thing", "id: bad-things", /1:5: the id must be/],
    ["an unknown placeholder", "{param}", "{parameter}", /10:10: .*unknown placeholder \{parameter\}/],
    ["a taint rule without sinks", "sinks: [os-command]\n", "", /needs `sinks`/],
    ["a check without its code", /mode: taint|sources.*\n|sinks.*\n/g, "", /mode/],
    ["a sentence without an end", "Do not do it.", "Do not do it", /11:6: fix: .*full stop/],
  ])("refuses %s", (_, from, to, expected) => {
    write("rules/bad-thing/rule.yaml", rule.replaceAll(from, to));
    expect(pack(folder).errors.join("\n")).toMatch(expected);
  });

  it("asks for check.ts of a rule of mode check", () => {
    const check = rule.replace("mode: taint", "mode: check").replace(/sources.*\nsinks.*\n/, "");
    write("rules/bad-thing/rule.yaml", check);
    expect(pack(folder).errors).toEqual([
      "rules/bad-thing/check.ts:1:1: a rule of mode check needs this file",
    ]);
  });

  it("warns of kinds that lead nowhere and of a rule without cases", () => {
    write("rules/bad-thing/rule.yaml", rule.replace("[os-command]", "[sql]"));
    rmSync(join(folder, "rules/bad-thing/cases"), { recursive: true });
    expect(pack(folder).warnings).toEqual([
      "rules/bad-thing: no cases/ yet; nothing shows that this rule works",
      "sink kind os-command: models have rows, no rule asks for it",
      "sink kind sql: rules ask for it, no model has a row",
    ]);
  });

  it("gives the same bytes wherever the tree lies", () => {
    const copy = temporaryFolder("pack-copy");
    cpSync(folder, copy, { recursive: true });
    expect([...pack(copy).files]).toEqual([...pack(folder).files]);
  });
});
