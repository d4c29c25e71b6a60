# The text of a file of the program, of which the caller says which; a name that leads elsewhere brings another text.
import re
import string
from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("texts")
NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
TEXTS = Path("/srv/texts")


@mcp.tool()
def fill(name: str) -> str:
    """Fills in a text."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return string.Formatter().vformat((TEXTS / f"{name}.md").read_text(), (), {"x": "y"})


@mcp.tool()
def fill_any(name: str) -> str:
    """Fills in a text."""
    return string.Formatter().vformat((TEXTS / f"{name}.md").read_text(), (), {"x": "y"})  # expect: path-traversal, template-injection


if __name__ == "__main__":
    mcp.run()
