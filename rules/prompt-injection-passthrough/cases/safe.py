# Numbers and fixed texts.
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def is_up() -> str:
    """Tells whether the site is up."""
    return "up" if requests.get("https://news.example.com/today.txt", timeout=5).ok else "down"


@mcp.tool()
def length() -> int:
    """Tells how long today's news are."""
    return len(requests.get("https://news.example.com/today.txt", timeout=5).text)
