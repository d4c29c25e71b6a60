/** What stands in a class runs with what stands before it: a decorator that is imported is known there. */
import { describe, expect, it } from "vitest";
import { discover } from "../../src/discover/index.js";
import { loadParsers } from "../../src/frontends/program.js";
import { loadModels } from "../../src/models/load.js";
import { ModelIndex } from "../../src/models/model-index.js";
import { discoverServer } from "../../src/server/discover.js";
import { Machine } from "../../src/taint/machine.js";
import { makeTree } from "../discover/make-tree.js";

const files = {
  "pkg/__init__.py": "",
  "pkg/checks.py": `from functools import wraps
def checked(name):
    def decorator(func):
        @wraps(func)
        def wrapper(self, *args):
            return func(self, *args)
        return wrapper
    return decorator
`,
  "pkg/pages.py": `from pkg.checks import checked
class Pages:
    @checked("pages")
    def content(self, page):
        return open(page).read()
`,
  "pkg/server.py": `from fastmcp import FastMCP
from pkg.pages import Pages
mcp = FastMCP("pages")
@mcp.tool()
def read(page: str) -> str:
    return Pages().content(page)
`,
};

describe("the body of a class", () => {
  it("does not hand its methods to an unknown function where their decorator is imported", async () => {
    const root = makeTree(files);
    const tree = await discover({ paths: [root], cwd: root, extensions: [".py"] });
    const parsers = await loadParsers(tree);
    const { modules } = parsers.parse(tree.sources);
    const python = new ModelIndex(loadModels("python"));
    const resolver = parsers.resolverFor("python");
    const m = new Machine({ javascript: python, python }, { javascript: resolver, python: resolver });
    const { entities } = discoverServer(m, modules);
    expect(entities.map((entity) => entity.name)).toEqual(["read"]);
    const content = modules.flatMap((module) => module.functions).find((fn) => fn.name === "content");
    const contexts = content === undefined ? [] : (m.contexts.get(content) ?? []);
    // One call, with a page: none without.
    expect(contexts.map((context) => context.args.length)).toEqual([1]);
  });
});
