# A tool and a prompt whose function is handed over by the name of the parameter.
from fastmcp import FastMCP

mcp = FastMCP(name="tool-by-keyword")


def read_notes(path: str) -> str:
    with open(path) as notes:  # expect: path-traversal
        return notes.read()


def count_notes(names: list[str]) -> int:
    return len(names)


def summary(path: str) -> str:
    return open(path).read()  # expect: path-traversal


mcp.tool(name_or_fn=read_notes)
mcp.tool(name_or_fn=count_notes, name="count")
mcp.prompt(name_or_fn=summary)


@mcp.tool(name_or_fn="first_line")
def first(path: str) -> str:
    return open(path).readline()  # expect: path-traversal
