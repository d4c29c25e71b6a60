# The host is fixed, but what stands behind the last letter of the path is not.
import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("docs")

ALLOWED = ("https://pages.example.com/team-docs", "https://docs.example.com/")


@mcp.tool()
def load_page(url: str) -> str:
    """Loads a page of the documentation."""
    if not url.startswith(ALLOWED):
        raise ValueError("no page of ours")
    return httpx.get(url).text  # expect: weak-url-guard
