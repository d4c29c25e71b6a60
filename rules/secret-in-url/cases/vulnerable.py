import os

import httpx
import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


# What a client is made with goes into every request.
maps = httpx.Client(base_url="https://maps.example.com", params={"key": os.environ["MAPS_API_KEY"]})  # expect: secret-in-url
session = requests.Session()
session.params.update({"token": os.environ["MAPS_API_KEY"]})  # expect: secret-in-url


@mcp.tool()
async def place() -> str:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"https://maps.example.com/place?key={os.getenv('MAPS_API_KEY')}")  # expect: secret-in-url
    return answer.text
