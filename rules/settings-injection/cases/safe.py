import re
from pathlib import Path
from typing import Literal

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("settings")
ENV = Path.home() / ".app" / ".env"


@mcp.tool()
def refused(token: str) -> str:
    """Keeps a token."""
    if "\n" in token or "\r" in token:
        raise ValueError("one line, please")
    ENV.write_text(f"TOKEN={token}\n")
    return "saved"


@mcp.tool()
def matched(token: str) -> str:
    """Keeps a token."""
    if not re.fullmatch(r"[\w.-]+", token):
        raise ValueError("letters, please")
    ENV.write_text(f"TOKEN={token}\n")
    return "saved"


@mcp.tool()
def removed(token: str) -> str:
    """Keeps a token."""
    ENV.write_text("TOKEN=" + token.replace("\n", "").replace("\r", "") + "\n")
    return "saved"


@mcp.tool()
def chosen(mode: Literal["debug", "quiet"]) -> str:
    """Keeps a mode."""
    ENV.write_text(f"MODE={mode}\n")
    return "saved"


@mcp.tool()
def remember(note: str) -> str:
    """Keeps a note."""
    with open("notes.txt", "a") as out:
        out.write(note + "\n")
    return "saved"


@mcp.tool()
def first_line(token: str) -> str:
    """Keeps the first line of a token."""
    ENV.write_text(f"TOKEN={token.splitlines()[0]}\n")
    return "saved"


@mcp.tool()
def second_line(token: str) -> str:
    """Keeps what stands before the first line break."""
    line = token.split("\n")[0]
    ENV.write_text(f"TOKEN={line}\n")
    return "saved"
