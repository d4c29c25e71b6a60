# The same checks without their holes.
import os
from pathlib import Path

from mcp.server.fastmcp import FastMCP

ROOT = "/srv/files"
mcp = FastMCP("cases")


@mcp.tool()
def read_one(name: str) -> str:
    file = os.path.realpath(os.path.join(ROOT, name))
    if os.path.commonpath([ROOT, file]) != ROOT:
        raise ValueError("outside")
    with open(file) as handle:
        return handle.read()


@mcp.tool()
def read_two(name: str) -> str:
    file = (Path(ROOT) / name).resolve()
    if not file.is_relative_to(ROOT):
        raise ValueError("outside")
    return file.read_text()
