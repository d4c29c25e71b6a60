# Paths that nothing confines.
import os
import re
import shutil
from pathlib import Path

from mcp.server.fastmcp import FastMCP

ROOT = "/srv/files"
mcp = FastMCP("cases")


@mcp.tool()
def read_any(file: str) -> str:
    with open(file) as handle:  # expect: path-traversal
        return handle.read()


@mcp.tool()
def read_note(name: str) -> str:
    return Path(ROOT, name).read_text()  # expect: path-traversal


@mcp.tool()
def delete_note(name: str, folder: str) -> str:
    os.remove(os.path.join(ROOT, name))  # expect: path-traversal
    shutil.rmtree(os.path.abspath(os.path.join(ROOT, folder)))  # expect: path-traversal
    return "deleted"


@mcp.resource("note://{name}")
def note(name: str) -> str:
    return (Path(ROOT) / name).read_text()  # expect: path-traversal


@mcp.tool()
def read_named(name: str) -> str:
    if not re.search(r"[a-z0-9_]+", name):
        raise ValueError("no such file")
    return open("/srv/files/" + name).read()  # expect: path-traversal
