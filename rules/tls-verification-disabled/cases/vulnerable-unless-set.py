import os

import httpx
import redis
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("tickets")
# Who sets nothing has no check.
client = httpx.Client(verify=os.getenv("TICKETS_VERIFY", "false").lower() == "true", timeout=5)  # expect: tls-verification-disabled
cache = redis.Redis(host="cache.example.com", ssl=True, ssl_cert_reqs="none")


@mcp.tool()
def list_tickets() -> str:
    return client.get("https://tickets.example.com/api").text
