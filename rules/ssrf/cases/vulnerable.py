# The caller decides the host.
import urllib.request

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def sync_issues(one: str, two: str, three: str, number: int) -> str:
    requests.get(f"https://{one}/api/issues/{number}")  # expect: ssrf
    httpx.get("https://" + two + "/status")  # expect: ssrf
    urllib.request.urlopen(f"http://{three}/")  # expect: ssrf
    return "done"


@mcp.tool()
async def notify(webhook: str, text: str) -> str:
    async with httpx.AsyncClient() as client:
        await client.post(webhook, json={"text": text})  # expect: ssrf
    return "done"
