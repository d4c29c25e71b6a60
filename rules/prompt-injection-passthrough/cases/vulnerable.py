# Text of others as the result.
import requests
from fastmcp import Client
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("cases")


@mcp.tool()
def headlines() -> str:
    """Returns today's headlines."""
    return requests.get("https://news.example.com/today.txt", timeout=5).text  # expect: prompt-injection-passthrough


@mcp.tool()
async def relayed(word: str) -> str:
    """Asks another server."""
    async with Client("https://words.example.com/mcp") as client:
        answer = await client.call_tool("lookup", {"word": word})
    return answer.data  # expect: prompt-injection-passthrough
