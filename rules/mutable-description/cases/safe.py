# Descriptions that hang on the configuration, and other things that are called so.
import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
READ_ONLY = os.environ.get("READ_ONLY") == "1"


class Issue:
    description = ""


@mcp.tool(description="Reads a note." if READ_ONLY else "Reads and writes a note.")
def note(name: str) -> str:
    return name


@mcp.tool()
def open_issue(text: str) -> str:
    """Opens an issue."""
    issue = Issue()
    issue.description = text
    return issue.description
