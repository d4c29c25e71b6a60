# An address that is declared as one has its host and other parts; what is checked of them is checked of it.
import requests
from mcp.server.fastmcp import FastMCP
from pydantic import HttpUrl

mcp = FastMCP("declared-address")
DOMAINS = ("example.com", "example.org")


def is_ours(host: str) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in DOMAINS)


@mcp.tool()
def checked(url: HttpUrl) -> str:
    """Reads the status of a service."""
    if not is_ours(url.host or ""):
        raise ValueError("foreign host")
    return requests.get(str(url), allow_redirects=False).text


@mcp.tool()
def unchecked(url: HttpUrl) -> str:
    """Reads the status of a service."""
    if not url.path:
        raise ValueError("no path")
    return requests.get(str(url), allow_redirects=False).text  # expect: ssrf


mcp.run()
