# Checks on URLs, each with its hole.
import re
from urllib.parse import urlparse

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def docs(page: str) -> str:
    # a prefix that ends inside the host
    if not page.startswith("https://docs.example.com"):
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text  # expect: weak-url-guard


@mcp.tool()
def vendor(page: str) -> str:
    # the end of the host, without a dot before it
    if not (urlparse(page).hostname or "").endswith("example.com"):
        raise ValueError("not ours")
    return httpx.get(page).text  # expect: weak-url-guard


@mcp.tool()
def mirror(page: str) -> str:
    # anywhere in the text
    if "blog.example.com" not in page:
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text  # expect: weak-url-guard


@mcp.tool()
def pages(page: str) -> str:
    # a pattern with nothing after the host, and dots that are any character
    if not re.match(r"https://docs.example.com", page):
        raise ValueError("not ours")
    return requests.get(page, timeout=5).text  # expect: weak-url-guard
