import requests
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tickets")
DEFAULTS = {"timeout": 5, "verify": False}


@mcp.tool()
def list_tickets() -> str:
    return requests.get("https://tickets.example.com/api", **DEFAULTS).text  # expect: tls-verification-disabled
