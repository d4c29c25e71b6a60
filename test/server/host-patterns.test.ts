/** Which patterns fix the host of an origin or of a Host header, and on which side the others are open. */
import { describe, expect, it } from "vitest";
import { foreignSide, type Looks } from "../../src/server/host-patterns.js";

const side = (source: string, looks: Looks = "anywhere") => foreignSide(source, looks);

describe("patterns of hosts", () => {
  it.each([
    "^https?:\\/\\/localhost(:\\d+)?$",
    "^https?:\\/\\/(localhost|127\\.0\\.0\\.1)(:[0-9]+)?$",
    "^http:\\/\\/localhost:",
    "^https:\\/\\/.*\\.acme\\.io$",
    "^https:\\/\\/[a-z0-9-]+\\.acme\\.io$",
    "\\.acme\\.io$",
    "^(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?$",
    "^chrome-extension://.*",
    "^vscode-webview://",
    "^https://app.acme.io$",
    "[.]acme\\.io$",
    "^https://.*[.-]acme\\.io$",
    "^https://(.+\\.)?acme\\.io(:\\d+)?$",
    "^http://192\\.168\\.\\d+\\.\\d+:3000$",
  ])("%s fixes it", (source) => {
    expect(side(source)).toBeUndefined();
  });

  it.each([
    ["^https?:\\/\\/localhost", "behind"],
    ["^(localhost|127\\.0\\.0\\.1)", "behind"],
    ["localhost", "before"],
    ["acme\\.io$", "before"],
    ["^https:\\/\\/.*acme\\.io$", "before"],
    ["^https:\\/\\/app\\.acme\\.io", "behind"],
    ["^https://.*.acme.io$", "before"],
    ["^https://.+[a-z]acme\\.io$", "before"],
    ["^https://[a-z0-9-]+.acme\\.io$", "before"],
    ["^https://[\\s\\S]*acme\\.io$", "before"],
    ["[.]acme\\.io.*[a-z]$", "behind"],
  ])("%s is open %s the name", (source, where) => {
    expect(side(source)).toBe(where);
  });

  it.each([".*", "^https?:\\/\\/[^/]+", "^https?://.*$"])("%s lets all in", (source) => {
    expect(side(source)).toBe("all");
  });

  it("go to the end of the text where the call says so", () => {
    expect(side("https?://localhost(:\\d+)?", "whole")).toBeUndefined();
    expect(side("https?://localhost.*", "whole")).toBe("behind");
    expect(side("https?://localhost:.*", "whole")).toBeUndefined();
    expect(side("localhost", "begin")).toBe("behind");
  });

  it("say nothing of patterns with too many ways through them", () => {
    const maybe = "a?".repeat(6);
    let source = maybe;
    for (let depth = 0; depth < 20; depth++) source = `${maybe}(?:${source})`;
    expect(side(source)).toBeUndefined();
  });

  it("say nothing of what is no pattern", () => {
    expect(side("(")).toBeUndefined();
  });
});
