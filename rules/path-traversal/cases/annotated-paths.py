# An argument that is declared as a path has the methods of one.
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("annotated-paths")
BASE = Path("/srv/notes")


@mcp.tool()
def remove(path: Path) -> str:
    """Removes a note."""
    path.unlink()  # expect: path-traversal
    return "done"


@mcp.tool()
def write(text: str, path: Path | None = None) -> str:
    """Writes a note."""
    if path is not None:
        path.write_text(text)  # expect: path-traversal
    return "done"


@mcp.tool()
def remove_by_name(path: Path) -> str:
    """Removes a note."""
    (BASE / path.name).unlink()
    return "done"


@mcp.tool()
def remove_below(path: Path) -> str:
    """Removes a note."""
    full = (BASE / path).resolve()
    if not full.is_relative_to(BASE):
        raise ValueError("no note")
    full.unlink()
    return "done"


mcp.run()
