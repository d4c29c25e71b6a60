/** A program that is too large to follow completely: what knows the protocol is run before what only sounds like it. */
import { expect, it } from "vitest";
import { discover } from "../../src/discover/index.js";
import { loadParsers } from "../../src/frontends/program.js";
import { loadModels } from "../../src/models/load.js";
import { ModelIndex } from "../../src/models/model-index.js";
import { discoverServer } from "../../src/server/discover.js";
import { Machine } from "../../src/taint/machine.js";
import { makeTree } from "../discover/make-tree.js";

const LINES = 400;
const LIMIT = 1000;

/** Says "tool", and is long: on its own it uses up the limit. */
const book = `class Book:
    def tool(self, name):
        return name

book = Book()
book.tool("hammer")
${Array.from({ length: LINES }, (_, n) => `page_${n} = str(${n}) + "x"`).join("\n")}
`;

const server = `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("notes")

@mcp.tool()
def read(page: str) -> str:
    return open(page).read()
`;

it("finds the tools of a server behind a long file that registers other things", async () => {
  const root = makeTree({ "a_book.py": book, "server.py": server });
  const tree = await discover({ paths: [root], cwd: root, extensions: [".py"] });
  const parsers = await loadParsers(tree);
  const { modules } = parsers.parse(tree.sources);
  const python = new ModelIndex(loadModels("python"));
  const resolver = parsers.resolverFor("python");
  const m = new Machine(
    { javascript: python, python },
    { javascript: resolver, python: resolver },
    { instructions: LIMIT },
  );
  const { entities } = discoverServer(m, modules);
  expect(m.notes.join()).toContain("too large to follow completely");
  expect(entities.map((entity) => entity.name)).toEqual(["read"]);
});
