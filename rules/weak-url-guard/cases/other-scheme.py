# A check lets through what begins in another way; where the value is known to begin otherwise, that is no hole.
import ipaddress
import socket
from urllib.parse import urlparse

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("pages")
NETWORKS = [ipaddress.ip_network(n) for n in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "::1/128", "fc00::/7")]


def check(url: str) -> None:
    if url.startswith("raw:"):
        return
    for info in socket.getaddrinfo(urlparse(url).hostname, None):
        address = ipaddress.ip_address(info[4][0])
        for network in NETWORKS:
            if address in network:
                raise ValueError("internal")


def check_some(url: str) -> None:
    if url.startswith("http://"):
        return
    for info in socket.getaddrinfo(urlparse(url).hostname, None):
        address = ipaddress.ip_address(info[4][0])
        for network in NETWORKS:
            if address in network:
                raise ValueError("internal")


@mcp.tool()
def get_checked(url: str) -> str:
    """Gets a page."""
    if not url.startswith(("http://", "https://")):
        url = "https://" + url
    check(url)
    return httpx.get(url, follow_redirects=False).text


@mcp.tool()
def get_some(url: str) -> str:
    """Gets a page."""
    if not url.startswith(("http://", "https://")):
        url = "https://" + url
    check_some(url)
    return httpx.get(url, follow_redirects=False).text  # expect: weak-url-guard


if __name__ == "__main__":
    mcp.run()
