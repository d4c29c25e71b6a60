import os

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def renew() -> str:
    return httpx.get("https://api.example.com/", headers={"X-Region": os.environ["REGION"]}).text
