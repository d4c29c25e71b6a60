/** Forms for build servers: each against what its reader documents, and with hostile names. */
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { isSafe } from "../../src/findings/quote.js";
import type { Finding, Report } from "../../src/findings/types.js";
import { formatComment } from "../../src/report/comment.js";
import { formatGithub } from "../../src/report/github.js";
import { formatGitlab } from "../../src/report/gitlab.js";
import { formatGitlabSast } from "../../src/report/gitlab-sast.js";
import { formatJunit } from "../../src/report/junit.js";
import { root } from "../cli/run.js";
import { codeQuality, sast } from "./gitlab-schemas.js";
import { command, path, sampleReport } from "./sample.js";

const options = { width: 100, color: 0, unicode: true, cwd: root, verbose: false } as const;
const failed = { path: "src/x.ts", line: 3, kind: "failed", message: "it could not be parsed" } as const;

/** A report on which every part of a form has something to say. */
const full = (): Report => ({
  ...sampleReport([command, { ...path, baselineState: "new" }]),
  root: "/srv/project/packages/a",
  notes: [failed, ...sampleReport().notes],
  incomplete: true,
  suppressed: [{ ...path, fingerprint: "e".repeat(32), suppression: { kind: "inline", reason: "a test" } }],
  baseline: {
    file: "baseline.json",
    new: 2,
    unchanged: 4,
    absent: [{ ruleId: "ssrf", fingerprint: "d", path: "src/old.ts", line: 9, message: "It was `here`." }],
  },
});

const hostileLocation = {
  path: "src/\x1b[1m<img>]]>`a`\n::error::%0A.ts",
  span: { line: 2, col: 0, endLine: 2, endCol: 4 },
};

const hostileFinding: Finding = {
  ...command,
  location: hostileLocation,
  message:
    "In tool `</failure>]]>`, [x](https://evil.example) <img src=x> @everyone #1 **b** reaches `exec()`.",
  flow: [{ location: hostileLocation, role: "sink", text: "goes to `]]></system-out>`" }],
};

let hostile: Report;
beforeAll(async () => {
  const seen = await audit({
    paths: [`${root}/fixtures/hostile/markup`],
    details: true,
    inventory: true,
    profile: "audit",
  });
  hostile = { ...seen, findings: [hostileFinding, ...seen.findings] };
});

const quiet = { findings: [], notes: [], incomplete: false };

/** Lines of a form hold no character that a terminal or a browser hides or obeys. */
function expectSafe(text: string): void {
  for (const line of text.split("\n")) expect(isSafe(line), line).toBe(true);
}

describe("the log of GitHub Actions", () => {
  it("annotates the worst findings, with places relative to the repository", () => {
    const lines = formatGithub(full(), options).split("\n");
    const commands = lines.filter((line) => /^::(?:error|warning|notice) /.test(line));
    expect(commands[0]).toMatch(
      /^::error file=packages\/a\/src\/tools\/git\.ts,line=42,endLine=42,col=10,endColumn=24,title=Command injection \(critical%2C command-injection\)::In tool/,
    );
    expect(commands).toHaveLength(3);
    expect(commands[2]).toBe(
      "::warning title=mcp-audit is incomplete::packages/a/src/x.ts:3: it could not be parsed",
    );
    const many = formatGithub(sampleReport(Array.from({ length: 30 }, () => command)), options);
    expect(many.match(/^::error /gm)).toHaveLength(10);
  });

  it("lets no line of the audited tree be a command", () => {
    const text = formatGithub(hostile, options);
    const [first = "", ...rest] = text.split("\n");
    const word = /^::stop-commands::([0-9a-f]{64})$/.exec(first)?.[1];
    const end = rest.indexOf(`::${word}::`);
    expect(end).toBeGreaterThan(0);
    expect(rest.slice(0, end).join("\n")).not.toContain(word);
    for (const line of rest.slice(end + 1).filter((each) => each !== "")) {
      expect(line).toMatch(/^::(?:error|warning|notice) [^:]*::[^\r\n]+$/);
    }
    expectSafe(text);
  });

  it("says nothing when there is nothing to say", () => {
    expect(formatGithub({ ...sampleReport(), ...quiet }, { ...options, parts: "findings" })).toBe("");
  });
});

describe("GitLab", () => {
  it.each([
    ["code quality", formatGitlab, codeQuality],
    ["SAST", formatGitlabSast, sast],
  ] as const)("accepts the %s report", (_name, format, schema) => {
    const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema);
    for (const report of [full(), hostile, { ...sampleReport(), ...quiet }]) {
      const text = format(report);
      expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
      expectSafe(text);
      expect(text).not.toContain("/srv/project");
    }
  });

  it("sees findings and what was not read in the code quality report", () => {
    const issues = JSON.parse(formatGitlab(full()));
    expect(issues.map((issue: { severity: string }) => issue.severity)).toEqual([
      "blocker",
      "major",
      "major",
      "info",
      "info",
    ]);
    expect(issues[0]).toMatchObject({
      check_name: "command-injection",
      fingerprint: command.fingerprint,
      location: { path: "packages/a/src/tools/git.ts", lines: { begin: 42, end: 42 } },
    });
    expect(issues[2].description).toBe("Not audited in full: it could not be parsed");
    expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(5);
  });

  it("sees them in the SAST report", () => {
    const data = JSON.parse(formatGitlabSast(full()));
    expect(data.vulnerabilities[0]).toMatchObject({
      id: "01234567-89ab-cdef-0123-456789abcdef",
      name: "Command injection",
      severity: "Critical",
      identifiers: [{ value: "command-injection" }, { type: "cwe", value: "78" }],
      location: { file: "packages/a/src/tools/git.ts", start_line: 42, end_line: 42 },
    });
    expect(data.scan.messages[0]).toEqual({
      level: "warn",
      value: "packages/a/src/x.ts:3: it could not be parsed",
    });
  });
});

describe("JUnit", () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => /test(?:suite|case)$/.test(name),
  });

  it("counts findings as failures, suppressed ones and skipped files as skipped, and unread files as errors", () => {
    const text = formatJunit(full());
    expect(XMLValidator.validate(text)).toBe(true);
    const { testsuites } = parser.parse(text);
    expect(testsuites).toMatchObject({
      "@_tests": "6",
      "@_failures": "2",
      "@_errors": "1",
      "@_skipped": "3",
    });
    const suites = testsuites.testsuite as Record<string, unknown>[];
    expect(suites.map((each) => each["@_name"])).toEqual(["command-injection", "weak-path-guard", "audit"]);
    for (const each of suites) {
      const cases = each["testcase"] as Record<string, unknown>[];
      expect(each["@_tests"]).toBe(String(cases.length));
      expect(each["@_failures"]).toBe(String(cases.filter((one) => "failure" in one).length));
      expect(each["@_skipped"]).toBe(String(cases.filter((one) => "skipped" in one).length));
      expect(each["@_errors"]).toBe(String(cases.filter((one) => "error" in one).length));
    }
    expect(text).toContain('<skipped message="suppressed (inline): a test"/>');
  });

  it("has a passed case for a rule that found nothing", () => {
    const { testsuites } = parser.parse(formatJunit({ ...sampleReport(), ...quiet }));
    expect(testsuites).toMatchObject({
      "@_tests": "2",
      "@_failures": "0",
      "@_errors": "0",
      "@_skipped": "0",
    });
  });

  it("shows hostile names as text", () => {
    const text = formatJunit(hostile);
    expect(XMLValidator.validate(text)).toBe(true);
    expectSafe(text);
    const cases = parser
      .parse(text)
      .testsuites.testsuite.flatMap((each: { testcase: unknown[] }) => each.testcase);
    const [first] = cases.filter((one: object) => "failure" in one);
    expect(Object.keys(first).sort()).toEqual(["@_classname", "@_file", "@_line", "@_name", "failure"]);
    expect(text).not.toMatch(/<(?:img|script|iframe|svg)/);
  });
});

describe("the comment on a pull request", () => {
  it("tells of findings, of what was mended, and of what was not read", () => {
    const text = formatComment(full());
    expect(text).toMatch(/^<!-- mcp-audit -->\n\n## mcp-audit: 2 findings \(1 critical, 1 medium\)\n/);
    for (const part of [
      "### Critical: Command injection",
      "`packages/a/src/tools/git.ts:42` (`command-injection`, [CWE-78]",
      "> 42 | return execAsync(cmd",
      "3. `packages/a/src/tools/git.ts:30` check with a hole: `startsWith",
      "**Fix:** Start the program without a shell",
      "Compared with the baseline `baseline.json`: 2 new, 4 known, 1 gone.",
      "### Mended\n\n- `src/old.ts:9` `ssrf` It was `here`.",
      "- Not read: packages/a/src/x.ts:3: it could not be parsed",
      "**Incomplete:**",
      "1 suppressed",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("fits, with as much as there is room for", () => {
    const text = formatComment(sampleReport(Array.from({ length: 2000 }, () => command)));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("### More findings");
    expect(text).toMatch(/And \d+ more findings for which there is no room here/);
  });

  it("lets nothing of the tree be markup, a link, a mention or a reference", () => {
    const text = formatComment(hostile);
    expectSafe(text);
    // Without code, where nothing is markup, and without the page's own markup nothing of it is left.
    const prose = text
      .replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, "")
      .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "")
      .replace(/<\/?details>|<summary>How it gets there<\/summary>|<!-- mcp-audit -->/g, "")
      .replace(/\[CWE-\d+\]\(https:\/\/cwe\.mitre\.org\/[\w/.]+\)/g, "");
    expect(prose).not.toMatch(/<|>|(?<!\\)\[|https:\/\/|@\w|(?<!&)#\d|(?<!\*)\*\*b/);
    expect(prose).toContain(
      "\\[x\\](https:&#8203;//evil.example) &lt;img src=x&gt; @&#8203;everyone #&#8203;1",
    );
  });
});
