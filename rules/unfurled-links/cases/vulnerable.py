import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("demo")


@mcp.tool()
def post(text: str) -> int:
    message = {"channel": "C1", "text": text}
    return requests.post("https://slack.com/api/chat.postMessage", json=message, timeout=5).status_code  # expect: unfurled-links
