import { describe, expect, it } from "vitest";
import { renderPage, renderRules } from "../../src/report/catalog.js";
import { sampleReport } from "./sample.js";

const look = { width: 60, color: 0, unicode: true } as const;
const rule = sampleReport().rules![0]!;

const page = `# Command injection

A tool that builds a command line from what the caller **chose**, see
[the guide](https://example.com/guide) and \`exec()\`.

## Vulnerable

\`\`\`ts
exec(\`ls \${folder} and a line of code longer than sixty columns stays as it is\`); // expect: command-injection
\`\`\`

- first
- second that is long enough to be wrapped onto another line of text
1. one

> A remark that is long enough to be wrapped onto another line as well.
`;

describe("renderPage", () => {
  it("shows the Markdown of a rule page on a terminal", () => {
    expect(renderPage({ ...rule, page }, look)).toMatchInlineSnapshot(`
      "Command injection
      ─────────────────

      A tool that builds a command line from what the caller
      chose, see the guide (https://example.com/guide) and
      \`exec()\`.

      Vulnerable
      ──────────

          exec(\`ls \${folder} and a line of code longer than sixty columns stays as it is\`);

      - first
      - second that is long enough to be wrapped onto another line
        of text
      1. one

      │ A remark that is long enough to be wrapped onto another
      │ line as well.

      \`command-injection\` · severity critical · confidence high ·
      profile default · CWE-78 · OWASP MCP05
      "
    `);
  });

  it("fills up a page that has not been written", () => {
    const text = renderPage({ ...rule, page: "# Command injection\n" }, look);
    expect(text).toContain(rule.summary);
    expect(text).toContain("What to do");
  });

  it("names the languages of code in several of them, where one follows the other", () => {
    const code = (language: string) => `\`\`\`${language} safe\nsame()\n\`\`\`\n`;
    const text = renderPage(
      { ...rule, page: `# T\n\n${code("ts")}\n${code("py")}\nAnd\n\n${code("py")}` },
      look,
    );
    expect(text).toContain("In TypeScript:\n\n    same()\n\nIn Python:\n\n    same()\n\nAnd\n\n    same()");
  });

  it("survives an unclosed code block", () => {
    expect(renderPage({ ...rule, page: "# T\n\n```\ncode" }, look)).toContain("    code");
  });
});

describe("renderRules", () => {
  it("lists rules, worst first", () => {
    expect(renderRules([...sampleReport().rules!].reverse(), look)).toMatchInlineSnapshot(`
      "critical  command-injection  Command injection
      medium    weak-path-guard    Path check with a hole

      2 rules. \`mcp-audit explain RULE\` prints the page of one.
      "
    `);
  });
});
