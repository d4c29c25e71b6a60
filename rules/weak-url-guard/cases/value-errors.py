# What is no address is passed over in a loop; what is let through because it is no address is not safe.
import ipaddress
import socket
from urllib.parse import urlparse

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("value-errors")


@mcp.tool()
def passed_over(url: str) -> str:
    """Reads the status of a service."""
    for found in socket.getaddrinfo(urlparse(url).hostname, None):
        try:
            address = ipaddress.ip_address(found[4][0])
        except ValueError:
            continue
        if address.is_private:
            raise RuntimeError("Internal address.")
    return httpx.get(url, follow_redirects=False).text


@mcp.tool()
def looked_at_inside(url: str) -> str:
    """Reads the status of a service."""
    for found in socket.getaddrinfo(urlparse(url).hostname, None):
        try:
            address = ipaddress.ip_address(found[4][0])
            if address.is_private:
                raise RuntimeError("Internal address.")
        except (ValueError, TypeError):
            continue
    return httpx.get(url, follow_redirects=False).text


@mcp.tool()
def caught_by_itself(url: str) -> str:
    """Reads the status of a service."""
    for found in socket.getaddrinfo(urlparse(url).hostname, None):
        try:
            address = ipaddress.ip_address(found[4][0])
            if address.is_private:
                raise ValueError("Internal address.")
        except ValueError:
            continue
    return httpx.get(url, follow_redirects=False).text  # expect: ssrf


@mcp.tool()
def names_pass(url: str) -> str:
    """Reads the status of a service."""
    try:
        if ipaddress.ip_address(urlparse(url).hostname).is_private:
            raise RuntimeError("Internal address.")
    except ValueError:
        pass
    return httpx.get(url, follow_redirects=False).text  # expect: weak-url-guard


mcp.run()
