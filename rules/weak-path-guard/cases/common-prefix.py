# A common prefix of characters ends anywhere in a segment, unless the base brings its separator along.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("common-prefix")
BASE = "/srv/notes"


@mcp.tool()
def read_by_prefix(name: str) -> str:
    full = os.path.realpath(os.path.join(BASE, name))
    if os.path.commonprefix([full, BASE]) != BASE:
        raise ValueError("outside")
    with open(full) as file:  # expect: weak-path-guard
        return file.read()


@mcp.tool()
def read_by_whole_prefix(name: str) -> str:
    full = os.path.realpath(os.path.join(BASE, name))
    if os.path.commonprefix([full, BASE + "/"]) != BASE + "/":
        raise ValueError("outside")
    with open(full) as file:
        return file.read()


if __name__ == "__main__":
    mcp.run()
