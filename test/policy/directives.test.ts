import { describe, expect, it } from "vitest";
import { parseDirective } from "../../src/policy/directives.js";

describe("parseDirective", () => {
  it.each([
    [" mcp-audit-ignore-next-line ssrf -- why not", "next-line", ["ssrf"], "why not"],
    ["mcp-audit-ignore ssrf, command-injection", "line", ["ssrf", "command-injection"], undefined],
    ["mcp-audit-ignore-line ssrf", "line", ["ssrf"], undefined],
    ["* mcp-audit-ignore-file: ssrf  --  a -- b\n * and more *", "file", ["ssrf"], "a -- b * and more"],
    ["mcp-audit-ignore-start ssrf ssrf", "start", ["ssrf"], undefined],
    ["mcp-audit-ignore-end", "end", [], undefined],
    ["mcp-audit-ignore-next-line -- only a reason", "next-line", [], "only a reason"],
    ["mcp-audit-ignore-next-line ssrf --", "next-line", ["ssrf"], undefined],
  ])("reads %j", (text, form, rules, reason) => {
    const directive = parseDirective(text);
    expect(directive).toMatchObject({ form, rules });
    expect((directive as { reason?: string }).reason).toBe(reason);
  });

  it.each([
    "see mcp-audit-ignore-next-line ssrf",
    "mcp-audit is fine",
    "mcp-audit-baseline.json",
    "",
    "// x",
  ])("does not take %j for one", (text) => {
    expect(parseDirective(text)).toBeUndefined();
  });

  it.each([
    ["mcp-audit-ignore-nextline ssrf", "mcp-audit-ignore-next-line"],
    ["mcp-audit-disable-line ssrf", "mcp-audit-ignore-line"],
    ["mcp-audit-ignored ssrf", "mcp-audit-ignore"],
  ])("suggests a form for %j", (text, form) => {
    expect(parseDirective(text)).toMatchObject({ mistake: expect.stringContaining(`\`${form}\``) });
  });
});
