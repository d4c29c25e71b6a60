# The same without the holes.
import re
from urllib.parse import urlparse

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
ORIGINS = {("https", "docs.example.com"), ("https", "blog.example.com")}


@mcp.tool()
def docs(page: str) -> str:
    if not page.startswith("https://docs.example.com/"):
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text


def ours(page: str) -> str:
    host = urlparse(page).hostname or ""
    if host != "example.com" and not host.endswith(".example.com"):
        raise ValueError("not ours")
    return page


@mcp.tool()
def vendor(page: str) -> str:
    return httpx.get(ours(page)).text


@mcp.tool()
def pages(page: str) -> str:
    if not re.match(r"https://docs\.example\.com/", page):
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text


@mcp.tool()
def mirror(page: str) -> str:
    parts = urlparse(page)
    if parts.netloc not in {"docs.example.com", "blog.example.com"}:
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text
