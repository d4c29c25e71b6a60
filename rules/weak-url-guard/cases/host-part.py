# What is checked has to be the host: a value that is an address, or the part of the URL that is asked.
import ipaddress
from urllib.parse import urlparse

import httpx
from fastmcp import FastMCP

mcp = FastMCP("host-part")
HOSTS = {"api.example.com", "cdn.example.com"}


@mcp.tool
def ask_address(host: str) -> str:
    if not ipaddress.ip_address(host).is_global:
        raise ValueError(host)
    return httpx.get(f"http://{host}/status").text


@mcp.tool
def ask_some_address(host: str) -> str:
    ipaddress.ip_address(host)
    return httpx.get(f"http://{host}/status").text  # expect: ssrf


@mcp.tool
def ask_url_of_address(url: str, host: str) -> str:
    if not ipaddress.ip_address(host).is_global:
        raise ValueError(host)
    return httpx.get(url).text  # expect: unrestricted-fetch


@mcp.tool
def ask_before_colon(url: str) -> str:
    if urlparse(url).netloc.split(":")[0] not in HOSTS:
        raise ValueError(url)
    return httpx.get(url).text  # expect: weak-url-guard


@mcp.tool
def ask_behind_user(url: str) -> str:
    if urlparse(url).netloc.split("@")[-1].split(":")[0] not in HOSTS:
        raise ValueError(url)
    return httpx.get(url).text


@mcp.tool
def ask_without_user(url: str) -> str:
    netloc = urlparse(url).netloc
    if "@" in netloc or netloc.split(":")[0] not in HOSTS:
        raise ValueError(url)
    return httpx.get(url).text


if __name__ == "__main__":
    mcp.run()
