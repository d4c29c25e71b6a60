# Sound containment, single segments, fixed choices.
import os
import re
from pathlib import Path
from typing import Literal

from mcp.server.fastmcp import FastMCP

ROOT = Path("/srv/files").resolve()
mcp = FastMCP("cases")


@mcp.tool()
def read_one(name: str) -> str:
    file = (ROOT / name).resolve()
    if not file.is_relative_to(ROOT):
        raise ValueError("outside")
    return file.read_text()


@mcp.tool()
def read_two(name: str) -> str:
    file = (ROOT / name).resolve()
    try:
        file.relative_to(ROOT)
    except ValueError:
        return "not allowed"
    return file.read_text()


@mcp.tool()
def read_three(name: str) -> str:
    file = os.path.realpath(os.path.join("/srv/files", name))
    if not file.startswith("/srv/files" + os.sep):
        raise ValueError("outside")
    with open(file) as handle:
        return handle.read()


@mcp.tool()
def read_four(name: str) -> str:
    return (ROOT / os.path.basename(name)).read_text()


@mcp.tool()
def read_five(page: Literal["about", "help"]) -> str:
    return (ROOT / page).read_text()


@mcp.tool()
def read_six(name: str) -> str:
    if not re.search(r"^[a-z0-9_]+\Z", name):
        raise ValueError("no such file")
    return (ROOT / name).read_text()


@mcp.tool()
def read_seven(name: str) -> str:
    if re.search(r"[^a-z0-9_]", name):
        raise ValueError("no such file")
    return (ROOT / name).read_text()
