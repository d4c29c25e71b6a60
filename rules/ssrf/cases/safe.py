# The host is fixed or in a list.
from typing import Literal
from urllib.parse import quote

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
HOSTS = {"a.example.com", "b.example.com"}


@mcp.tool()
def get_issue(name: str, query: str) -> str:
    requests.get(f"https://api.example.com/issues/{quote(name, safe='')}")
    requests.get("https://api.example.com/search", params={"q": query})
    return "done"


@mcp.tool()
def get_region(region: Literal["eu", "us"]) -> str:
    httpx.get(f"https://{region}.example.com/status")
    return "done"


@mcp.tool()
def get_from(host: str) -> str:
    if host not in HOSTS:
        raise ValueError("unknown host")
    httpx.get(f"https://{host}/status")
    return "done"
