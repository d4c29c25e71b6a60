# Of which family an address is says nothing of whose it is.
import ipaddress
import socket
from urllib.parse import urlparse

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("pages")


@mcp.tool()
def sync_issues(url: str) -> str:
    """Copies the issues."""
    for info in socket.getaddrinfo(urlparse(url).hostname, None):
        if ipaddress.ip_address(info[4][0]).version != 4:
            raise ValueError("sixth version")
    return httpx.get(url, follow_redirects=False).text  # expect: ssrf


if __name__ == "__main__":
    mcp.run()
