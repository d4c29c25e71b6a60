# `call` is a function of a library here, not the method by which JavaScript calls a function.
import os
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("names-of-function-methods")


@mcp.tool()
def list_folder(folder: str) -> int:
    return subprocess.call(f"ls {folder}", shell=True)  # expect: command-injection


@mcp.tool()
def list_named(folder: str) -> int:
    return subprocess.call(["ls", "--", os.path.basename(folder)])


@mcp.tool()
def start(program: str) -> int:
    return subprocess.call([program, "--version"])  # expect: command-injection
