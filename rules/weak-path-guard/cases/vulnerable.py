# Checks of the right shape, each with its hole.
import os
from pathlib import Path

from mcp.server.fastmcp import FastMCP

ROOT = "/srv/files"
mcp = FastMCP("cases")


@mcp.tool()
def read_one(name: str) -> str:
    file = os.path.abspath(os.path.join(ROOT, name))
    if not file.startswith(ROOT):
        raise ValueError("outside")
    with open(file) as handle:  # expect: weak-path-guard
        return handle.read()


@mcp.tool()
def read_two(name: str) -> str:
    if ".." in name:
        raise ValueError("outside")
    return (Path(ROOT) / name).read_text()  # expect: weak-path-guard
