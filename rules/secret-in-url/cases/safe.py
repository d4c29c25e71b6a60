import os

import httpx
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
async def place(name: str) -> str:
    async with httpx.AsyncClient(headers={"X-Key": os.environ["MAPS_API_KEY"]}) as client:
        answer = await client.get("https://maps.example.com/place", params={"name": name})
    return answer.text


# In a header of every request; what is asked for in the query is no secret.
MAPS = httpx.Client(
    base_url="https://maps.example.com",
    params={"region": os.environ["MAPS_REGION"]},
    headers={"X-Api-Key": os.environ["MAPS_API_KEY"]},
)
