/** What a user may name as a target. */
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/fetch/cache.js";
import { parseTarget } from "../../src/fetch/target.js";

describe("targets", () => {
  it.each([
    ["npm:server", { kind: "npm", name: "server", version: "" }],
    ["npm:@scope/server@1.2.3", { kind: "npm", name: "@scope/server", version: "1.2.3" }],
    ["npm:@scope/server@^1.2 || 3", { kind: "npm", name: "@scope/server", version: "^1.2 || 3" }],
    ["npm:server@next", { kind: "npm", name: "server", version: "next" }],
    ["pypi:mcp-server-x", { kind: "pypi", name: "mcp-server-x", version: "" }],
    ["pypi:mcp_server_x[cli]==1.0rc1", { kind: "pypi", name: "mcp_server_x", version: "1.0rc1" }],
    ["pypi:mcp-server-x@0.4", { kind: "pypi", name: "mcp-server-x", version: "0.4" }],
    ["git+https://host/o/n.git", { kind: "git", url: "https://host/o/n.git", ref: "", folder: "" }],
    ["git+https://host/o/n.git#v1", { kind: "git", url: "https://host/o/n.git", ref: "v1", folder: "" }],
    [
      "git+ssh://git@host/o/n.git@v1#subdirectory=a/b",
      { kind: "git", url: "ssh://git@host/o/n.git", ref: "v1", folder: "a/b" },
    ],
    ["./x/server-1.0.tgz", { kind: "archive", path: "./x/server-1.0.tgz" }],
    ["Server.MCPB", { kind: "archive", path: "Server.MCPB" }],
  ])("%s", (text, expected) => {
    expect(parseTarget(text)).toEqual({ text, ...expected });
  });

  it.each([".", "src/server.ts", "npm", "packages/npm:x", "mcp.json"])("%s is a path", (text) => {
    expect(parseTarget(text)).toBeUndefined();
  });

  it.each([
    "npm:",
    "npm:../evil",
    "npm:a@file:../x",
    "npm:a@git+ssh://x",
    "npm:a@npm:b",
    "npm:a@http://x/y.tgz",
    "npm:--registry",
    "pypi:--index-url",
    "pypi:a==../b",
    "pypi:a/b",
    "git+ext::sh -c x",
    "git+--upload-pack=x",
    "git+https://h/x#--upload-pack=touch",
    "git+https://h/x#a..b",
    "git+https://h/x#subdirectory=../..",
    "https://github.com/o/n",
    "github:o/n",
    "git@github.com:o/n.git",
  ])("%s is refused with advice", (text) => {
    expect(() => parseTarget(text)).toThrow(expect.objectContaining({ name: "UserError" }));
  });
});

describe("the cache folder", () => {
  it("is where the platform wants it", () => {
    expect(cacheFolder({ MCP_AUDIT_CACHE: "/x" }, "linux")).toBe("/x");
    expect(cacheFolder({ HOME: "/h" }, "linux")).toBe("/h/.cache/mcp-audit");
    expect(cacheFolder({ HOME: "/h", XDG_CACHE_HOME: "/c" }, "linux")).toBe("/c/mcp-audit");
    expect(cacheFolder({ HOME: "/h", XDG_CACHE_HOME: "relative" }, "linux")).toBe("/h/.cache/mcp-audit");
    expect(cacheFolder({ HOME: "/h" }, "darwin")).toBe("/h/Library/Caches/mcp-audit");
    expect(cacheFolder({ USERPROFILE: "/u", LOCALAPPDATA: "/l" }, "win32")).toBe("/l/mcp-audit/cache");
  });
});
