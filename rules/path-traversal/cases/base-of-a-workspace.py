# The base has a part that the caller names: what lies below it is confined as far as that part is.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("workspaces")
BASE = "/srv/work"


@mcp.tool()
def view_file(workspace: str, path: str) -> str:
    """Reads a file of a workspace."""
    if not workspace.isalnum():
        raise ValueError("no workspace")
    base = os.path.join(BASE, workspace)
    target = os.path.realpath(os.path.join(base, path))
    if os.path.commonpath([target, base]) != base:
        raise ValueError("outside")
    with open(target) as found:
        return found.read()


@mcp.tool()
def view_any_file(workspace: str, path: str) -> str:
    """Reads a file of a workspace, which may be any folder."""
    base = os.path.join(BASE, workspace)
    target = os.path.realpath(os.path.join(base, path))
    if base != os.path.commonpath([base, target]):
        raise ValueError("outside")
    with open(target) as found:  # expect: path-traversal
        return found.read()


@mcp.tool()
def view_twice(path: str) -> str:
    """Reads a file: what is compared is always the same."""
    base = os.path.realpath(os.path.join(BASE, path))
    target = os.path.realpath(os.path.join(BASE, path))
    if os.path.commonpath([target, base]) != base:
        raise ValueError("outside")
    with open(target) as found:  # expect: path-traversal
        return found.read()


mcp.run()
