import os

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
async def place() -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"https://maps.example.com/place?key={os.getenv('MAPS_API_KEY')}")  # expect: secret-in-url
    return answer.text
