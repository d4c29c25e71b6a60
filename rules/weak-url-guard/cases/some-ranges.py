# Deny-lists that know some addresses, and those that know the networks as well.
import ipaddress
import socket
from urllib.parse import urlsplit

import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("some-ranges")
HOSTS = {"localhost", "127.0.0.1", "169.254.169.254", "0.0.0.0"}


@mcp.tool()
def not_loopback(url: str) -> str:
    """Gets a document."""
    ip = socket.gethostbyname(urlsplit(url).hostname)
    if ipaddress.ip_address(ip).is_loopback:
        raise PermissionError("loopback")
    return requests.get(url, timeout=5, allow_redirects=False).text  # expect: weak-url-guard


@mcp.tool()
def not_private(url: str) -> str:
    """Gets a document."""
    ip = ipaddress.ip_address(socket.gethostbyname(urlsplit(url).hostname))
    if ip.is_private or ip.is_loopback or ip.is_link_local:
        raise PermissionError("private")
    return requests.get(url, timeout=5, allow_redirects=False).text


@mcp.tool()
def not_special(url: str) -> str:
    """Gets a document."""
    ip = ipaddress.ip_address(socket.gethostbyname(urlsplit(url).hostname))
    if ip.is_multicast or ip.is_loopback or ip.is_link_local:
        raise PermissionError("special")
    return requests.get(url, timeout=5, allow_redirects=False).text  # expect: weak-url-guard


@mcp.tool()
def not_some_hosts(url: str) -> str:
    """Gets a document."""
    if urlsplit(url).hostname in HOSTS:
        raise ValueError(url)
    return requests.get(url, timeout=5, allow_redirects=False).text  # expect: weak-url-guard


@mcp.tool()
def not_some_networks(url: str) -> str:
    """Gets a document."""
    host = urlsplit(url).hostname or ""
    if host.startswith(("10.", "192.168.", "127.")) or host == "localhost":
        raise ValueError(url)
    return requests.get(url, timeout=5, allow_redirects=False).text  # expect: weak-url-guard


@mcp.tool()
def not_networks(url: str) -> str:
    """Gets a document."""
    host = urlsplit(url).hostname or ""
    if host.startswith(("10.", "192.168.", "172.", "127.", "169.254.")) or host == "localhost":
        raise ValueError(url)
    return requests.get(url, timeout=5, allow_redirects=False).text  # expect: weak-url-guard


if __name__ == "__main__":
    mcp.run()
