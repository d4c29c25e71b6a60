# Behind dashes, what the caller sends is the name of an option.
import subprocess
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("option-names")


@mcp.tool()
def log(flag: str) -> str:
    """Shows the history."""
    return subprocess.run(["git", "log", f"--{flag}"], capture_output=True, text=True).stdout  # expect: argument-injection


@mcp.tool()
def dump(options: dict[str, str]) -> str:
    """Dumps the database."""
    argv = ["pg_dump"] + [f"--{k}={v}" for k, v in options.items()]
    return subprocess.run(argv, capture_output=True, text=True).stdout  # expect: argument-injection


@mcp.tool()
def log_in_form(form: Literal["oneline", "stat"]) -> str:
    """Shows the history in a form."""
    return subprocess.run(["git", "log", f"--{form}"], capture_output=True, text=True).stdout


@mcp.tool()
def some_entries(count: int) -> str:
    """Shows some entries of the history."""
    return subprocess.run(["git", "log", f"-{count}"], capture_output=True, text=True).stdout


@mcp.tool()
def by_author(author: str) -> str:
    """Shows the history of an author."""
    return subprocess.run(["git", "log", f"--author={author}"], capture_output=True, text=True).stdout


if __name__ == "__main__":
    mcp.run()
