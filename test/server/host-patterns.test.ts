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

  it("say nothing of what is no pattern", () => {
    expect(side("(")).toBeUndefined();
  });
});
