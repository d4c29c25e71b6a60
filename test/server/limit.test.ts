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

/** A command line that is longer than all the rest, and is met before the tools are. */
const commands = `import click
from notes import serve, shelf

@click.group()
def cli():
    pass

@cli.command()
def print_all():
${Array.from({ length: LINES }, (_, n) => `    page_${n} = str(${n}) + "x"`).join("\n")}

@cli.command()
@click.option("--name")
def start(name):
    shelf.tool(name)
    serve(name)
`;

/** What one of the commands does: registers the tools that there are. */
const served = `from mcp.server.fastmcp import FastMCP

def serve(name):
    mcp = FastMCP(name)

    @mcp.tool()
    def read(page: str) -> str:
        return open(page).read()

    mcp.run()
`;

async function toolsOf(files: Record<string, string>, instructions: number) {
  const root = makeTree(files);
  const tree = await discover({ paths: [root], cwd: root, extensions: [".py"] });
  const parsers = await loadParsers(tree);
  const { modules } = parsers.parse(tree.sources);
  const python = new ModelIndex(loadModels("python"));
  const resolver = parsers.resolverFor("python");
  const m = new Machine(
    { javascript: python, python },
    { javascript: resolver, python: resolver },
    { instructions },
  );
  m.wantedSources = new Set(["cli-input", "tool-input"]);
  const { entities, transports } = discoverServer(m, modules);
  return { m, names: entities.map((entity) => entity.name), transports };
}

it("runs the handlers of tools before what other commands of the package do", async () => {
  const { m, names } = await toolsOf({ "a_cli.py": commands, "notes.py": "", "server.py": server }, LIMIT);
  expect(names).toEqual(["read"]);
  expect([...m.hits.values()].map((hit) => hit.row.kind)).toContain("file-read");
  expect(m.notes.join()).not.toContain("too large");
  expect(m.notes.join()).toContain("commands of the program's own command line");
});

it("runs the commands when nothing else registers a tool", async () => {
  const { names, transports } = await toolsOf({ "a_cli.py": commands, "notes.py": served }, 10 * LIMIT);
  expect([...new Set(names)]).toEqual(["read"]);
  expect(transports.length).toBeGreaterThan(0);
});

it("finds the tools of a server behind a long file that registers other things", async () => {
  const { m, names } = await toolsOf({ "a_book.py": book, "server.py": server }, LIMIT);
  expect(m.notes.join()).toContain("too large to follow completely");
  expect(names).toEqual(["read"]);
});
