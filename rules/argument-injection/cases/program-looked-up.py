# Where a program is found does not change which one it is.
import shutil
import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("program-looked-up")
GIT = shutil.which("git")
NOTES = shutil.which("notes") or "notes"


@mcp.tool()
def log(revision: str) -> str:
    """Shows the log."""
    return subprocess.run([GIT, "log", revision], capture_output=True, text=True).stdout  # expect: argument-injection


@mcp.tool()
def log_behind_dashes(path: str) -> str:
    """Shows the log."""
    return subprocess.run([GIT, "log", "--", path], capture_output=True, text=True).stdout


@mcp.tool()
def show(name: str) -> str:
    """Shows a note."""
    return subprocess.run([NOTES, "show", name], capture_output=True, text=True).stdout


mcp.run()
