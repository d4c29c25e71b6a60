# Fixed hosts; internal addresses refused.
import ipaddress
import socket
from urllib.parse import urlparse

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")
HOSTS = {"docs.example.com", "blog.example.com"}


@mcp.tool()
def fetch_page(url: str) -> str:
    """Fetches a page of our sites."""
    if urlparse(url).hostname not in HOSTS:
        raise ValueError("unknown host")
    return requests.get(url, timeout=10, allow_redirects=False).text


@mcp.tool()
def fetch_url(url: str) -> str:
    """Fetches a URL."""
    host = urlparse(url).hostname or ""
    for *_, address in socket.getaddrinfo(host, None):
        if not ipaddress.ip_address(address[0]).is_global:
            raise ValueError("internal address")
    return requests.get(url, timeout=10, allow_redirects=False).text
