import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read.js";

const RULES = ["command-injection", "ssrf", "log-injection"];
const read = (text: string) => readConfig(text, "mcp-audit.yml", RULES);

/** The lines that list the mistakes of a text. */
function mistakes(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

describe("readConfig", () => {
  it("reads every setting", () => {
    const { config } = read(`
profile: pedantic
severity: low
confidence: medium
fail-on: high
include: examples/**
exclude: [generated, "**/*.gen.ts"]
baseline: known.json
require-reason: true
strict-suppressions: true
rules:
  command-injection: critical
  ssrf: off
  log-injection: on
ignore:
  - rule: [ssrf, command-injection]
    paths: src/legacy/**
    reason: it goes away
    expires: 2027-01-31
  - fingerprint: 0123456789abcdef0123456789abcdef
packages:
  packages/*:
    profile: default
    rules: { ssrf: low }
    ignore: []
`);
    expect(config).toMatchObject({
      profile: "pedantic",
      "fail-on": "high",
      include: ["examples/**"],
      exclude: ["generated", "**/*.gen.ts"],
      rules: { "command-injection": "critical", ssrf: "off", "log-injection": "on" },
      ignore: [
        { rule: ["ssrf", "command-injection"], paths: ["src/legacy/**"], expires: "2027-01-31" },
        { fingerprint: ["0123456789abcdef0123456789abcdef"] },
      ],
      packages: { "packages/*": { rules: { ssrf: "low" } } },
    });
  });

  it.each(["", "\n# nothing yet\n", "---\n{}\n"])("takes %j for no settings", (text) => {
    expect(read(text).config).toEqual({});
  });

  it.each([
    [
      "rules:\n  comand-injection: off",
      "mcp-audit.yml:2:3: there is no rule `comand-injection`; did you mean `command-injection` or `log-injection`?",
    ],
    ["ignore:\n  - rule: ssrf\n  - rule: [ssrf, xyz]", "mcp-audit.yml:3:11: there is no rule `xyz`"],
    [
      "packages:\n  a:\n    rules:\n      ssrff: on",
      "mcp-audit.yml:4:7: there is no rule `ssrff`; did you mean `ssrf`?",
    ],
    [
      "rules:\n  ssrf: nope",
      "mcp-audit.yml:2:9: rules.ssrf: expected `off`, `on` or a severity (info, low, medium, high, critical)",
    ],
    ["profil: default", "mcp-audit.yml:1:1: unknown key `profil`; did you mean `profile`?"],
    [
      "ignore:\n  - reason: because",
      "mcp-audit.yml:2:5: ignore[0]: names neither a `rule` nor a `fingerprint`",
    ],
    [
      "ignore:\n  - rule: ssrf\n    expires: 2027-02-30",
      "mcp-audit.yml:3:14: ignore[0].expires: there is no such day",
    ],
    [
      "ignore:\n  - rule: ssrf\n    expires: soon",
      "mcp-audit.yml:3:14: ignore[0].expires: expected a day such as 2027-01-31",
    ],
    ["require-reason: yes please", "mcp-audit.yml:1:17: require-reason: expected true or false"],
    ["- a\n- b", "mcp-audit.yml:1:1: expected settings such as `profile: default`"],
    ["rules: {ssrf: on, ssrf: off}", "mcp-audit.yml:1:19: the key `ssrf` is here twice"],
    ["severity: *a\nx: &a 1", "mcp-audit.yml:1:11: there is no anchor `&a` before this alias"],
    ["a: 1\n---\nb: 2", "mcp-audit.yml:2:1: a second document begins here; there may be one"],
  ])("says what is wrong with %j", (text, message) => {
    expect(mistakes(text)).toEqual([message]);
  });

  it("refuses what is nested without end", () => {
    expect(mistakes(`severity: ${"[".repeat(3000)}`)).toEqual(["mcp-audit.yml:1:210: nested too deeply"]);
  });

  it("lists all mistakes in the order of their lines", () => {
    expect(mistakes("severity: big\nrules:\n  a: on\n  ssrf: 1")).toHaveLength(2);
    expect(mistakes("rules:\n  aaaa: on\nignore:\n  - rule: bbbb\n")).toEqual([
      "mcp-audit.yml:2:3: there is no rule `aaaa`",
      "mcp-audit.yml:4:11: there is no rule `bbbb`",
    ]);
  });

  it("shows what it quotes safely, and does not unfold aliases without end", () => {
    expect(mistakes('"\\e[2J\\u202e": 1').join()).toMatch(/unknown key `\\x1b\[2J\\u\{202e\}`/);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh".replaceAll(
      /./g,
      (c) =>
        `${c}: &${c} [${Array(9)
          .fill(`*${String.fromCharCode(c.charCodeAt(0) - 1)}`)
          .join()}]\n`,
    )}`;
    expect(mistakes(bomb)).toEqual(["mcp-audit.yml:1:1: its aliases repeat too much"]);
    expect(mistakes(`a: &a 1\nb: [${"*a,".repeat(101)}]`)).toEqual([
      "mcp-audit.yml:2:305: there are more than 100 aliases",
    ]);
  });
});
