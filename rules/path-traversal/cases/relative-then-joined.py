# The path is made relative to the root, held against it, and put behind it again.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("relative-then-joined")
ROOT = "/srv/notes"


@mcp.tool()
def read_note(name: str) -> str:
    """Reads a note."""
    rel = os.path.relpath(os.path.join(ROOT, name), ROOT)
    if rel.startswith(".."):
        raise ValueError("outside")
    return open(os.path.join(ROOT, rel)).read()


@mcp.tool()
def read_unchecked(name: str) -> str:
    """Reads a note."""
    rel = os.path.relpath(os.path.join(ROOT, name), ROOT)
    return open(os.path.join(ROOT, rel)).read()  # expect: path-traversal


@mcp.tool()
def read_other(name: str) -> str:
    """Reads a note."""
    rel = os.path.relpath(os.path.join(ROOT, name), ROOT)
    if rel.startswith("/"):
        raise ValueError("outside")
    return open(os.path.join(ROOT, rel)).read()  # expect: path-traversal


@mcp.tool()
def read_name(name: str) -> str:
    """Reads a note."""
    if name.startswith(".."):
        raise ValueError("outside")
    return open(os.path.join(ROOT, os.path.relpath(os.path.join(ROOT, name), ROOT))).read()  # expect: path-traversal


if __name__ == "__main__":
    mcp.run()
