# Parameters that are only given by name are arguments like others, of tools as of routes.
import os
import re
from typing import Literal

from fastapi import FastAPI, Query
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("keyword-only")
app = FastAPI()


@mcp.tool()
def list_folder(depth: int, *, folder: str) -> str:
    """Lists a folder."""
    os.system(f"ls {folder} {depth}")  # expect: command-injection
    return "done"


@mcp.tool()
def list_default(*, folder: str = "media") -> str:
    """Lists a folder."""
    os.system(f"ls -l {folder}")  # expect: command-injection
    return "done"


@mcp.tool()
def list_known(depth: int, *, folder: Literal["media", "text"]) -> str:
    """Lists a folder."""
    os.system(f"ls {folder} {depth}")
    return "done"


@mcp.tool()
def list_word(*, folder: str = "media") -> str:
    """Lists a folder."""
    if not re.fullmatch(r"[a-z]+", folder):
        raise ValueError(folder)
    os.system(f"ls {folder}")
    return "done"


@app.get("/folders")
async def folders(*, name: str = Query()) -> str:
    os.system(f"ls -a {name}")  # expect: command-injection
    return "done"


@app.get("/words")
async def words(*, name: str = Query(), depth: int = 1) -> str:
    if not re.fullmatch(r"[a-z]+", name):
        raise ValueError(name)
    os.system(f"ls -a {name} {depth}")
    return "done"
