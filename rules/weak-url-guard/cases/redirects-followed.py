"""The addresses of the first host are looked at; who follows redirects then asks whom that host names."""

import ipaddress
import socket
from urllib.parse import urljoin, urlparse

import aiohttp
import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("covers")
HOSTS = {"images.example.com", "covers.example.com"}
client = httpx.AsyncClient(follow_redirects=True)


def require_public(link: str) -> None:
    parts = urlparse(link)
    if parts.scheme not in ("http", "https"):
        raise ValueError("no web address")
    for *_, address in socket.getaddrinfo(parts.hostname, None, proto=socket.IPPROTO_TCP):
        if not ipaddress.ip_address(address[0]).is_global:
            raise ValueError("internal address")


async def each_again(request: httpx.Request) -> None:
    require_public(str(request.url))


careful = httpx.AsyncClient(follow_redirects=True, event_hooks={"request": [each_again]})


@mcp.tool()
async def cover_of(link: str) -> str:
    """Loads the cover of a book."""
    require_public(link)
    async with httpx.AsyncClient() as http:
        async with http.stream("GET", link, follow_redirects=True) as answer:  # expect: weak-url-guard
            return str(answer.status_code)


@mcp.tool()
async def cover_by_client(link: str) -> str:
    """Loads the cover of a book."""
    require_public(link)
    return (await client.get(link)).text  # expect: weak-url-guard


@mcp.tool()
def cover_by_requests(link: str) -> str:
    """Loads the cover of a book."""
    require_public(link)
    return requests.get(link, allow_redirects=True, timeout=9).text  # expect: weak-url-guard


@mcp.tool()
async def cover_by_session(link: str) -> str:
    """Loads the cover of a book."""
    require_public(link)
    async with aiohttp.ClientSession() as session:
        async with session.get(link, allow_redirects=True) as answer:  # expect: weak-url-guard
            return str(answer.status)


@mcp.tool()
async def cover_without(link: str) -> str:
    """Follows no redirects, although its client would."""
    require_public(link)
    return (await client.get(link, follow_redirects=False)).text


@mcp.tool()
async def cover_by_hook(link: str) -> str:
    """Each request of this client is looked at again."""
    require_public(link)
    return (await careful.get(link)).text


@mcp.tool()
async def cover_step_by_step(link: str) -> str:
    """Follows redirects itself and looks at each."""
    async with httpx.AsyncClient(follow_redirects=False) as http:
        for _ in range(4):
            require_public(link)
            answer = await http.get(link)
            if not answer.is_redirect:
                return answer.text
            link = urljoin(link, answer.headers["location"])
    return "too many redirects"


@mcp.tool()
async def cover_of_ours(link: str) -> str:
    """Hosts of a list redirect among themselves."""
    if urlparse(link).hostname not in HOSTS:
        raise ValueError("not one of ours")
    return (await client.get(link)).text
