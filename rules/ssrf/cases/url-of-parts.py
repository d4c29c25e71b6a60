# URLs that are put together of their parts: only the second one decides the host.
import re
from urllib.parse import urlsplit, urlunparse, urlunsplit

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("url-of-parts")


@mcp.tool()
def by_name(name: str) -> str:
    """Gets a document of the service."""
    if not re.fullmatch(r"[\w.-]+", name):
        raise ValueError(name)
    return httpx.get(urlunsplit(("https", "api.example.com", name, "", "")), timeout=5).text


@mcp.tool()
def by_name_with_query(name: str) -> str:
    """Gets a document of the service."""
    if not re.fullmatch(r"[\w.-]+", name):
        raise ValueError(name)
    return httpx.get(urlunparse(("https", "api.example.com", "/v1/" + name, "", "full=1", "")), timeout=5).text


@mcp.tool()
def from_name(name: str) -> str:
    """Gets the state of a server."""
    if not re.fullmatch(r"[\w.-]+", name):
        raise ValueError(name)
    return httpx.get(urlunsplit(("https", name, "/status", "", "")), timeout=5).text  # expect: ssrf


@mcp.tool()
def of_region(region: str) -> str:
    """Gets the state of a region."""
    return httpx.get(urlunsplit(("https", region, "/status", "", "")), timeout=5).text  # expect: ssrf


@mcp.tool()
def of_host(mirror: str) -> str:
    """Gets the state of a mirror."""
    parts = urlsplit(mirror)
    return httpx.get(urlunsplit(("https", parts.netloc, "/status", "", "")), timeout=5).text  # expect: ssrf


if __name__ == "__main__":
    mcp.run()
