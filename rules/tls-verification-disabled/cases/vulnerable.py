import aiohttp
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tickets")


@mcp.tool()
def list_tickets() -> str:
    return requests.get("https://tickets.example.com/api", verify=False, timeout=5).text  # expect: tls-verification-disabled


@mcp.tool()
async def list_peers() -> str:
    # One finding a file; this place is named in it.
    connector = aiohttp.TCPConnector(verify_ssl=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        async with session.get("https://peers.example.com/") as answer:
            return await answer.text()
